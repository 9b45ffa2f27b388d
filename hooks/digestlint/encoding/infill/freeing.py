"""Giving memory back to the system that arrays took."""

import sys


def give_back() -> None:
    """Give back what was freed, which the C library of Linux else keeps for arrays to come."""
    if sys.platform != "linux":
        return
    import ctypes  # NumPy has loaded it

    try:
        ctypes.CDLL(None).malloc_trim(0)
    except (AttributeError, OSError):  # another C library
        return

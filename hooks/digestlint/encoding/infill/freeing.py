"""Returning the memory of arrays to the system."""

import sys


def give_back() -> None:
    """Return freed memory, which the C library of Linux would otherwise keep for later arrays."""
    if sys.platform != "linux":
        return
    import ctypes  # NumPy has loaded it

    try:
        ctypes.CDLL(None).malloc_trim(0)
    except (AttributeError, OSError):  # another C library
        return

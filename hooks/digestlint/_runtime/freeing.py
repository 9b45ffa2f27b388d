"""Returning the memory of arrays to the system."""

from __future__ import annotations

import sys
from contextlib import suppress

_M_MMAP_THRESHOLD = -3  # of <malloc.h>
_LARGE = 32_000  # bytes


def give_back() -> None:
    """Return freed memory, which the C library of Linux would otherwise keep for later arrays."""
    if sys.platform != "linux":
        return
    import ctypes  # takes a while to import

    with suppress(AttributeError, OSError):  # another C library
        ctypes.CDLL(None).malloc_trim(0)


def keep_apart() -> None:
    """Let each large array and text have pages of its own, which are free as soon as it is.

    The C library of Linux would do so as well, until the first large one is gone.
    """
    if sys.platform != "linux":
        return
    import ctypes  # takes a while to import

    with suppress(AttributeError, OSError):  # another C library
        ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, _LARGE)

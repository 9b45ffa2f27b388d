"""Processor time that a test compares with other times of the same run."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def no_collection() -> Iterator[None]:
    """Keep the garbage collector from scanning what earlier tests have left.

    That may take longer than what is measured.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def processor_seconds(work: Callable[[], object]) -> float:
    """Return the processor time that ``work`` takes, in seconds."""
    with no_collection():
        start = time.process_time()
        work()
        return time.process_time() - start

"""Processes of the standard library's pool, for systems where this one can't be copied."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress

TYPE_CHECKING = False  # of `typing`, which takes long to load
if TYPE_CHECKING:
    from typing import TypeVar

    T = TypeVar("T")
    R = TypeVar("R")


_MOST = 61  # processes that the standard library can wait for on Windows
_PATIENCE = 0.5  # seconds


def spread_pooled(
    function: Callable[[T], R], items: Sequence[T], processes: int, lost: Callable[[T], R]
) -> Iterator[R]:
    """As ``spread``."""
    pool = _pool(processes)
    try:
        futures: deque[Future[R]] = deque()
        with suppress(BrokenProcessPool):
            futures.extend(pool.submit(function, item) for item in items)
        for item in items:
            try:
                result = _result(futures.popleft()) if futures else _alone(function, item, lost)
            except BrokenProcessPool:
                # One item's crash loses those of all processes; each gets a process of its own.
                result = _alone(function, item, lost)
            yield result
    except BaseException:  # Ctrl-C, or nobody wants the rest: do not wait for what is under way
        for process in list((getattr(pool, "_processes", None) or {}).values()):
            process.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _result(future: Future[R]) -> R:
    """What ``future`` brings; on Windows, Ctrl-C is noticed only while nothing waits for ever."""
    while True:
        try:
            return future.result(_PATIENCE)
        except TimeoutError:
            if future.done():  # since, or the error is the function's own
                return future.result()


def _pool(processes: int) -> ProcessPoolExecutor:
    # Never a copy: there are threads, or a system that minds.
    context = multiprocessing.get_context("spawn")
    processes = min(processes, _MOST)
    return ProcessPoolExecutor(processes, context, initializer=_leave_interrupts_to_parent)


def _alone(function: Callable[[T], R], item: T, lost: Callable[[T], R]) -> R:
    with _pool(1) as pool:
        try:
            return _result(pool.submit(function, item))
        except BrokenProcessPool:
            return lost(item)


def _leave_interrupts_to_parent() -> None:
    """Ctrl-C reaches all processes; only the parent speaks, and ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)

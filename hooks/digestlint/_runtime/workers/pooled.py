"""Processes of the standard library's pool, for systems where this one can't be copied."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress

from digestlint._runtime import interrupts

TYPE_CHECKING = False  # of `typing`, which takes long to load
if TYPE_CHECKING:
    from typing import TypeVar

    T = TypeVar("T")
    R = TypeVar("R")


_MOST = 61  # processes that the standard library can wait for on Windows
_PATIENCE = 0.5  # seconds
_SAFE_PATH = "PYTHONSAFEPATH"


def spread_pooled(
    function: Callable[[T], R], items: Sequence[T], processes: int, on_crash: Callable[[T], R]
) -> Iterator[R]:
    """As ``parallel_map``."""
    with _safe_path():
        pool = _pool(processes)
        with interrupts.ending(lambda: _terminate(pool)):
            yield from _results(pool, function, items, on_crash)


@contextmanager
def _safe_path() -> Iterator[None]:
    """Let processes that start inside not look for modules in the current folder.

    It may be anybody's, and what starts them is `python -c`, which looks there first of all.
    """
    before = os.environ.get(_SAFE_PATH)
    os.environ[_SAFE_PATH] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[_SAFE_PATH]
        else:
            os.environ[_SAFE_PATH] = before


def _results(
    pool: ProcessPoolExecutor,
    function: Callable[[T], R],
    items: Sequence[T],
    on_crash: Callable[[T], R],
) -> Iterator[R]:
    try:
        futures: deque[Future[R]] = deque()
        with suppress(BrokenProcessPool), _uninterrupted():
            futures.extend(pool.submit(function, item) for item in items)
        for item in items:
            try:
                result = _result(futures.popleft()) if futures else _alone(function, item, on_crash)
            except BrokenProcessPool:
                # One item's crash loses those of all processes; each gets a process of its own.
                result = _alone(function, item, on_crash)
            yield result
    except BaseException:  # Ctrl-C, or nobody wants the rest: do not wait for what is under way
        _terminate(pool)
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _terminate(pool: ProcessPoolExecutor) -> None:
    for process in list((getattr(pool, "_processes", None) or {}).values()):
        process.terminate()


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Let processes that start inside get no interrupts.

    One that comes to this process waits.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _result(future: Future[R]) -> R:
    """Return what ``future`` brings.

    On Windows, Ctrl-C is noticed only while nothing waits for ever.
    """
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


def _alone(function: Callable[[T], R], item: T, on_crash: Callable[[T], R]) -> R:
    with _pool(1) as pool, interrupts.ending(lambda: _terminate(pool)):
        try:
            with _uninterrupted():
                future = pool.submit(function, item)
            return _result(future)
        except BrokenProcessPool:
            return on_crash(item)


def _leave_interrupts_to_parent() -> None:
    """Ctrl-C reaches all processes; only the parent speaks, and ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)

"""Processes of ``concurrent.futures``, and what it lacks: which item a process died of.

Where this process can be copied, the workers are copies of it, with all modules loaded; elsewhere
they are started anew. Items are handed out in batches, smaller ones towards the end. Each worker
marks the item that it is working on, so that when one dies, only that item is lost: the library
ends the others with it, and what they had not finished is done again.
"""

from __future__ import annotations

import mmap
import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor
from concurrent.futures import wait as wait_for
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress

from digestlint._runtime import interrupts
from digestlint._runtime.language import spoken
from digestlint._runtime.workers import cpu_limit, forking
from digestlint._runtime.workers.starting import safe_path, uninterrupted
from digestlint._runtime.workers.working import begin, work

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess
    from typing import Any, Protocol, TypeVar

    T = TypeVar("T")
    R = TypeVar("R")

    class Marks(Protocol):
        """For each item the id of the process that works on it, or 0."""

        def __getitem__(self, index: int, /) -> int:
            """Return one of them."""

        def __setitem__(self, index: int, value: int, /) -> None:
            """Set one of them."""


_MOST = 61  # processes that the standard library can wait for on Windows
_PATIENCE = 0.5  # seconds: on Windows, Ctrl-C is noticed only while nothing waits for ever
_LARGEST_BATCH = 32
# How many batches a process would get if all were as large as the first.
_ROUNDS = 4
# Results that wait for an earlier one are kept; no more items than this are begun meanwhile.
_AHEAD = 1024
# So many times in a row processes are started that end before they have begun any work.
_MOST_IN_VAIN = 3
# What the library ends the others with.
_ENDED_WITH_OTHERS = -signal.SIGTERM


def spread(
    function: Callable[[T], R],
    items: Sequence[T],
    sizes: Sequence[int],
    seconds: Sequence[float],
    processes: int,
    on_crash: Callable[[T, bool], R],
) -> Iterator[R]:
    """As ``parallel_map``."""
    crew = _Crew((function, items, seconds), sizes, processes)
    results = _results(crew, items, on_crash)
    next(results)  # from now on they are ended, whatever becomes of the results
    return results


def _results(
    crew: _Crew, items: Sequence[Any], on_crash: Callable[[Any, bool], Any]
) -> Generator[Any, None, None]:
    """Nothing, and then the results in order."""
    with interrupts.ending(crew.kill):
        try:
            crew.hand_out(0)
            yield None
            for index in range(len(items)):
                while index not in crew.done:
                    crew.wait(index)
                result = crew.done.pop(index)
                if isinstance(result, _Lost):
                    yield on_crash(items[index], result.too_slow)
                else:
                    yield result[0]
        except BaseException:  # Ctrl-C, or nobody wants the rest
            crew.kill()
            raise
        finally:
            crew.dismiss()


class _Lost:
    """The place of a result that a process did not live to return."""

    def __init__(self, too_slow: bool) -> None:
        self.too_slow = too_slow


class _Crew:
    """All processes, and what is left to do.

    Attributes:
        done: By their index, results that nobody has taken yet: a tuple of one, or ``_Lost``.
    """

    def __init__(
        self,
        job: tuple[Callable[[Any], Any], Sequence[Any], Sequence[float]],
        sizes: Sequence[int],
        processes: int,
    ) -> None:
        self.done: dict[int, tuple[Any] | _Lost] = {}
        self._job = job
        self._sizes = sizes
        self._processes = min(processes, len(sizes), _MOST)
        self._left: deque[int] = deque(range(len(sizes)))
        self._size_left = sum(sizes)
        self._given: dict[Future[list[tuple[Any] | None]], list[int]] = {}
        self._suspects: set[int] = set()
        self._in_vain = 0
        self._pool: ProcessPoolExecutor | None = None
        self._started: Mapping[int, BaseProcess] = {}
        self._marks: Marks = [0]

    def hand_out(self, wanted: int) -> None:
        """Give the processes enough to do, while the result of item ``wanted`` is waited for."""
        if self._left and self._pool is None:
            with safe_path():  # the library has a process of its own
                self._start()
        while (
            self._pool is not None
            and self._left
            and len(self._given) < 2 * self._processes
            and self._left[0] < wanted + _AHEAD
        ):
            batch = self._batch()
            try:
                with safe_path(), uninterrupted():
                    future = self._pool.submit(work, batch)
            except BrokenProcessPool:
                self._put_back(batch)
                self._recover()
                return
            self._given[future] = batch

    def wait(self, wanted: int) -> None:
        """Take the next results."""
        self.hand_out(wanted)
        finished, _ = wait_for(self._given, _PATIENCE, FIRST_COMPLETED)
        for future in finished:
            if isinstance(future.exception(), BrokenProcessPool):
                self._recover()
                return
            self._take(future)

    def kill(self) -> None:
        """End all processes, whatever they are doing."""
        for process in list(self._started.values()):
            with suppress(OSError, ValueError):
                process.kill()
                process.join(1)

    def dismiss(self) -> None:
        """Wait until all processes are gone."""
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(cancel_futures=True)

    def _start(self) -> None:
        method = "fork" if forking.can_fork() else "spawn"
        context = multiprocessing.get_context(method)
        count = len(self._sizes)
        if method == "fork":
            self._marks = memoryview(mmap.mmap(-1, 8 * count)).cast("q")
        else:
            self._marks = context.RawArray("q", count)
        job = (spoken(), *self._job, self._marks)
        self._pool = ProcessPoolExecutor(self._processes, context, begin, job)
        self._started = self._pool._processes

    def _take(self, future: Future[list[tuple[Any] | None]]) -> None:
        batch = self._given.pop(future)
        try:
            results = future.result()
        except Exception:  # it cannot be sent
            results = [None] * len(batch)
        for index, result in zip(batch, results, strict=True):
            self.done[index] = _Lost(False) if result is None else result

    def _recover(self) -> None:
        """Find out whose process died, and let others do the rest."""
        started = dict(self._started)
        self.dismiss()
        died = {pid: p.exitcode for pid, p in started.items() if p.exitcode != _ENDED_WITH_OTHERS}
        known = len(self.done) + len(self._suspects)
        for future, batch in list(self._given.items()):
            if future.exception() is None:
                self._take(future)
                continue
            del self._given[future]
            again = []
            for index in batch:
                pid = self._marks[index]
                if pid in died or (pid and not died and index in self._suspects):
                    self.done[index] = _Lost(cpu_limit.was_too_slow(died.get(pid)))
                    continue
                if pid and not died:  # ended from outside, as the library does it: once more
                    self._suspects.add(index)
                again.append(index)
            self._put_back(again)
        self._in_vain = self._in_vain + 1 if len(self.done) + len(self._suspects) == known else 0
        if self._in_vain > _MOST_IN_VAIN:  # not even a worker can be started
            self.done.update((index, _Lost(False)) for index in self._left)
            self._left.clear()

    def _put_back(self, batch: Sequence[int]) -> None:
        self._left = deque(sorted({*self._left, *batch}))
        self._size_left += sum(self._sizes[index] for index in batch)

    def _batch(self) -> list[int]:
        """Return the next items for one process; none when all are given out."""
        wanted = self._size_left / (self._processes * _ROUNDS)
        batch: list[int] = []
        size = 0
        while self._left and len(batch) < _LARGEST_BATCH and (not batch or size < wanted):
            index = self._left.popleft()
            batch.append(index)
            size += self._sizes[index]
        self._size_left -= size
        return batch

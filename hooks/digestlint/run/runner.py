"""Checks or fixes many files, in parallel."""

from __future__ import annotations

import os
from array import array
from collections.abc import Callable, Iterator, Sequence

from digestlint._runtime.language import say
from digestlint._runtime.tracing import trace
from digestlint._runtime.workers import parallel_map
from digestlint._runtime.workers.forking import can_fork
from digestlint.lint.registry import compares
from digestlint.lint.results import FileResult
from digestlint.run.checker import check_file, written
from digestlint.run.task import (
    Task,
    explain_slow_file,
    resolved,
    seconds_for,
)

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Any, TypeVar

    R = TypeVar("R")
    OnCrash = Callable[[Task, bool], R]

__all__ = ["Task", "compared", "run"]


# Processes take a moment to start: below this much text they cost more than they save.
_PARALLEL_BYTES = 500_000

# A file of so many bytes has a process even where it is the only one: that can be ended when it
# takes too long, and costs little beside the check.
_LONE_BYTES = 4_000_000

# To restore a digest takes so long that a few of them can't be dealt out evenly. More processes
# than processors share these evenly by themselves.
_WHILE_RESTORING = 2


def run(
    tasks: Sequence[Task], jobs: int, *, with_content: bool = True, compare: bool = True
) -> Iterator[FileResult]:
    """Run ``tasks``, in their order; ``jobs`` is the number of processes, 0 for automatic.

    Several processes start at once. Without ``with_content``, the results of unchanged files lack
    the content, which then need not be sent between processes. Without ``compare``, they are not
    compared with each other, as they have been before (``compared``).
    """
    if compare:
        tasks = compared(tasks, jobs)
    results = _map(check_file if with_content else _check_leanly, tasks, jobs, _crashed)
    return (written(task, result) for task, result in zip(tasks, results, strict=True))


def compared(tasks: Sequence[Task], jobs: int) -> Sequence[Task]:
    """Return the tasks with what other files of the run say, where any file asks for that."""
    if len(tasks) < 2 or not any(compares(resolved(task).settings) for task in tasks):
        return tasks
    from digestlint.run import comparing  # for few runs

    return comparing.compared(tasks, _map(comparing.gathered, tasks, jobs, comparing.lost))


def _check_leanly(task: Task) -> FileResult:
    result = check_file(task)
    return result._replace(old=b"", new=b"") if result.new == result.old else result


def _crashed(task: Task, too_slow: bool) -> FileResult:
    problem = (
        explain_slow_file(task, _size(task))
        if too_slow
        else say(
            "the process that checked it crashed or was killed, perhaps because it "
            "ran out of memory"
        )
    )
    return FileResult(str(task.path), problem=problem)


class _Observed:
    """A function that also returns what it looked at; it may run in another process."""

    def __init__(self, function: Callable[[Task], Any]) -> None:
        self._function = function

    def __call__(self, task: Task) -> tuple[Any, trace.Looks, bool]:
        with trace.recording() as taken:
            result = self._function(task)
        return result, taken.seen, taken.is_whole


def _map(
    function: Callable[[Task], R],
    tasks: Sequence[Task],
    jobs: int,
    on_crash: OnCrash[R],
) -> Iterator[R]:
    """Return the results of ``function``; its looks are recorded if anything records."""
    if not trace.is_recording():
        return _spread(function, tasks, jobs, on_crash)

    def lost_sight(task: Task, too_slow: bool) -> tuple[R, trace.Looks, bool]:
        return on_crash(task, too_slow), {}, False

    def heard(observed: tuple[R, trace.Looks, bool]) -> R:
        result, seen, is_whole = observed
        trace.absorb(seen, is_whole)
        return result

    return map(heard, _spread(_Observed(function), tasks, jobs, lost_sight))


def _spread(
    function: Callable[[Task], R],
    tasks: Sequence[Task],
    jobs: int,
    on_crash: OnCrash[R],
) -> Iterator[R]:
    sizes = array("q", map(_size, tasks))
    seconds = array("d", map(seconds_for, tasks, sizes))
    work = function, tasks, sizes, seconds
    count = _workers(sizes, jobs)
    if count < 2 or not _is_large(sizes):
        return parallel_map(*work, count, on_crash)
    from digestlint.run.warmup import rehearse, seem_damaged  # for large files only

    if not seem_damaged(tasks):
        return parallel_map(*work, count, on_crash)
    from digestlint.encoding.infill.threads import one_thread  # for mojibake only

    rehearse(tasks[0])
    with one_thread():  # in each process that begins here
        return parallel_map(*work, _workers(sizes, jobs, _WHILE_RESTORING), on_crash)


def _workers(sizes: Sequence[int], jobs: int, for_each_core: int = 1) -> int:
    """Return how many processes pay besides this one."""
    if jobs == 1:
        return 0
    most = jobs or _cores() * for_each_core if jobs or _is_large(sizes) else 1
    if (count := min(most, len(sizes))) > 1:
        return count
    return int(sum(sizes) >= _LONE_BYTES and can_fork())


def _is_large(sizes: Sequence[int]) -> bool:
    return sum(sizes) >= _PARALLEL_BYTES


def _cores() -> int:
    """Return the processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _size(task: Task) -> int:
    if task.content is not None:
        return len(task.content)
    try:
        return task.path.stat().st_size
    except (OSError, ValueError):
        return 0

"""Writing fixed files while other programs may write them, too."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from time import sleep

from digestlint._runtime.opening import open_file, read_rest
from digestlint.fixes.writer import ChangedError, OutsideError, WriteError, write_atomic
from digestlint.lint.results import FileResult
from digestlint.project.files import FileProblem
from digestlint.project.repository import why_outside
from digestlint.run.task import Task, content_of

# Seconds to wait before a file that another program keeps changing is looked at again.
_PAUSES = (0.0, 0.01, 0.03, 0.1, 0.3)


def save(
    task: Task,
    result: FileResult,
    check: Callable[[Task], FileResult],
    pauses: Sequence[float] = _PAUSES,
) -> FileResult:
    """Write the fixed text of ``result``; returns the outcome.

    A file that another program has changed meanwhile is fixed anew with ``check``, after each of
    ``pauses``, unless that program wrote the same fixed text: usually a second run of ours.
    """
    try:
        _write(task, result.new, result.old)
    except ChangedError as error:
        if not pauses:
            return _unwritten(task, check, str(error))
    except OutsideError as error:
        why = why_outside(task.within) if task.within else str(error)
        return _unwritten(task, check, why)
    except WriteError as error:
        return _unwritten(task, check, str(error))
    else:
        return result
    sleep(pauses[0])
    try:
        if content_of(task) == result.new:
            return result
    except FileProblem as problem:
        return FileResult(result.filename, problem=str(problem))
    again = check(task)
    return again if again.new == again.old else save(task, again, check, pauses[1:])


def _unwritten(task: Task, check: Callable[[Task], FileResult], why: str) -> FileResult:
    """Return the result for a file that was not written: its present content, and the reason."""
    found = check(task._replace(fix=False, suppress=False, write=False))
    return found._replace(problem=found.problem or why)


def _write(task: Task, new: bytes, old: bytes) -> None:
    """Make ``new`` the content of the file, which held ``old``.

    A program that opens the file before it is replaced and writes after that, writes to the
    replaced one. If that has happened by the time ours has its name, the other content is put back.
    """
    replaced = _open(task)
    try:
        known = replaced is not None and _content(replaced) == old
        write_atomic(task.path, new, expected=old, within=task.within)
        late = _content(replaced) if known and replaced is not None else old
        if late != old:
            write_atomic(task.path, late, expected=new, within=task.within)
            raise ChangedError
    finally:
        if replaced is not None:
            os.close(replaced)


def _open(task: Task) -> int | None:
    """Return the replaced file, opened for one more look; None where that is not possible."""
    if os.name != "posix":
        return None  # an open file is not replaced
    with suppress(OSError):
        return open_file(str(task.path), str(task.within or ""), sys.maxsize)
    return None


def _content(descriptor: int) -> bytes:
    os.lseek(descriptor, 0, os.SEEK_SET)
    return read_rest(descriptor, sys.maxsize)

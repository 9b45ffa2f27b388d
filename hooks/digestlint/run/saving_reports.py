"""Writing reports: never over what is checked, and in one step."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from stat import S_ISDIR

from digestlint._runtime.language import say
from digestlint._runtime.tracing import trace
from digestlint.fixes.report_writer import write_report
from digestlint.fixes.writer import OutsideError, WriteError
from digestlint.project.config.names import CONFIG_NAMES
from digestlint.project.files import FileProblem, is_markdown, read_bytes
from digestlint.project.repository import bound_of_file, lexical, why_outside
from digestlint.run.task import Task

_LARGEST = 32  # MB; no job summary comes near it


def why_not(
    path: Path, tasks: Sequence[Task], read: Sequence[Path] = (), *, is_markdown_report: bool
) -> str | None:
    """Return why no report may be written to ``path``, in a sentence without it; None if it may.

    Nothing that is checked is overwritten, nor what is ``read`` besides, nor what looks like it.
    """
    if not path.name:
        return say("is not the name of a file")
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None  # there is nothing yet, or writing will say what is wrong
    if S_ISDIR(status.st_mode):
        return say("is a folder")
    if any(_is_same(task.path, status) for task in tasks):
        return say("is one of the files that are checked; write the report to another file")
    is_known = path.name in CONFIG_NAMES or path.suffix.lower() == ".bib"
    if is_known or any(_is_same(each, status) for each in read):
        return say("is not a report, and would be overwritten")
    if is_markdown(path, ()) and not is_markdown_report:
        return say("is a Markdown file, and would be overwritten by what is none")
    return None


def begins_with(path: Path, within: Path, line: str) -> bool:
    """Whether a file has ``line`` first, as a report that an earlier run has written."""
    try:
        content = read_bytes(path, within=within, max_size=_LARGEST)
    except FileProblem:
        return False  # the check says why
    return content.startswith(f"{line}\n".encode())


def _is_same(path: Path, status: os.stat_result) -> bool:
    try:
        return os.path.samestat(path.stat(), status)
    except (OSError, ValueError):
        return False


def save_report(path: Path, pieces: Iterable[bytes], *, append: bool = False) -> str | None:
    """Write a report; returns why it could not be written, in a sentence without the path."""
    trace.spoil()  # another time, it has to be written again
    path = lexical(path)
    within = bound_of_file(path)
    try:
        write_report(path, pieces, append=append, within=within)
    except OutsideError:
        return why_outside(within)
    except WriteError as error:
        return str(error)
    return None

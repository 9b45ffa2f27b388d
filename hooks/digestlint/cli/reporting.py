"""What ``check`` prints about the files: findings or diffs, and how the run ended."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from digestlint.cli.closing import closing_lines
from digestlint.cli.streams import complain, paint_for, write_diff
from digestlint.cli.summary import count, fix_lines, nothing_to_show, statistics_lines
from digestlint.reporters import Paint, reporter
from digestlint.results import FileResult

TYPE_CHECKING = False  # of `typing`, which takes long to load
if TYPE_CHECKING:
    from argparse import Namespace

_FOR_PEOPLE = ("full", "concise")


def report(options: Namespace, results: Sequence[FileResult], *, from_stdin: bool) -> bool:
    """Print what is known of the files; whether anything is left to be done about any of them."""
    tally = count(results)
    if options.diff:
        write_diffs(results)
        changes = any(result.old != result.new for result in results)
        if not changes and not options.quiet:
            complain(nothing_to_show(tally, options.unsafe_fixes))
        return changes
    # Fixed text takes stdout, so that a filter can be made of the command.
    stream = sys.stdout
    if from_stdin and options.fix:
        for result in results:
            sys.stdout.buffer.write(result.new)
        sys.stdout.buffer.flush()
        stream = sys.stderr
    paint = paint_for(stream)
    if options.fix and options.unsafe_fixes:
        tally.unsafe = 0  # what is left could not be applied
    findings = [finding for result in results for finding in result.findings]
    lines = reporter(options.output_format)(findings, paint)
    if options.statistics:
        lines = statistics_lines(findings, options.output_format, paint)
    for line in lines:
        print(line, file=stream)
    for line in _last_lines(options, results, closing_lines(tally, options.fix, paint), paint):
        print(line, file=stream)
    return tally.findings > 0


def _last_lines(
    options: Namespace, results: Sequence[FileResult], closing: Iterator[str], paint: Paint
) -> Iterator[str]:
    if options.output_format in _FOR_PEOPLE and options.show_fixes:
        yield from fix_lines(results, paint)
    if options.output_format in _FOR_PEOPLE and not options.quiet:
        yield from closing


def write_diffs(results: Sequence[FileResult]) -> None:
    """What fixes change, on stdout; in a log it is no command, and `git apply` takes it all."""
    from digestlint.gitdiff import harmless_diff, unified_diff  # for diffs only

    diff = unified_diff if sys.stdout.isatty() else harmless_diff
    for result in results:
        write_diff(diff(result.old, result.new, _name_in_diff(result.filename)))


def _name_in_diff(filename: str) -> str:
    """The name as ``git apply`` takes it in this folder."""
    path = Path(filename)
    with suppress(ValueError):  # of another folder
        path = Path(os.path.normpath(path.absolute())).relative_to(Path.cwd())
    return path.as_posix().lstrip("/")

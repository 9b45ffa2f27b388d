"""What ``check`` prints about the files: findings or diffs, and how the run ended."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from digestlint.cache.store import Store
from digestlint.cli.closing import closing_lines
from digestlint.cli.replaying import FORMATS, Report, pack, report_name
from digestlint.cli.streams import is_plain, paint_for, write_diff
from digestlint.cli.summary import count, fix_lines, statistics_lines
from digestlint.reporters import Paint, reporter
from digestlint.results import FileResult

TYPE_CHECKING = False  # of `typing`, which takes long to load
if TYPE_CHECKING:
    from digestlint.cli.check import Options


def report(
    options: Options,
    outcomes: Sequence[Report | FileResult],
    store: Store | None,
    *,
    from_stdin: bool,
) -> bool:
    """Print what is known of the files; whether anything is left to be done about any of them.

    What is printed of a file is kept in ``store``, for a replay.
    """
    results = [outcome for outcome in outcomes if not isinstance(outcome, Report)]
    if options.diff:
        from digestlint.gitdiff import harmless_diff, unified_diff  # for diffs only

        diff = unified_diff if sys.stdout.isatty() else harmless_diff
        for result in results:
            write_diff(diff(result.old, result.new, _name_in_diff(result.filename)))
        return any(result.old != result.new for result in results)
    # Fixed text takes stdout, so that a filter can be made of the command.
    stream = sys.stdout
    if from_stdin and options.fix:
        for result in results:
            sys.stdout.buffer.write(result.new)
        sys.stdout.buffer.flush()
        stream = sys.stderr
    paint = paint_for(stream)
    tally = count(outcomes)
    for_people = options.output_format in FORMATS
    if options.statistics:
        findings = [finding for result in results for finding in result.findings]
        for line in statistics_lines(findings, options.output_format, paint):
            print(line, file=stream)
    elif for_people:
        keeper = store if is_plain(stream) else None
        for outcome in outcomes:
            stream.write(_text(outcome, options.output_format, paint, keeper))
    else:
        findings = [finding for result in results for finding in result.findings]
        for line in reporter(options.output_format)(findings, paint):
            print(line, file=stream)
    for line in _last_lines(options, results, closing_lines(tally, options.fix, paint), paint):
        print(line, file=stream)
    return tally.findings > 0


def _last_lines(
    options: Options, results: Sequence[FileResult], closing: Iterator[str], paint: Paint
) -> Iterator[str]:
    if options.output_format in FORMATS and options.show_fixes:
        yield from fix_lines(results, paint)
    if options.output_format in FORMATS and not options.quiet:
        yield from closing


def _text(
    outcome: Report | FileResult, output_format: str, paint: Paint, store: Store | None
) -> str:
    """The findings of one file."""
    if isinstance(outcome, Report):
        return outcome.text.decode("utf-8", "surrogateescape")
    kept = outcome.kept
    if store is None or kept is None or kept.absent is None:
        return _rendered(outcome, output_format, paint)
    text = _rendered(outcome, output_format, paint)
    tally = count([outcome])
    entry = Report(
        tally.findings, tally.safe, tally.unsafe, text.encode("utf-8", "surrogateescape")
    )
    name = report_name(store.installation, output_format, outcome.filename, kept.content)
    store.write(name, pack(entry, kept.absent))
    return text


def _rendered(result: FileResult, output_format: str, paint: Paint) -> str:
    return "".join(f"{line}\n" for line in reporter(output_format)(result.findings, paint))


def _name_in_diff(filename: str) -> str:
    """The name as ``git apply`` takes it in this folder."""
    path = Path(filename)
    with suppress(ValueError):  # of another folder
        path = Path(os.path.normpath(path.absolute())).relative_to(Path.cwd())
    return path.as_posix().lstrip("/")

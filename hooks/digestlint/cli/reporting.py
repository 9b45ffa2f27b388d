"""The output of ``check``: findings or diffs, and the summary."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path

from digestlint._runtime.language import speaking, spoken
from digestlint.cli.closing import Tally, closing_lines
from digestlint.cli.held import Held
from digestlint.cli.languages import language_for
from digestlint.cli.outputs import further_outputs, main_output, save
from digestlint.cli.sinks import Sink, results_of
from digestlint.cli.streams import paint_for, print_error, write_diff
from digestlint.cli.summary import counting, fix_lines, nothing_to_show
from digestlint.output import Paint, reporter
from digestlint.project.files import Problem

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from argparse import Namespace

    from digestlint.cli.guesses import GuessesFile
    from digestlint.cli.outputs import Output
    from digestlint.cli.run import Run
    from digestlint.cli.undoing import Undo
    from digestlint.lint.results import FileResult


def report(options: Namespace, run: Run) -> bool:
    """Print the results; returns whether anything is left to be done that makes the run fail.

    Nothing is printed before all files are checked. Each result is rendered as it arrives, since
    keeping the findings and contents of many files would take much memory.
    """
    tally = Tally()
    tally.commenting = options.add_suppressions
    if options.diff:
        return _report_diffs(options, counting(run.results, tally), tally)
    # Fixed text goes to stdout, so that the command can be used as a filter.
    is_filter = run.from_stdin and (options.fix or options.add_suppressions)
    paint = paint_for(sys.stderr if is_filter else sys.stdout)
    main = main_output(options)
    form = reporter(main.format)
    shows_fixes = form.for_people and options.show_fixes
    fixes, contents = Held(), Held()
    spoken_here = spoken()
    found = results_of(run, Paint() if main.file else paint, options)
    guesses = _guesses_file(options, run)
    undo = _undo(options) if form.for_people and not is_filter else None
    sinks = [Sink(output, found) for output in further_outputs(options)]
    more: tuple[GuessesFile | Undo | None, ...] = (guesses, undo)
    followers: list[Sink | GuessesFile | Undo] = [*sinks, *(each for each in more if each)]

    def files() -> Iterator[FileResult]:
        for result in speaking(spoken_here, counting(run.results, tally)):
            if is_filter:
                contents.add(result.new)
            fixes.add_lines(
                speaking(spoken_here, fix_lines((result,), paint)) if shows_fixes else ()
            )
            for follower in followers:
                follower.add(result)
            yield result

    found = found._replace(files=files())
    held = Held()
    lines = form.statistics(found) if options.statistics else form.lines(found)
    held.add_lines(speaking(language_for(form), lines))
    _complete(tally, options, run)
    stream = sys.stdout
    if is_filter:
        _write(contents)
        stream = sys.stderr
    closing = form.for_people and not options.quiet
    last = closing_lines(tally, options.fix, paint) if closing else ()
    for line in chain(
        () if main.file else held.lines(), fixes.lines(), last, undo.lines() if undo else ()
    ):
        print(line, file=stream)
    _save([*([(main, held)] if main.file else ()), *map(Sink.finished, sinks)], run)
    if guesses is not None and (problem := guesses.save()):
        run.problems.append(problem)
    return run.failing.findings > 0


def _complete(tally: Tally, options: Namespace, run: Run) -> None:
    """Add what is known once all files are checked."""
    if run.baseline is not None:
        tally.silenced = run.baseline.silenced
    if run.changed is not None:
        tally.since, tally.elsewhere = run.changed.ref, run.changed.set_aside
    tally.aside = run.failing.remark()
    if options.fix and options.unsafe_fixes:
        tally.unsafe = 0  # what is left could not be applied


def _undo(options: Namespace) -> Undo | None:
    """Return what tells a person at a terminal how to undo the changes."""
    if options.quiet or not (options.fix or options.add_suppressions) or not sys.stdout.isatty():
        return None
    from digestlint.cli.undoing import Undo  # for terminals only

    return Undo()


def _guesses_file(options: Namespace, run: Run) -> GuessesFile | None:
    if not (options.guesses and options.fix):
        return None
    from digestlint.cli.guesses import GuessesFile  # for those who ask for it

    return GuessesFile(Path(options.guesses), run.tasks)


def _save(reports: Iterable[tuple[Output, Held]], run: Run) -> None:
    """Write reports to their files; those that can't be written are problems of the run."""
    for output, lines in reports:
        if why := save(output, lines):
            run.problems.append(Problem(output.file, why))


def _write(contents: Held) -> None:
    """Write fixed text to stdout."""
    for content in contents:
        sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def _report_diffs(options: Namespace, results: Iterable[FileResult], tally: Tally) -> bool:
    changes = False
    held = Held()
    for result in results:
        held.add(diff_of(result))
        changes = changes or result.old != result.new
    for piece in held:
        write_diff(piece)
    if not changes and not options.quiet:
        print_error(nothing_to_show(tally, options.unsafe_fixes))
    return changes


def diff_of(result: FileResult) -> bytes:
    """Return what fixes change, for stdout.

    No CI runner reads it as a command, and `git apply` accepts it.
    """
    from digestlint.fixes.diff import harmless_diff, unified_diff  # for diffs only

    diff = unified_diff if sys.stdout.isatty() else harmless_diff
    return diff(result.old, result.new, _name_in_diff(result.filename))


def _name_in_diff(filename: str) -> str:
    """Return the name that ``git apply`` expects in this folder."""
    path = Path(filename)
    with suppress(ValueError):  # of another folder
        path = Path(os.path.normpath(path.absolute())).relative_to(Path.cwd())
    return path.as_posix().lstrip("/")

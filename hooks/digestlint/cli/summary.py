"""What a run says about its findings besides listing them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress

from digestlint._runtime.language import say, say_number
from digestlint._runtime.tracing.observing import kind
from digestlint.cli.closing import Tally
from digestlint.cli.outputs import given
from digestlint.core.finding import Applicability
from digestlint.lint.results import FileResult
from digestlint.output import Paint
from digestlint.text.quoting import counted
from digestlint.text.terminal import safe

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from argparse import Namespace

    from digestlint.run.task import Task


def counting(outcomes: Iterable[FileResult], tally: Tally) -> Iterator[FileResult]:
    """``outcomes``, counted in ``tally`` as they go by."""
    for outcome in outcomes:
        _count(outcome, tally)
        yield outcome


def _count(outcome: FileResult, tally: Tally) -> None:
    tally.applied += len(outcome.applied)
    tally.suppressed += outcome.suppressed
    for code, number in outcome.revealed.items():
        tally.revealed[code] = tally.revealed.get(code, 0) + number
    if outcome.problem is None or outcome.findings:
        kinds = Counter(f.fix.applicability for f in outcome.findings if f.fix)
        safe_fixes, unsafe_fixes = kinds[Applicability.SAFE], kinds[Applicability.UNSAFE]
        tally.add(len(outcome.findings), safe_fixes, unsafe_fixes)
    else:
        tally.results += 1


def nothing_to_show(tally: Tally, unsafe: bool | None) -> str:
    """Return the message of ``--diff`` for an empty diff.

    An empty diff does not mean that there are no findings.
    """
    option = "--fix --unsafe-fixes" if unsafe else "--fix"
    line = say("{option} would change nothing", option=option)
    if not tally.findings:
        return line
    line += say_number(
        tally.findings,
        ", and {number} finding is left (see 'digestlint check')",
        ", and {number} findings are left (see 'digestlint check')",
    )
    if tally.unsafe and not unsafe:
        fixes = counted(tally.unsafe, "unsafe fix", "unsafe fixes")
        line += say("; --diff --unsafe-fixes shows {fixes}", fixes=fixes)
    return line


def useless_options(options: Namespace) -> Iterator[str]:
    """Yield a sentence for each option that is given and has no effect."""
    if options.unsafe_fixes and not (options.fix or options.diff):
        yield say("--unsafe-fixes does nothing without --fix or --diff")
    if options.show_fixes and not options.fix:
        yield say("--show-fixes does nothing without --fix")
    if options.guesses and not options.fix:
        yield say("--guesses does nothing without --fix --unsafe-fixes")
    folders = (path for path in options.paths or ["."] if kind(path) == "folder")
    if options.across_files and next(folders, None) is None:
        yield (
            say(
                "--across-files compares papers only, because files are named one by "
                "one; name their folder to find gaps in dates and files that no index "
                "lists"
            )
        )
    if not options.diff:
        return
    if options.fail_on:
        yield say("--diff fails where anything would change, so --fail-on is left out")
    if options.statistics:
        yield say("--diff shows changes only, so --statistics is left out")
    for option in given(options):
        yield say("--diff shows changes only, so {option} is left out", option=option)


def in_preview(options: Namespace, tasks: Sequence[Task]) -> Iterator[str]:
    """Yield a sentence for each rule that the command line names and that is off, in preview."""
    from digestlint.core.selectors import UnknownRuleError, find_info
    from digestlint.run.task import resolved

    named = [word for each in (options.select, options.extend_select) for word in each or ()]
    for name in ",".join(named).split(",") if named and tasks else ():
        with suppress(UnknownRuleError):  # it is a prefix
            rule = find_info(name.strip())
            if rule.preview and rule.code not in resolved(tasks[0]).settings.codes:
                yield say(
                    "{code} ({name}) is in preview, and off without --preview",
                    code=rule.code,
                    name=rule.name,
                )


def fix_lines(results: Iterable[FileResult], paint: Paint) -> Iterator[str]:
    """Yield the fixes applied, by file and rule."""
    for result in results:
        if not result.applied:
            continue
        yield say("Fixed in {file}:", file=paint(safe(result.filename), "bold"))
        counts = Counter((fix.code, fix.name) for fix in result.applied)
        for (code, name), count in sorted(counts.items()):
            yield f"  {count:5} × {paint(code, 'bold')} {name}"
        if result.guesses:
            from digestlint.cli.guesses import guess_lines  # for unsafe fixes only

            yield from guess_lines(result)

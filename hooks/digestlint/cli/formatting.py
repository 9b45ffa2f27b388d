"""``digestlint format``: all safe fixes, reported as formatters do."""

from __future__ import annotations

import sys

from digestlint.cli.check import Run, gather
from digestlint.cli.reporting import write_diffs
from digestlint.cli.summary import count
from digestlint.results import FileResult
from digestlint.terminal import safe
from digestlint.wording import counted

TYPE_CHECKING = False  # of `typing`, which takes long to load
if TYPE_CHECKING:
    from argparse import Namespace


def run_format(options: Namespace) -> int:
    """Apply the safe fixes, or say what they would change; returns the exit code."""
    only_look = options.check or options.diff
    shows_diff = options.diff
    vars(options).update(
        fix=True, unsafe_fixes=False, diff=only_look, output_format="full", statistics=False
    )
    run = gather(options)
    results = [result for result in run.results if isinstance(result, FileResult)]
    changed = [result for result in results if result.old != result.new]
    if run.from_stdin and not only_look:
        for result in results:
            sys.stdout.buffer.write(result.new)
        sys.stdout.buffer.flush()
    elif shows_diff:
        write_diffs(changed)
    elif options.check:
        for result in changed:
            print(f"would fix {safe(result.filename)}")
    summary = _summary(run, len(changed), only_look)
    if summary and not options.quiet and (only_look or not run.from_stdin):
        print(summary, file=sys.stderr if shows_diff else sys.stdout)  # a diff takes stdout
    run.complain()
    return 2 if run.problems else int(only_look and bool(changed))


def _summary(run: Run, changed: int, only_look: bool) -> str:
    tally = count(run.results)
    if not tally.results:
        return "no files were checked"
    parts = []
    if changed:
        parts.append(f"{counted(changed, 'file')} {'would be fixed' if only_look else 'fixed'}")
    if unchanged := tally.checked - changed:
        parts.append(f"{counted(unchanged, 'file')} left unchanged")
    line = ", ".join(parts)
    if tally.findings:
        left = "is" if tally.findings == 1 else "are"
        findings = counted(tally.findings, "finding")
        line += f"; {findings} without a safe fix {left} left (see 'digestlint check')"
    return line

"""``digestlint format``: all safe fixes, reported as formatters do."""

from __future__ import annotations

import sys

from digestlint._runtime.language import say, say_number, translated
from digestlint.cli.check import gather
from digestlint.cli.closing import Tally
from digestlint.cli.held import Held
from digestlint.cli.reporting import diff_of
from digestlint.cli.streams import write_diff
from digestlint.cli.summary import counting
from digestlint.text.quoting import counted
from digestlint.text.terminal import safe

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from argparse import Namespace


def run_format(options: Namespace) -> int:
    """Apply the safe fixes, or say what they would change; returns the exit code."""
    only_look = options.check or options.diff
    shows_diff = options.diff
    vars(options).update(
        fix=True, unsafe_fixes=False, diff=only_look, uses_baseline=False, add_suppressions=False
    )
    vars(options).update(show_fixes=False, guesses=None, fail_on=None)
    run = gather(options)
    tally = Tally()
    changed = 0
    held = Held()
    for result in counting(run.results, tally):
        changed += result.old != result.new
        if run.from_stdin and not only_look:
            held.add(result.new)
        elif result.old != result.new and shows_diff:
            held.add(diff_of(result))
        elif result.old != result.new and only_look:
            held.add_line(say("would fix {file}", file=safe(result.filename)))
    if run.from_stdin and not only_look:
        for content in held:
            sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    elif shows_diff:
        for diff in held:
            write_diff(diff)
    else:
        for line in held.lines():
            print(line)
    summary = _summary(tally, changed, only_look)
    if summary and not options.quiet and (only_look or not run.from_stdin):
        print(summary, file=sys.stderr if shows_diff else sys.stdout)  # a diff takes stdout
    run.print_problems()
    return 2 if run.problems else int(only_look and bool(changed))


def _summary(tally: Tally, changed: int, only_look: bool) -> str:
    if not tally.results:
        return say("no files were checked")
    parts = []
    if changed:
        files = counted(changed, "file")
        parts.append(
            say("{files} would be fixed", files=files)
            if only_look
            else say("{files} fixed", files=files)
        )
    if unchanged := tally.checked - changed:
        parts.append(say("{files} left unchanged", files=counted(unchanged, "file")))
    line = translated(", ").join(parts)
    if tally.findings:
        line += say_number(
            tally.findings,
            "; {number} finding without a safe fix is left (see 'digestlint check')",
            "; {number} findings without a safe fix are left (see 'digestlint check')",
        )
    return line

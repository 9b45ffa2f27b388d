"""Each finding with its line, a caret below it, and what the fix would do; mojibake as a block.

All that went through one channel of mojibake is one block a file, with its doubtful characters in
their sentences. More than six findings of a file that say the same are counted behind the first
five (`--no-limit` lists all), and more than 200 findings end with the statistics and a proposal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from digestlint._runtime.language import say
from digestlint.core.finding import Applicability, Finding
from digestlint.lint.results import FileResult
from digestlint.output.concise import header
from digestlint.output.fix_preview import fixed_line
from digestlint.output.paint import Paint
from digestlint.output.reporter import Reporter, RunResults
from digestlint.output.saying import said
from digestlint.output.statistics import Counts, table
from digestlint.text.terminal import caret_line, safe, safe_name

_LIKE = 5  # findings of a file that say the same, of which lines are shown
_MANY = 200  # findings that can't be read one by one


class Report(Reporter):
    """Findings for people, with their lines."""

    for_people = True

    def __init__(self) -> None:
        self._counts = Counts()

    def of_file(self, file: FileResult, run: RunResults) -> Iterator[str]:
        """Yield the lines of each finding or block, an empty line after it."""
        self._counts.add(file.findings)
        channels = [*map(_channel, file.findings)]
        damaged: dict[str, list[Finding]] = {}
        for finding, channel in zip(file.findings, channels, strict=True):
            if channel is not None:
                damaged.setdefault(channel, []).append(finding)
        like = Counter(map(_cause, file.findings))
        shown: Counter[tuple[str, str]] = Counter()
        for finding, channel in zip(file.findings, channels, strict=True):
            if channel is not None:
                if found := damaged.pop(channel, None):
                    yield from _damaged(found, channel, run)
                    yield ""
                continue
            cause = _cause(finding)
            if run.limited and like[cause] > _LIKE + 1 and shown[cause] == _LIKE:
                continue
            shown[cause] += 1
            if finding.restored:
                yield from _with_doubts(finding, run)
            else:
                yield from _shown(finding, run.paint)
            yield ""
        yield from _counted(file, like, shown, run.paint)

    def tail(self, run: RunResults) -> Iterator[str]:
        """Yield the statistics, where findings are too many to be read, and what to do first."""
        if not run.totals or self._counts.total <= _MANY:
            return
        from digestlint.output.next_step import next_step  # for many findings only

        rows = self._counts.by_rule()
        yield from table(rows, run.paint)
        yield ""
        yield say("First: {step}", step=next_step(rows))
        yield ""


def _cause(finding: Finding) -> tuple[str, str]:
    """Return what findings have in common that say the same of other places."""
    return finding.code, finding.message.id


def _channel(finding: Finding) -> str | None:
    """Return the channel that the text of a finding went through, if it is mojibake."""
    channel = finding.message.value("channel")
    return None if channel is None else str(channel)


def _damaged(found: list[Finding], channel: str, run: RunResults) -> Iterator[str]:
    if len(found) == 1:
        yield from _with_doubts(found[0], run)
        return
    from digestlint.output.mojibake_block import block  # for mojibake only

    yield from block(found, channel, run.paint, limited=run.limited)


def _with_doubts(finding: Finding, run: RunResults) -> Iterator[str]:
    """Yield the lines of a finding, and what is doubtful in its restored text."""
    from digestlint.output.mojibake_block import doubtful_lines  # for damaged text only

    yield from _shown(finding, run.paint)
    yield from doubtful_lines([finding], run.paint, limited=run.limited)


def _counted(
    file: FileResult,
    like: Counter[tuple[str, str]],
    shown: Counter[tuple[str, str]],
    paint: Paint,
) -> Iterator[str]:
    """Yield how many findings there are beside those shown, by what they say."""
    names = {finding.code: finding.name for finding in file.findings} if shown else {}
    is_cut = False
    for cause, count in shown.items():
        if left := like[cause] - count:
            is_cut = True
            code = paint(cause[0], "bold", "red")
            where = paint(safe_name(file.filename), "bold")
            yield say(
                "… and {left} more of {code} {name} in {file}; --no-limit",
                left=f"{left:,}",
                code=code,
                name=names[cause[0]],
                file=where,
            )
    if is_cut:
        yield ""


def _shown(finding: Finding, paint: Paint) -> Iterator[str]:
    yield f"{header(finding, paint)} ({finding.name})"
    row = str(finding.location.row)
    margin = " " * len(row)
    excerpt = finding.excerpt
    available = max(paint.width - len(row) - 4, 20)
    line, carets = caret_line(excerpt.text, excerpt.start, excerpt.end, available)
    bar = paint("|", "blue")
    yield f"{margin} {bar}"
    yield f"{paint(row, 'blue')} {bar} {line}"
    yield f"{margin} {bar} {paint(carets, 'bold', 'red')}"
    if note := _note(finding):
        yield f"{margin} {paint('=', 'blue')} {note}"
    if finding.fix and (new := fixed_line(finding, finding.fix, available)) is not None:
        yield f"{paint(row, 'blue')} {paint('+', 'green')} {new}"


def _note(finding: Finding) -> str:
    if finding.fix:
        unsafe = finding.fix.applicability is Applicability.UNSAFE
        what = safe(said(finding.fix.message))
        return say("unsafe fix: {what}", what=what) if unsafe else say("fix: {what}", what=what)
    if finding.deferred:
        return say("the fix waits until the mojibake it would edit is restored")
    return ""

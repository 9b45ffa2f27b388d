"""Each finding with its line, a caret below it, and what the fix would do."""

from __future__ import annotations

from collections.abc import Iterator

from digestlint.core.finding import Applicability, Finding
from digestlint.lint.results import FileResult
from digestlint.output.concise import header
from digestlint.output.paint import Paint
from digestlint.output.reporter import Reporter, RunResults
from digestlint.text.terminal import caret_line, safe


class Report(Reporter):
    """Findings for people, with their lines."""

    for_people = True

    def of_file(self, file: FileResult, run: RunResults) -> Iterator[str]:
        """Yield the lines of each finding, an empty line after it."""
        for finding in file.findings:
            yield from _shown(finding, run.paint)
            yield ""


def _shown(finding: Finding, paint: Paint) -> Iterator[str]:
    yield header(finding, paint)
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


def _note(finding: Finding) -> str:
    if finding.fix:
        unsafe = finding.fix.applicability is Applicability.UNSAFE
        return f"{'unsafe ' if unsafe else ''}fix: {safe(str(finding.fix.message))}"
    if finding.deferred:
        return "the fix waits until the mojibake it would edit is restored"
    return ""

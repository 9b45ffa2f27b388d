"""Findings as an editor shows them."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol import types

from digestlint.core.finding import Finding, Severity
from digestlint.core.message import Message
from digestlint.core.rule_docs import rule_url
from digestlint.output.saying import said
from digestlint.server.documents import Seen
from digestlint.server.wording import doubt_said

SOURCE = "digestlint"
_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
}
# What nobody would miss.
_UNNECESSARY = frozenset(("unused-suppression",))
# The fields of messages that name another line of the file.
_ROWS = ("row", "line", "last", "earlier")
_OF_OTHER_FILES = ("bibliography", "bibtex")
_MOST_DOUBTS = 20


def diagnostics(seen: Seen) -> list[types.Diagnostic]:
    """Return all that is to be shown of a document."""
    shown = [diagnostic(seen, finding) for finding in seen.look.findings]
    if seen.look.problem is not None:
        shown.append(of_problem(seen.look.problem))
    return shown


def diagnostic(seen: Seen, finding: Finding) -> types.Diagnostic:
    """Return a finding as the protocol has it."""
    return types.Diagnostic(
        place_of(seen, finding),
        said(finding.message),
        severity=_SEVERITIES[finding.severity],
        code=finding.code,
        code_description=types.CodeDescription(rule_url(finding.name)),
        source=SOURCE,
        tags=[types.DiagnosticTag.Unnecessary] if finding.name in _UNNECESSARY else None,
        related_information=[*_related(seen, finding)] or None,
    )


def place_of(seen: Seen, finding: Finding) -> types.Range:
    """Return the range of a finding; the byte order mark is before the text."""
    start = -1 if finding.name == "byte-order-mark" else finding.start
    return seen.text.range(start, finding.end)


def of_problem(problem: str) -> types.Diagnostic:
    """Return what keeps a document from being checked."""
    start = types.Position(0, 0)
    return types.Diagnostic(
        types.Range(start, start),
        problem,
        severity=types.DiagnosticSeverity.Error,
        source=SOURCE,
    )


def _related(seen: Seen, finding: Finding) -> Iterator[types.DiagnosticRelatedInformation]:
    for doubt in (finding.restored.doubtful if finding.restored else ())[:_MOST_DOUBTS]:
        place = seen.text.range(doubt.offset, doubt.offset)
        yield types.DiagnosticRelatedInformation(types.Location(seen.uri, place), doubt_said(doubt))
    if not finding.message.id.startswith(_OF_OTHER_FILES):
        yield from _other_line(seen, finding.message)


def _other_line(seen: Seen, message: Message) -> Iterator[types.DiagnosticRelatedInformation]:
    """Yield the line that a message names."""
    if message.value("file") is not None:
        return
    lines = seen.text.lines
    for field in _ROWS:
        named = str(message.value(field) or "").replace(",", "")
        if named.isdecimal() and 0 < (row := int(named)) <= lines.rows:
            place = seen.text.range(*lines.line_span(row))
            text = lines.line(row).strip()[:_LONGEST] or "…"
            yield types.DiagnosticRelatedInformation(types.Location(seen.uri, place), text)
            return


_LONGEST = 120
"""Characters of a line that are shown beside a finding."""

"""The results for a file, ready to be reported: rows and columns instead of offsets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from sys import intern

from digestlint._runtime.records import NamedTuple
from digestlint.core.finding import Applied, Excerpt, Finding, Fix, Location, Restored
from digestlint.text.codec import LineIndex

# Characters around a finding in a long line, of which `full` shows a part.
_CONTEXT = 300


class FileResult(NamedTuple):
    """The outcome for one file."""

    filename: str
    findings: Sequence[Finding] = ()  # left after fixes
    applied: Sequence[Applied] = ()
    old: bytes = b""
    new: bytes = b""  # equal to ``old`` unless fixes changed it
    problem: str | None = None  # why the file could not be checked
    schema: str | None = None  # the name of the schema that it fits
    revealed: Mapping[str, int] = {}  # how many of the findings appeared because of fixes, by code


def locate_all(found: list[Finding], lines: LineIndex, filename: str) -> list[Finding]:
    """Return ``found`` with rows and columns; the list is emptied meanwhile, to save memory."""
    located = []
    found.reverse()
    while found:
        located.append(locate(found.pop(), lines, filename))
    return located


def locate(finding: Finding, lines: LineIndex, filename: str) -> Finding:
    """Return ``finding`` with its place in the file."""
    return finding._replace(
        filename=filename,
        location=_at(lines, finding.start),
        end_location=_at(lines, finding.end),
        excerpt=_excerpt(finding, lines),
        fix=_locate_fix(finding.fix, lines) if finding.fix else None,
        restored=_locate_restored(finding.restored, lines) if finding.restored else None,
    )


def _locate_restored(restored: Restored, lines: LineIndex) -> Restored:
    doubtful = (doubt._replace(location=_at(lines, doubt.offset)) for doubt in restored.doubtful)
    return restored._replace(doubtful=tuple(doubtful))


def _locate_fix(fix: Fix, lines: LineIndex) -> Fix:
    locations = ((_at(lines, edit.start), _at(lines, edit.end)) for edit in fix.edits)
    return fix._replace(locations=tuple(locations))


def _at(lines: LineIndex, offset: int) -> Location:
    return Location(*lines.position(max(offset, 0)))  # the byte order mark is before column 1


def _excerpt(finding: Finding, lines: LineIndex) -> Excerpt:
    start = max(finding.start, 0)
    row, _ = lines.position(start)
    line_start, line_end = lines.line_span(row)
    start = min(start, line_end)
    # Findings near each other have the same excerpt, which is kept once.
    first = line_start + max((start - line_start) // _CONTEXT - 1, 0) * _CONTEXT
    end = min(max(start, finding.end), line_end)
    text = intern(lines.text[first : min(line_end, first + 3 * _CONTEXT)])
    return Excerpt(text, start - first, min(end - first, len(text)))

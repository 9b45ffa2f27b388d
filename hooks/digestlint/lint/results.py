"""What a run found, ready to be reported: rows and columns instead of offsets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from sys import intern

from digestlint._runtime.records import NamedTuple
from digestlint.core.finding import Applicability, Applied, Diagnostic, Fix, Restored
from digestlint.text.codec import LineIndex

# Characters around a finding in a long line, of which `full` shows a part.
_CONTEXT = 300


class Location(NamedTuple):
    """A place in a file: row and column, both 1-based; columns count characters."""

    row: int
    column: int


class LocatedEdit(NamedTuple):
    """Replace what stands between two places with ``content``."""

    content: str
    location: Location
    end_location: Location


class LocatedFix(NamedTuple):
    """A fix in its place."""

    applicability: Applicability
    message: str
    edits: Sequence[LocatedEdit]


class Excerpt(NamedTuple):
    """Part of the row in which a finding begins, and the finding's offsets in that part."""

    text: str
    start: int
    end: int


class LocatedDoubt(NamedTuple):
    """A character of doubtful restoration in its place."""

    location: Location
    chosen: str
    posterior: float
    alternatives: tuple[tuple[str, float], ...]


class LocatedRestoration(NamedTuple):
    """What the mojibake of a finding was, as far as can be told."""

    text: str
    channel: str
    doubtful: tuple[LocatedDoubt, ...]


class LocatedFinding(NamedTuple):
    """A finding of one rule in one file."""

    code: str
    name: str
    message: str
    filename: str
    location: Location
    end_location: Location
    excerpt: Excerpt
    fix: LocatedFix | None
    deferred: bool  # its fix waits for the restoration of the text it edits
    restoration: LocatedRestoration | None = None


class FileResult(NamedTuple):
    """The outcome for one file."""

    filename: str
    findings: Sequence[LocatedFinding] = ()  # left after fixes
    applied: Sequence[Applied] = ()
    old: bytes = b""
    new: bytes = b""  # equal to ``old`` unless fixes changed it
    problem: str | None = None  # why the file could not be checked
    schema: str | None = None  # the name of the schema that it fits
    revealed: Mapping[str, int] = {}  # of the findings: how many came to light by fixes, by code


def locate_all(found: list[Diagnostic], lines: LineIndex, filename: str) -> list[LocatedFinding]:
    """``found`` with rows and columns; the list is emptied on the way, since both take memory."""
    located = []
    found.reverse()
    while found:
        located.append(locate(found.pop(), lines, filename))
    return located


def locate(diagnostic: Diagnostic, lines: LineIndex, filename: str) -> LocatedFinding:
    """``diagnostic`` with rows and columns."""
    return LocatedFinding(
        diagnostic.code,
        diagnostic.name,
        diagnostic.message,
        filename,
        _at(lines, diagnostic.start),
        _at(lines, diagnostic.end),
        _excerpt(diagnostic, lines),
        _locate_fix(diagnostic.fix, lines) if diagnostic.fix else None,
        diagnostic.deferred,
        _locate_restored(diagnostic.restored, lines) if diagnostic.restored else None,
    )


def _locate_restored(restored: Restored, lines: LineIndex) -> LocatedRestoration:
    doubtful = (
        LocatedDoubt(_at(lines, doubt.offset), doubt.chosen, doubt.posterior, doubt.alternatives)
        for doubt in restored.doubtful
    )
    return LocatedRestoration(restored.text, restored.channel, tuple(doubtful))


def _locate_fix(fix: Fix, lines: LineIndex) -> LocatedFix:
    edits = (
        LocatedEdit(edit.content, _at(lines, edit.start), _at(lines, edit.end))
        for edit in fix.edits
    )
    return LocatedFix(fix.applicability, fix.message, tuple(edits))


def _at(lines: LineIndex, offset: int) -> Location:
    return Location(*lines.position(max(offset, 0)))  # the byte order mark stands before column 1


def _excerpt(diagnostic: Diagnostic, lines: LineIndex) -> Excerpt:
    start = max(diagnostic.start, 0)
    row, _ = lines.position(start)
    line_start, line_end = lines.line_span(row)
    start = min(start, line_end)
    # Findings that are near each other have the same excerpt, which is kept once.
    first = line_start + max((start - line_start) // _CONTEXT - 1, 0) * _CONTEXT
    end = min(max(start, diagnostic.end), line_end)
    text = intern(lines.text[first : min(line_end, first + 3 * _CONTEXT)])
    return Excerpt(text, start - first, min(end - first, len(text)))

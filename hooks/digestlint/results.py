"""What a run found, ready to be reported: rows and columns instead of offsets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from digestlint.finding import Applicability, Diagnostic, Fix, Restored
from digestlint.source import LineIndex

# What `full` shows of a line; longer lines are cropped around the finding anyway.
_EXCERPT = 400


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file: row and column, both 1-based; columns count characters."""

    row: int
    column: int


@dataclass(frozen=True, slots=True)
class LocatedEdit:
    """Replace what stands between two places with ``content``."""

    content: str
    location: Location
    end_location: Location


@dataclass(frozen=True, slots=True)
class LocatedFix:
    """A fix in its place."""

    applicability: Applicability
    message: str
    edits: Sequence[LocatedEdit]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Part of the row in which a finding begins, and the finding's offsets in that part."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class LocatedDoubt:
    """A character of doubtful restoration in its place."""

    location: Location
    chosen: str
    posterior: float
    alternatives: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class LocatedRestoration:
    """What the mojibake of a finding was, as far as can be told."""

    text: str
    channel: str
    doubtful: tuple[LocatedDoubt, ...]


@dataclass(frozen=True, slots=True)
class LocatedFinding:
    """A finding of one rule in one file."""

    code: str
    name: str
    message: str
    filename: str
    location: Location
    end_location: Location
    excerpt: Excerpt
    fix: LocatedFix | None
    waits: bool  # its fix waits for the restoration of the text it edits
    restoration: LocatedRestoration | None = None


@dataclass(frozen=True, slots=True)
class Applied:
    """A fix that was applied: its rule."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class FileResult:
    """The outcome for one file."""

    filename: str
    findings: Sequence[LocatedFinding] = ()  # left after fixes
    applied: Sequence[Applied] = ()
    old: bytes = b""
    new: bytes = b""  # equal to ``old`` unless fixes changed it
    problem: str | None = None  # why the file could not be checked
    schema: str | None = None  # the name of the schema that it fits


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
        diagnostic.waits,
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
    first = max(line_start, start - _EXCERPT)
    end = min(max(start, diagnostic.end), line_end)
    text = lines.text[first : min(line_end, end + _EXCERPT, first + 3 * _EXCERPT)]
    return Excerpt(text, start - first, min(end - first, len(text)))

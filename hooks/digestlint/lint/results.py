"""The results for a file, ready to be reported: rows and columns instead of offsets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from sys import intern

from digestlint._runtime.records import NamedTuple
from digestlint.core.finding import Applied, Excerpt, Finding, Fix, Location, Restored
from digestlint.text.codec import LineIndex

# Characters around a finding in a long line, of which `full` shows a part.
_CONTEXT = 300


class Guess(NamedTuple):
    """A line of mojibake that an unsafe fix restored without being sure of each character."""

    row: int  # of the fixed text
    damaged: str
    restored: Restored


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
    # The first and last rows of changed lines in ``new``, where findings elsewhere do not count.
    changed: Sequence[tuple[int, int]] | None = None
    guesses: Sequence[Guess] = ()  # that fixes wrote, where they are asked for
    suppressed: int = 0  # for how many rows a comment was written that silences findings


def locate_all(found: list[Finding], lines: LineIndex, filename: str) -> list[Finding]:
    """Return ``found`` with rows and columns; the list is emptied meanwhile, to save memory."""
    located = []
    found.reverse()
    while found:
        located.append(locate(found.pop(), lines, filename))
    return located


def locate(finding: Finding, lines: LineIndex, filename: str) -> Finding:
    """Return ``finding`` with its place in the file."""
    start, end, message, fix, restored, code, name, deferred, last, severity = finding[:10]
    located, end_location = _at(lines, start), _at(lines, end)
    # Not `_replace`, which takes longer, and there may be very many.
    return Finding(
        start,
        end,
        message,
        _locate_fix(fix, lines) if fix else None,
        _locate_restored(restored, lines) if restored else None,
        code,
        name,
        deferred,
        last,
        severity,
        filename,
        located,
        end_location,
        _excerpt(start, end, lines, located.row),
    )


def _locate_restored(restored: Restored, lines: LineIndex) -> Restored:
    doubtful = (doubt._replace(location=_at(lines, doubt.offset)) for doubt in restored.doubtful)
    return restored._replace(doubtful=tuple(doubtful))


def _locate_fix(fix: Fix, lines: LineIndex) -> Fix:
    locations = [(_at(lines, start), _at(lines, end)) for start, end, _ in fix.edits]
    return Fix(fix.applicability, fix.message, fix.edits, tuple(locations))


def _at(lines: LineIndex, offset: int) -> Location:
    return Location(*lines.position(max(offset, 0)))  # the byte order mark is before column 1


def _excerpt(start: int, end: int, lines: LineIndex, row: int) -> Excerpt:
    """Return what is around ``[start, end)``, which begins in ``row``."""
    line_start, line_end = lines.line_span(row)
    start = min(max(start, 0), line_end)
    # Findings near each other have the same excerpt, which is kept once.
    first = line_start + max((start - line_start) // _CONTEXT - 1, 0) * _CONTEXT
    end = min(max(start, end), line_end)
    text = intern(lines.text[first : min(line_end, first + 3 * _CONTEXT)])
    return Excerpt(text, start - first, min(end - first, len(text)))

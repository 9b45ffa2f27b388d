"""What a fix changes, as parts of lines: kept, taken away, and added."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from digestlint.core.finding import Edit, Fix
from digestlint.text.codec import LineIndex

KEPT, REMOVED, ADDED = 0, 1, 2
Part = tuple[int, str]  # one of these, and the text

_AROUND = 60  # characters of a line that are shown beside a change
_LONGEST = 1500  # characters of a change
_MOST = 40  # changes that are shown of one fix


def differences(fix: Fix, lines: LineIndex) -> list[tuple[int, list[Part]]]:
    """Return the changes of a fix: the row where each begins, and its parts.

    Edits in the same lines are one change.
    """
    edits = sorted(fix.edits)
    found = [_parts(some, lines) for some in _by_lines(edits[:_MOST], lines)]
    left = len(edits) - _MOST
    if left > 0:
        found.append((0, [(KEPT, f"… +{left}")]))
    return found


def _by_lines(edits: Sequence[Edit], lines: LineIndex) -> Iterator[list[Edit]]:
    group: list[Edit] = []
    last = 0
    for edit in edits:
        if group and lines.position(max(edit.start, 0))[0] > last:
            yield group
            group = []
        group.append(edit)
        last = lines.position(max(edit.end, 0))[0]
    if group:
        yield group


def _parts(edits: Sequence[Edit], lines: LineIndex) -> tuple[int, list[Part]]:
    """Return the parts of the lines that ``edits`` are in."""
    text = lines.text
    row, _ = lines.position(max(edits[0].start, 0))
    last, _ = lines.position(max(edits[-1].end, 0))
    start, end = lines.line_span(row)[0], lines.line_span(last)[1]
    parts: list[Part] = []
    at = max(start, max(edits[0].start, 0) - _AROUND)
    if at > start:
        parts.append((KEPT, "…"))
    for edit in edits:
        first, after = max(edit.start, 0), max(edit.end, 0)
        if first > at:
            parts.append((KEPT, _shortened(text[at:first], 3 * _AROUND)))
        if after > first:
            parts.append((REMOVED, _shortened(text[first:after], _LONGEST)))
        if edit.content:
            parts.append((ADDED, _shortened(edit.content, _LONGEST)))
        at = after
    if at < end:
        rest = text[at : min(end, at + _AROUND)]
        parts.append((KEPT, rest + ("…" if at + _AROUND < end else "")))
    return row, parts


def _shortened(text: str, longest: int) -> str:
    if len(text) <= longest:
        return text
    return f"{text[: longest // 2]}…{text[-longest // 2 :]}"

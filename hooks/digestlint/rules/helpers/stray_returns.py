"""Carriage returns inside lines: they came with copied text and do not end a line."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from digestlint._runtime.patterns import lazy_pattern
from digestlint.core.finding import Edit, Fix
from digestlint.rules.helpers.wording import REMOVE, WRITE_SPACE

_HEADING_OR_FENCE = lazy_pattern(r"[ \t]*(?:#{1,6}[ \t]|`{3}|~{3})")
_MARKER = lazy_pattern(r"[ \t]*(?:(?P<bullet>[-*+][ \t])|(?P<number>\d{1,9}[.)][ \t])|[>|])")
_UNSPACED = lazy_pattern("[\u2e80-\ua4cf\uf900-\ufaff\uff00-\uffef]")  # Chinese and Japanese


def stray_returns(text: str, newline: str) -> Sequence[int]:
    """Return their places, in order, in a text in which most lines end in ``newline``."""
    if newline == "\r" or "\r" not in text:
        return ()
    found: list[int] = []
    start = 0
    for line in text.split("\n"):
        content = line.rstrip("\r").lstrip("\r")
        if "\r" in content:
            rows = content.split("\r")
            if not _are_lines(rows):
                at = start + len(line) - len(line.lstrip("\r")) - 1
                for row in rows[:-1]:
                    at += len(row) + 1
                    found.append(at)
        start += len(line) + 1
    return found


def joining_fix(text: str, at: int) -> Fix:
    """Return the fix that replaces the one at ``at`` by a space, or by nothing if none is needed.

    The edit reaches into both lines.
    """
    around = text[at - 1], text[at + 1]
    apart = any(map(str.isspace, around)) or all(map(_UNSPACED.match, around))
    edit = Edit(at - 1, at + 2, (" " if not apart else "").join(around))
    return Fix.unsafe(REMOVE() if apart else WRITE_SPACE(), edit)


def _are_lines(rows: Sequence[str]) -> bool:
    """Whether these are lines of Markdown: some are empty, headings or of one kind."""
    if not all(rows) or any(_HEADING_OR_FENCE.match(row) for row in rows[1:]):
        return True
    return any(
        _kind(one) == _kind(other) != "" and (_kind(one) != "|" or one.rstrip().endswith("|"))
        for one, other in pairwise(rows)
    )


def _kind(row: str) -> str:
    """Return what marks the row as part of a list, a quotation or a table."""
    match = _MARKER.match(row)
    if match is None:
        return ""
    return match.lastgroup or match[0][-1]

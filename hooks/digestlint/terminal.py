"""What reaches a terminal: harmless characters, right columns, colours where wanted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple, TextIO

ELLIPSIS = "…"
TAB = " " * 4

# C0, DEL and C1 controls; zero-width space, line and paragraph separators, BOM and
# interlinear annotation, which hide; the bidi controls of UAX #9 (CVE-2021-42574, "Trojan
# Source"); surrogates. The joiners U+200C and U+200D stay: emoji and several scripts need them.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb"
    "\ud800-\udfff]"
)
_NAMED = {"\t": r"\t", "\n": r"\n", "\r": r"\r"}
_STYLES = {
    "bold": "1",
    "dim": "2",
    "red": "31",
    "green": "32",
    "yellow": "33",
    "blue": "34",
    "magenta": "35",
    "cyan": "36",
}


def safe(text: str) -> str:
    r"""The text with control characters made visible.

    ASCII controls become `\x1b`, `\t`, `\n`; an undecodable byte (a lone surrogate of PEP 383)
    becomes `\xe4`; anything else, C1 and bidi controls among them, `\u202e`. Line endings are
    controls as well, so split a text into lines first. For showing only: a backslash stays
    single, so the result cannot be read back.
    """
    return _UNSAFE.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    char = match.group()
    code = ord(char)
    if char in _NAMED:
        return _NAMED[char]
    if code <= 0x7F:
        return f"\\x{code:02x}"
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    return f"\\u{code:04x}"


def _render(text: str) -> str:
    """As a source line is shown: tabs as four spaces, other controls escaped."""
    return safe(text.replace("\t", TAB))


def display_width(text: str) -> int:
    """The columns a text takes as `caret_line` shows it: a tab is four, an escape its length."""
    rendered = _render(text)
    if rendered.isascii():
        return len(rendered)
    # Lazy: the width tables are not needed for a run without findings.
    from wcwidth import wcswidth

    return max(0, wcswidth(rendered))


def caret_line(line: str, start: int, end: int, max_width: int) -> tuple[str, str]:
    """A source line cropped around a span, and the line of `^~~~` that goes under it.

    `start` and `end` are character offsets in `line` (end exclusive; `start == end` marks a
    place). Neither result is wider than `max_width` columns (at least 8 are used), however
    long the line is; an ellipsis stands where text was left out. Grapheme clusters are not
    cut. The line must come without its line ending.
    """
    max_width = max(8, max_width)
    start = max(0, min(start, len(line)))
    end = max(start, min(end, len(line)))
    cells = _cells_around(line, start, 4 * max_width)
    first, last = _visible(cells, start, end, max_width, len(line))
    visible = cells[first:last]
    shown_from, shown_to = (visible[0].start, visible[-1].end) if visible else (start, start)
    head = ELLIPSIS if shown_from > 0 else ""
    tail = ELLIPSIS if shown_to < len(line) else ""
    before = len(head) + sum(cell.width for cell in visible if cell.end <= start)
    under = sum(cell.width for cell in visible if cell.end > start and cell.start < end)
    shown = head + "".join(cell.shown for cell in visible) + tail
    return shown, " " * before + "^" + "~" * (under - 1)


class _Cell(NamedTuple):
    """A grapheme cluster: offsets in the line, the text as shown, its columns."""

    start: int
    end: int
    shown: str
    width: int


def _cells_around(line: str, middle: int, reach: int) -> list[_Cell]:
    """The clusters near an offset; never the whole line, which can be megabytes long."""
    # Lazy: the width tables are not needed for a run without findings.
    from wcwidth import iter_graphemes

    low, high = max(0, middle - reach), min(len(line), middle + reach)
    cells = []
    at = low
    for cluster in iter_graphemes(line[low:high]):  # UAX #29
        cells.append(_Cell(at, at + len(cluster), _render(cluster), display_width(cluster)))
        at += len(cluster)
    # A cluster at a cut edge may be only part of one.
    return cells[low > 0 : len(cells) - (high < len(line))]


def _visible(
    cells: list[_Cell], start: int, end: int, max_width: int, length: int
) -> tuple[int, int]:
    """Which cells to show: the span first, then as much context on both sides as fits."""
    total = sum(cell.width for cell in cells) + (start == length)  # a caret after the end
    if cells and cells[0].start == 0 and cells[-1].end == length and total <= max_width:
        return 0, len(cells)
    room = max_width - 2 * len(ELLIPSIS)
    first = last = sum(cell.end <= start for cell in cells)
    while last < len(cells) and cells[last].start < end and cells[last].width <= room:
        room -= cells[last].width
        last += 1
    span_shown = last == len(cells) or cells[last].start >= end
    growing = True
    while growing:
        growing = False
        if span_shown and last < len(cells) and cells[last].width <= room:
            room -= cells[last].width
            last += 1
            growing = True
        if first > 0 and cells[first - 1].width <= room:
            first -= 1
            room -= cells[first].width
            growing = True
    return first, last


def use_color(stream: TextIO, env: Mapping[str, str]) -> bool:
    """Whether to colour a stream: NO_COLOR, then FORCE_COLOR (either: not empty), TERM, isatty.

    https://no-color.org and https://force-color.org define the two variables.
    """
    if env.get("NO_COLOR"):
        return False
    if env.get("FORCE_COLOR"):
        return True
    return env.get("TERM") != "dumb" and stream.isatty()


def style(text: str, *names: str) -> str:
    """The text between SGR codes, e.g. `style("x", "bold", "red")`; the caller asks `use_color`."""
    if not names:
        return text
    codes = ";".join(_STYLES[name] for name in names)
    return f"\x1b[{codes}m{text}\x1b[0m"

"""Output for terminals: safe characters, correct columns, and colours."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate
from pathlib import PurePath

from digestlint._runtime.patterns import lazy_pattern
from digestlint.text.log_commands import HELD, begins_plainly, hold

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import TextIO

ELLIPSIS = "…"
TAB = " " * 4

# C0, DEL and C1 controls; what hides: soft hyphen, fillers, zero-width space, word joiner, tags,
# separators of lines and paragraphs, BOM, interlinear annotation and other characters that are
# ignored by default; the bidi controls of UAX #9 (CVE-2021-42574, "Trojan Source"); surrogates.
_HIDDEN = (
    "\x00-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164"
    "\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff"
    "\U000e01f0-\U000e0fff\ud800-\udfff"
)
# Joiners and variation selectors stay behind what they change: emoji and several scripts need
# them. Behind ASCII, or several in a row, they hide something.
_CHANGING = "\u034f\u180b-\u180d\u180f\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef"
_SUSPECT = lazy_pattern(f"[{_HIDDEN}{_CHANGING}]")
_CHANGED = f"[^\x00-\x7f{_HIDDEN}{_CHANGING}]"
_UNSAFE = lazy_pattern(
    f"[{_HIDDEN}]|(?!(?<={_CHANGED}\ufe0f)\u200d|(?<=[0-9#*])\ufe0f\u20e3)"
    f"(?<!{_CHANGED})[{_CHANGING}]"
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
    r"""Return the text with control characters made visible.

    ASCII controls become `\x1b`, `\t`, `\n`; an undecodable byte (a lone surrogate of PEP 383)
    becomes `\xe4`; anything else, C1 and bidi controls among them, `\u202e`. Line endings are
    controls as well, so split a text into lines first. `##[` becomes `\x23#[` (`log_commands`).
    For showing only: a backslash stays single, so the result cannot be read back.
    """
    return _escaped(hold(text))


def safe_name(name: str) -> str:
    """Return a file's name for the beginning of a line: ``safe``, and nothing that CI obeys."""
    shown = safe(name)
    return shown if begins_plainly(shown) or PurePath(name).is_absolute() else f"./{shown}"


def safe_line(text: str) -> str:
    """As ``safe``, for a line that is all text of a file: it does not begin with `::` either."""
    shown = safe(text)
    return shown.replace(":", r"\x3a", 1) if shown.lstrip().startswith("::") else shown


def safe_json(value: object, indent: int | None = None) -> str:
    """JSON in ASCII: nothing reaches a terminal raw, and nothing in it is obeyed in a log."""
    import json  # where it is asked for only

    return hold(json.dumps(value, indent=indent)).replace(HELD, r"\u0023")


def _escaped(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    return _UNSAFE.sub(_escape, text) if _SUSPECT.search(text) else text


def _escape(match: re.Match[str]) -> str:
    char = match.group()
    code = ord(char)
    if char in _NAMED:
        return _NAMED[char]
    if code <= 0x7F:
        return f"\\x{code:02x}"
    if 0xDC80 <= code <= 0xDCFF or char == HELD:
        return f"\\x{code - 0xDC00:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def _render(text: str) -> str:
    """As a source line is shown: tabs as four spaces, other controls escaped."""
    return _escaped(text.replace("\t", TAB))


def display_width(text: str) -> int:
    """Return the columns of a text in `caret_line`: a tab is four, an escape its length."""
    if "##" not in text and _APART.fullmatch(text):
        return sum(map(_WIDTHS.__getitem__, text))
    # Lazy: the width tables take longer to load than most findings to show.
    from wcwidth import wcswidth

    return max(0, wcswidth(_render(hold(text))))


def caret_line(line: str, start: int, end: int, max_width: int) -> tuple[str, str]:
    """Return a source line cropped around a span, and the line of `^~~~` that goes under it.

    `start` and `end` are character offsets in `line` (end exclusive; `start == end` marks a
    place). Neither result is wider than `max_width` columns (at least 8 are used), however
    long the line is; an ellipsis marks omitted text. Grapheme clusters are not
    cut. The line must come without its line ending.
    """
    max_width = max(8, max_width)
    start = max(0, min(start, len(line)))
    end = max(start, min(end, len(line)))
    # Never the whole line, which can be megabytes long.
    offset = max(0, start - _REACH * max_width)
    part = hold(line[offset : start + _REACH * max_width])
    bounds, widths = _clusters_around(part, offset, len(line), start, max_width)
    first, last = _visible(bounds, widths, start, end, max_width, len(line))
    shown_from, shown_to = (bounds[first], bounds[last]) if last > first else (start, start)
    head = ELLIPSIS if shown_from > 0 else ""
    tail = ELLIPSIS if shown_to < len(line) else ""
    # Part of a cluster underlines all of it.
    begin = min(max(bisect_right(bounds, start) - 1, first), last)
    stop = min(max(bisect_left(bounds, end), begin), last)
    before = len(head) + sum(widths[first:begin])
    under = sum(widths[begin:stop])
    shown = head + _render(part[shown_from - offset : shown_to - offset]) + tail
    return shown, " " * before + "^" + "~" * (under - 1)


# Characters that stand apart from what is beside them (UAX #29: no mark, joiner, conjoining Hangul
# or emoji modifier among them) and are one column wide, or two where they are East Asian.
_APART = lazy_pattern(
    "[\x00-\xac\xae-\u02ff\u0370-\u0373\u0391-\u03a1\u03a3-\u0482\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2122"
    "\u3001-\u3029\u3041-\u3094\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\udc23\udc80-\udcff"
    "\uff01-\uff60\ufffd]*"
)


class _Widths(dict[str, int]):
    """The columns of each character that stands apart, as it is shown."""

    def __missing__(self, char: str) -> int:
        shown = _render(char)
        wide = unicodedata.east_asian_width(char) in "WF" and shown == char
        self[char] = width = 2 if wide else len(shown)
        return width


_WIDTHS = _Widths()


# Clusters can be long, or without width: this many characters per column are looked at.
_REACH = 4


def _clusters_around(
    part: str, offset: int, length: int, middle: int, max_width: int
) -> tuple[Sequence[int], list[int]]:
    """Return the grapheme clusters near a place: bounds, one more than clusters; columns.

    ``part`` is what is in reach of ``middle`` in a line of ``length`` characters, and begins at
    ``offset`` there. All places are those of the line.
    """
    low, high = max(0, middle - max_width - 2), min(length, middle + max_width + 2)
    bounds: Sequence[int]
    if _APART.fullmatch(part, low - offset, high - offset):
        bounds = range(low, high + 1)
        widths = list(map(_WIDTHS.__getitem__, part[low - offset : high - offset]))
    else:
        # Lazy, as above.
        from wcwidth import iter_graphemes

        low, high = offset, offset + len(part)
        clusters = list(iter_graphemes(part))  # UAX #29
        bounds = list(accumulate(map(len, clusters), initial=low))
        widths = list(map(display_width, clusters))
    # A cluster at a cut edge may be only part of one.
    left, right = int(low > 0), len(widths) - (high < length)
    return bounds[left : max(right, left) + 1], widths[left:right]


def _visible(
    bounds: Sequence[int], widths: list[int], start: int, end: int, max_width: int, length: int
) -> tuple[int, int]:
    """Which clusters to show: the span first, then as much context on both sides as fits."""
    count = len(widths)
    total = sum(widths) + (start == length)  # a caret after the end
    if count and bounds[0] == 0 and bounds[-1] == length and total <= max_width:
        return 0, count
    room = max_width - 2 * len(ELLIPSIS)
    first = last = min(max(bisect_right(bounds, start) - 1, 0), count)
    while last < count and bounds[last] < end and widths[last] <= room:
        room -= widths[last]
        last += 1
    span_shown = last == count or bounds[last] >= end
    # As long as there is room, one on each side at a time; or on one side, where that is all.
    right, left = (count - last if span_shown else 0), first
    sides = [widths[last : last + right], widths[:left][::-1]]
    steps = list(accumulate(map(sum, zip(*(side for side in sides if side), strict=False))))
    taken = bisect_right(steps, room)
    room -= steps[taken - 1] if taken else 0
    last += taken if right else 0
    first -= taken if left else 0
    growing = True
    while growing:
        growing = False
        if span_shown and last < count and widths[last] <= room:
            room -= widths[last]
            last += 1
            growing = True
        if first > 0 and widths[first - 1] <= room:
            first -= 1
            room -= widths[first]
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
    """Return the text between SGR codes, as for "bold", "red"; the caller asks `use_color`."""
    if not names:
        return text
    codes = ";".join(_STYLES[name] for name in names)
    return f"\x1b[{codes}m{text}\x1b[0m"

"""Numbers that people write themselves: ``3、`` at the start of paragraphs, and in headings.

The numbers of Markdown's own lists are left to the renderer.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.document.document import Document
from digestlint.markdown import Heading, Span

_DIGITS = r"[0-9\uff10-\uff19]{1,4}"
_HANZI = r"[\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341]{1,3}"
_BEFORE_SIGN = rf"(?:(?P<number>{_DIGITS})|(?P<hanzi>{_HANZI}))"
_IN_BRACKETS = rf"(?:(?P<inner>{_DIGITS})|(?P<within>{_HANZI}))"
_IN_TEXT = lazy_pattern(
    rf"^[ \t>]{{0,20}}(?:[-*+][ \t]+)?(?:\*\*|__)?"
    rf"(?:{_BEFORE_SIGN}(?P<sign>[\u3001\uff0e])|(?P<open>\uff08){_IN_BRACKETS}\uff09)",
    re.MULTILINE,
)
_IN_HEADING = lazy_pattern(
    rf"(?:\*\*|__)?(?:{_BEFORE_SIGN}(?P<sign>[\u3001\uff0e]|[.)](?=[\s\[*_(]))|"
    rf"(?P<open>[\[(\uff08\u3010]){_IN_BRACKETS}[\])\uff09\u3011])"
)
_NUMERALS = "0123456789\uff10\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18\uff19" + (
    "\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341"
)
_OPENING = "[(\uff08\u3010"
_FULL_WIDTH = str.maketrans(
    "0123456789", "\uff10\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18\uff19"
)
_HANZI_DIGITS = "\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d"
_TEN = "\u5341"
_STARTS = (0, 1)
_LEAST = 3


class Numbered(NamedTuple):
    """A number at the start of a paragraph or heading."""

    span: Span
    value: int
    written: str
    style: tuple[str, ...]  # what the numbers of one series have in common
    heading: Heading | None


class Break(NamedTuple):
    """A number that breaks a series."""

    item: Numbered
    wanted: int
    last: Numbered  # the one before
    fits: bool  # whether the series goes on from the wanted number
    is_last: bool = False

    def spelt(self) -> str | None:
        """Return the wanted number as ``item`` is written."""
        written = self.item.written
        if not written[0].isdigit():
            return None if self.wanted > len(_HANZI_DIGITS) else _HANZI_DIGITS[self.wanted - 1]
        new = str(self.wanted).zfill(len(written) if written[0] in "0\uff10" else 1)
        return new if written.isascii() else new.translate(_FULL_WIDTH)


def irregular(document: Document) -> Iterator[Break]:
    """Yield the numbers that break a series.

    A series has at least three numbers, and nearly all of them follow each other.
    """
    for series in (*_series_of_text(document), *_series_of_headings(document)):
        if len(series) >= _LEAST:
            for broken in _breaks(series):
                if not _is_elsewhere(document, broken):
                    yield broken


def _breaks(series: Sequence[Numbered]) -> Sequence[Break]:
    first = series[0].value
    pairs = list(pairwise(series))
    steps = [
        Break(item, last.value + 1, last, False)
        for last, item in pairs
        if item.value != last.value + 1
    ]
    end = len(series) - 1
    misplaced = [
        Break(item, first + i, last, i == end or series[i + 1].value == first + i + 1, i == end)
        for i, (last, item) in enumerate(pairs, 1)
        if item.value != first + i
    ]
    few = max(1, len(series) // 4)
    if len(misplaced) <= min(few, len(steps)):
        return misplaced
    return steps if len(steps) <= few else ()


def _is_elsewhere(document: Document, broken: Break) -> bool:
    """Whether a heading of another level has the number that is missing, or a section of it."""
    item = broken.item
    if item.heading is None or item.value < broken.wanted:
        return False
    between = document.markdown.headings_in(broken.last.span.end, item.heading.span.start)
    number = re.compile(rf"\W*{broken.wanted}(?![0-9])")
    return any(number.match(heading.text) for heading in between)


def _series_of_text(document: Document) -> Iterator[list[Numbered]]:
    text, markdown = document.text, document.markdown
    if "\u3001" not in text and "\uff0e" not in text and "\uff08" not in text:
        return
    starts = [heading.span.start for heading in markdown.headings]
    open_series: dict[tuple[str, ...], list[Numbered]] = {}
    section = -1
    for match in _IN_TEXT.finditer(text):
        item = _numbered(match, "text")
        if item is None or markdown.prose.at(item.span.start) is None:
            continue
        if (here := bisect_right(starts, match.start())) != section:
            yield from open_series.values()
            open_series, section = {}, here
        yield from _added(open_series, item)
    yield from open_series.values()


def _series_of_headings(document: Document) -> Iterator[list[Numbered]]:
    notes = document.digest.notes if document.digest else ()
    known = {note.head for note in notes}
    open_series: dict[tuple[str, ...], list[Numbered]] = {}
    headings = document.markdown.headings
    for heading in headings if len(headings) >= _LEAST else ():
        for style in [style for style in open_series if style[0] > str(heading.level)]:
            yield open_series.pop(style)  # a section ends
        match = None
        if _begins_with_number(document.text[slice(*heading.content)]):
            match = _IN_HEADING.match(document.text, *heading.content)
        item = _numbered(match, str(heading.level), heading) if match else None
        if item is not None and heading.span not in known:
            yield from _added(open_series, item)
    yield from open_series.values()


def _begins_with_number(heading: str) -> bool:
    """Whether ``heading`` may begin with a number; most do not, and need no pattern."""
    bare = heading[:4].lstrip("*_")  # 4: with two marks and a bracket
    return bare[:1] in _NUMERALS if bare[:1] not in _OPENING else bare[1:2] in _NUMERALS


def _added(
    open_series: dict[tuple[str, ...], list[Numbered]], item: Numbered
) -> Iterator[list[Numbered]]:
    """Add a number to its series; yield the one that it ends."""
    series = open_series.setdefault(item.style, [])
    if series and item.value in _STARTS and series[-1].value != item.value - 1:
        yield series
        open_series[item.style] = [item]
    else:
        series.append(item)


def _numbered(match: re.Match[str], place: str, heading: Heading | None = None) -> Numbered | None:
    kind = next(name for name in ("number", "hanzi", "inner", "within") if match[name])
    written = match[kind]
    value = int(written) if kind in ("number", "inner") else _of_hanzi(written)
    if value is None:
        return None
    style = (place, match["sign"] or match["open"], str(kind in ("number", "inner")))
    return Numbered(Span(*match.span(kind)), value, written, style, heading)


def _of_hanzi(written: str) -> int | None:
    tens, ten, ones = written.partition(_TEN)
    if (len(tens) > 1) or (len(ones) > 1) or _TEN in ones:
        return None
    value = _HANZI_DIGITS.index(ones) + 1 if ones else 0
    if ten:
        return value + 10 * (_HANZI_DIGITS.index(tens) + 1 if tens else 1)
    return _HANZI_DIGITS.index(tens) + 1

"""Lines of a text; they end at LF, CR LF and CR, as in CommonMark (spec 0.31.2, section 2.1)."""

import re
from collections.abc import Iterator

from digestlint._runtime.patterns import lazy_pattern

LINE_ENDING = lazy_pattern(r"\r\n?|\n")
# How far to search for an ending at first, and the factor for each further try: one of the two
# endings may be missing in a file, which must not be searched to its end for each line.
_REACH = 1000
_FURTHER = 8
_PIECE = 100_000


def lines_of(text: str) -> list[str]:
    """Return the lines of ``text`` that are not empty, without their endings."""
    return [line for line in text.replace("\r", "\n").split("\n") if line]


def pieces(text: str) -> Iterator[str]:
    """Yield ``text`` in pieces of some 100,000 characters that end behind a line feed.

    All lines at a time take several times as much memory as the text.
    """
    start = 0
    while start < len(text):
        end = text.find("\n", start + _PIECE) + 1 or len(text)
        yield text[start:end]
        start = end


def line_start(text: str, at: int) -> int:
    """Return where the line of ``at`` begins."""
    reach = _REACH
    while True:
        least = max(at - reach, 0)
        start = text.rfind("\n", least, at) + 1
        start = max(start, text.rfind("\r", start or least, at) + 1)
        if start or not least:
            return start
        reach *= _FURTHER


def line_end(text: str, at: int) -> int:
    """Return where the line of ``at`` ends, without its ending."""
    reach = _REACH
    while True:
        end = text.find("\n", at, at + reach)
        carriage_return = text.find("\r", at, at + reach if end < 0 else end)
        if carriage_return >= 0:
            return carriage_return
        if end >= 0:
            return end
        if at + reach >= len(text):
            return len(text)
        reach *= _FURTHER


def line_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the bounds of the line, or lines, that contain ``text[start:end]``."""
    return line_start(text, start), line_end(text, end)


class LineFinder:
    """``line_around`` for places that follow each other: a long line is not read for each."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._first, self._last = 0, -1

    def around(self, start: int, end: int) -> tuple[int, int]:
        """Return the bounds of the line, or lines, that contain ``text[start:end]``."""
        if not self._first <= start <= end <= self._last:
            bounds = line_around(self._text, start, end)
            if line_around(self._text, start, start) != bounds:
                return bounds  # of several lines
            self._first, self._last = bounds
        return self._first, self._last


def lines_with(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Yield the bounds of each line in which ``pattern`` matches, once."""
    end = 0
    while match := pattern.search(text, end):
        start, end = line_around(text, match.start(), match.start())
        yield start, end

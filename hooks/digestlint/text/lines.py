"""Lines of a text; they end at LF, CR LF and CR, as in CommonMark (spec 0.31.2, section 2.1)."""

import re
from collections.abc import Iterator

from digestlint._runtime.patterns import lazy_pattern

LINE_ENDING = lazy_pattern(r"\r\n?|\n")


def lines_of(text: str) -> list[str]:
    """Return the lines of ``text`` that are not empty, without their endings."""
    return [line for line in text.replace("\r", "\n").split("\n") if line]


def line_start(text: str, at: int) -> int:
    """Return where the line of ``at`` begins; no more than that line is looked at."""
    start = text.rfind("\n", 0, at) + 1
    return max(start, text.rfind("\r", start, at) + 1)


def line_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the bounds of the line, or lines, in which ``text[start:end]`` stands."""
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    carriage_return = text.find("\r", end, last)
    return line_start(text, start), last if carriage_return < 0 else carriage_return


class LineFinder:
    """``line_around`` for places that follow each other: a long line is not read for each."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._first, self._last = 0, -1

    def around(self, start: int, end: int) -> tuple[int, int]:
        """The bounds of the line, or lines, in which ``text[start:end]`` stands."""
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

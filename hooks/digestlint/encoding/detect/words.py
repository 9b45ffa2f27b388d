"""Stretches of mojibake by line, and the words that they are in."""

from collections.abc import Iterator

from digestlint.encoding.detect.scanner import Stretch
from digestlint.text.edits import applied
from digestlint.text.lines import line_around

_LONGEST = 1000
"""How many letters of a word are looked at on each side: a line may be one word."""


def words_of(text: str, stretches: list[Stretch]) -> Iterator[tuple[Stretch, str]]:
    """Yield each stretch with the restored word that it is in; East Asian ones are words."""
    for start, end, members in by_line(text, stretches):
        line = applied(text, ((m.start, m.end, m.text) for m in members), start, end)
        growth = -start
        for stretch in members:
            first = stretch.start + growth
            last = first + len(stretch.text)
            growth = last - stretch.end
            if stretch.text < "\u2e80":
                least, most = max(first - _LONGEST, 0), min(last + _LONGEST, len(line))
                while first > least and line[first - 1].isalpha():
                    first -= 1
                while last < most and line[last].isalpha():
                    last += 1
            yield stretch, line[first:last]


def by_line(text: str, stretches: list[Stretch]) -> Iterator[tuple[int, int, list[Stretch]]]:
    """Yield each line's start and end with the stretches in it."""
    members: list[Stretch] = []
    start = end = -1
    for stretch in stretches:
        if stretch.start > end:
            if members:
                yield start, end, members
            members = []
            start, end = line_around(text, stretch.start, stretch.start)
        members.append(stretch)
    if members:
        yield start, end, members

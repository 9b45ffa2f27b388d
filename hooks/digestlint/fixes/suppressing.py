"""Comments that silence findings: where they can be written without changing what is shown.

At the end of the line where that can be; above a line that a comment would damage, such as a
heading or a code fence; around the outermost block that the line is in; for front matter, one
comment for the file.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from enum import IntEnum

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.markdown.rendering.without_comments import Outline, outline, shown
from digestlint.text.codec import LineIndex

_HERE = r"<!--\s*digestlint-{}(?P<arguments>(?:[ \t]+(?!--)[^\s,>]+,?)+)"
_ON_LINE = lazy_pattern(_HERE.format("disable-line"))
_ON_LINE_ABOVE = lazy_pattern(_HERE.format("disable-next-line"))


class Place(IntEnum):
    """Where a comment is, in the order in which the places are tried."""

    IN_LINE = 0
    ABOVE = 1
    AROUND = 2
    FILE = 3
    NOWHERE = 4


class Commented(NamedTuple):
    """A text with comments."""

    text: str
    rows: list[int]  # for each row: the row it was before, or for whose sake its comment is there


class Commenter:
    """Writes comments into one text; each row has a place, which moves on if it does not do."""

    def __init__(self, text: str, newline: str) -> None:
        self._lines = LineIndex(text)
        self._newline = newline
        self._outline = outline(text)
        self._shown = shown(text)
        self._codes: dict[int, set[str]] = defaultdict(set)
        self._places: dict[int, Place] = {}

    def want(self, row: int, code: str) -> bool:
        """Have ``code`` silenced in ``row``; returns whether that is new and there is a place."""
        if self._places.get(row) is Place.NOWHERE:
            return False
        if row not in self._places:
            self._places[row] = _first_place(self._outline, row)
        is_new = code not in self._codes[row]
        self._codes[row].add(code)
        return is_new

    def move_on(self, row: int) -> bool:
        """Try the next place for the comment of ``row``; returns whether there was a comment."""
        place = self._places.get(row, Place.NOWHERE)
        if place is Place.NOWHERE:
            return False
        self._places[row] = _next_place(self._outline, row, place)
        return True

    def give_up(self, row: int) -> None:
        """Write no comment for ``row``."""
        self._places[row] = Place.NOWHERE

    def written(self) -> Commented:
        """Return the text with all comments that change nothing of what is shown."""
        while True:
            rows = [row for row, place in self._places.items() if place is not Place.NOWHERE]
            made = self._with_comments(rows)
            if shown(made.text) == self._shown:
                return made
            for row in self._harmful(sorted(rows)):
                self.move_on(row)

    def number(self) -> int:
        """Return for how many rows there are comments."""
        return sum(place is not Place.NOWHERE for place in self._places.values())

    def _harmful(self, rows: list[int]) -> list[int]:
        """Return the rows whose comments change what is shown."""
        if shown(self._with_comments(rows).text) == self._shown:
            return []
        if len(rows) == 1:
            return rows
        half = len(rows) // 2
        found = [*self._harmful(rows[:half]), *self._harmful(rows[half:])]
        return found or rows  # they do harm together only

    def _with_comments(self, rows: Collection[int]) -> Commented:
        at = {place: self._codes_at(rows, place) for place in Place}
        around = self._around(at[Place.AROUND])
        made = _Written(self._newline)
        for row in range(1, self._lines.rows + 1):
            if at[Place.FILE] and row == self._outline.front_matter + 1:
                made.add_comment("disable-file", set().union(*at[Place.FILE].values()), 1)
            for codes, origin in around.get((row, "disable"), ()):
                made.add_comment("disable", codes, origin)
            if row in at[Place.ABOVE]:
                made.add_comment("disable-next-line", at[Place.ABOVE][row], row)
            start, end = self._lines.line_span(row)
            following = self._lines.starts[row] if row < self._lines.rows else end
            line, ending = self._lines.text[start:end], self._lines.text[end:following]
            made.add_line(line, ending, row, at[Place.IN_LINE].get(row, ()))
            for codes, origin in around.get((row, "enable"), ()):
                made.add_comment("enable", codes, origin)
        if at[Place.FILE] and self._outline.front_matter == self._lines.rows:
            made.add_comment("disable-file", set().union(*at[Place.FILE].values()), 1)
        return Commented("".join(made.pieces), made.rows)

    def _codes_at(self, rows: Iterable[int], place: Place) -> dict[int, set[str]]:
        return {row: self._codes[row] for row in rows if self._places[row] is place}

    def _around(
        self, wanted: Mapping[int, Collection[str]]
    ) -> Mapping[tuple[int, str], list[tuple[set[str], int]]]:
        """Return which comments come before and behind which rows, with a row they are for."""
        blocks: dict[tuple[int, int], tuple[set[str], int]] = {}
        for row, codes in wanted.items():
            known, _ = blocks.setdefault(self._outline.block_at(row), (set(), row))
            known.update(codes)
        found = defaultdict(list)
        last_row = self._lines.rows - (not self._lines.line(self._lines.rows))
        for (first, last), entry in blocks.items():
            found[first, "disable"].append(entry)
            if last < last_row:  # a code block without an end goes on to that of the file
                found[last, "enable"].append(entry)
        return found


def _first_place(shape: Outline, row: int) -> Place:
    if row <= shape.front_matter:
        return Place.FILE
    if row in shape.headings or row in shape.code:
        return _next_place(shape, row, Place.IN_LINE)
    return Place.IN_LINE


def _next_place(shape: Outline, row: int, place: Place) -> Place:
    if place is Place.IN_LINE and shape.block_at(row).first == row:
        return Place.ABOVE
    return Place.AROUND if place < Place.AROUND else Place.NOWHERE


class _Written:
    """A text that is written line by line."""

    def __init__(self, newline: str) -> None:
        self._newline = newline
        self.pieces: list[str] = []
        self.rows: list[int] = []

    def add_line(self, line: str, ending: str, row: int, codes: Collection[str]) -> None:
        """Add a line, with a comment that silences ``codes`` in it."""
        if codes:
            above = self.pieces[-1] if self.pieces else ""
            if merged := _merged(_ON_LINE_ABOVE, above, codes):
                self.pieces[-1] = merged
            else:
                line = _merged(_ON_LINE, line, codes) or _ending_in_comment(line, codes)
        self.pieces.append(line + ending)
        self.rows.append(row)

    def add_comment(self, command: str, codes: Iterable[str], row: int) -> None:
        """Add a line that is a comment, for the sake of ``row``."""
        if self.pieces and not self.pieces[-1].endswith(("\n", "\r")):
            self.pieces[-1] += self._newline
        self.pieces.append(_comment(command, codes) + self._newline)
        self.rows.append(row)


def _ending_in_comment(line: str, codes: Iterable[str]) -> str:
    """Return ``line`` with a comment before what stays last.

    That is the pipe that ends a row of a table, and the spaces or the backslash of a hard break.
    """
    text = line.rstrip(" \t")
    if text.endswith("|") and not text.endswith("\\|"):
        text = text[:-1].rstrip(" \t")
    elif text == line:
        backslashes = len(line) - len(line.rstrip("\\"))
        text = line[: len(line) - backslashes % 2]
    rest = line[len(text) :]
    space, pipe = " " * bool(text), " " * rest.startswith("|")
    return f"{text}{space}{_comment('disable-line', codes)}{pipe}{rest}"


def _merged(pattern: re.Pattern[str], line: str, codes: Iterable[str]) -> str | None:
    """Return ``line`` with further codes in its comment, if it has one of this kind."""
    match = pattern.search(line)
    if match is None:
        return None
    known = match["arguments"]
    separator = ", " if "," in known else " "
    more = separator.join(sorted(codes))
    end = match.end()
    return f"{line[:end].rstrip(',')}{separator}{more}{line[end:]}"


def _comment(command: str, codes: Iterable[str]) -> str:
    return f"<!-- digestlint-{command} {' '.join(sorted(codes))} -->"

"""The lines of tables as they are written; a parser drops cells that are too many."""

from __future__ import annotations

from collections.abc import Iterator

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple

_LINE = lazy_pattern(r"(?<![^\r\n])[^\r\n|]*\|[^\r\n]*")
_PIPE = lazy_pattern(r"(?<!\\)\|")
_OF_DELIMITERS = "|-: \t>"
_OUTSIDE = " \t>"


class Row(NamedTuple):
    """A line of a table."""

    start: int
    end: int  # without white space
    cells: int
    opened: bool  # whether it begins with a pipe
    closed: bool
    pipes: tuple[int, ...]  # between cells, and after the last one


class Delimiter(NamedTuple):
    """A delimiter row, the header above it, and the number of cells in the row below it."""

    header: Row
    row: Row
    following: int


def row_at(text: str, span: tuple[int, int]) -> Row:
    """Return the row in the line at ``span``."""
    start, end = span
    while start < end and text[start] in _OUTSIDE:
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    pipes = [match.start() for match in _PIPE.finditer(text, start, end)]
    opened = bool(pipes) and pipes[0] == start
    closed = len(pipes) > opened and pipes[-1] == end - 1
    inner = pipes[1:] if opened else pipes
    return Row(start, end, len(inner) + (not closed), opened, closed, tuple(inner))


def may_be_broken(text: str) -> bool:
    """Whether the lines of any table differ in how many pipes they have; it is quick."""
    pipes, end = -1, -1
    in_table = False
    for match in _LINE.finditer(text):
        line = match[0]
        count = line.count("|") - line.count("\\|") + (not line.rstrip().endswith("|"))
        adjacent = match.start() - end <= 2 and "\n\n" not in text[end : match.start()]
        if not adjacent:
            if in_table and text[end : match.start()].lstrip("\r\n") and not _ends(text, end):
                return True
            in_table = False
        if _is_delimiter(line):
            if adjacent and count != pipes:
                return True
            in_table = True
        elif in_table and count != pipes:
            return True
        pipes, end = count, match.end()
    return False


def _ends(text: str, end: int) -> bool:
    """Whether an empty line is after ``end``."""
    return text.startswith(("\n\n", "\r\n\r\n", "\r\r"), end)


def _is_delimiter(line: str) -> bool:
    return "-" in line and not line.strip(_OF_DELIMITERS)


def delimiters(text: str) -> Iterator[Delimiter]:
    """Yield the delimiter rows that have more or fewer cells than the line above them."""
    lines = list(_LINE.finditer(text))
    for i, match in enumerate(lines):
        if i == 0 or not _is_delimiter(match[0]) or match.start() - lines[i - 1].end() > 2:
            continue
        header, row = (row_at(text, lines[j].span()) for j in (i - 1, i))
        if header.cells == row.cells or not header.opened or _is_delimiter(lines[i - 1][0]):
            continue
        after = lines[i + 1] if i + 1 < len(lines) else None
        following = row_at(text, after.span()).cells if after else 0
        yield Delimiter(header, row, following)

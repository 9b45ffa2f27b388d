"""The lines of tables as they are written; a parser drops cells that are too many."""

from __future__ import annotations

from collections.abc import Iterator

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.markdown import Span

_REST = lazy_pattern(r"[^\r\n]*")
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


def is_complete(text: str, span: Span, width: int) -> bool:
    """Whether the line at ``span`` is a row of ``width`` cells with a pipe at both ends; quick."""
    line = text[slice(*span)].strip()
    escaped = line.count("\\|")
    return (
        line.count("|") - escaped == width + 1
        and line.lstrip(_OUTSIDE).startswith("|")
        and line.endswith("|")
        and not (escaped and line.endswith("\\|"))
    )


def may_be_broken(text: str) -> bool:
    """Whether the lines of any table differ in how many pipes they have; it is quick."""
    pipes, end = -1, -1
    in_table = False
    for start, stop in _lines(text):
        line = text[start:stop]
        count = line.count("|") - line.count("\\|") + (not line.rstrip().endswith("|"))
        adjacent = start - end <= 2 and "\n\n" not in text[end:start]
        if not adjacent:
            if in_table and text[end:start].lstrip("\r\n") and not _ends(text, end):
                return True
            in_table = False
        if _is_delimiter(line):
            if adjacent and count != pipes:
                return True
            in_table = True
        elif in_table and count != pipes:
            return True
        pipes, end = count, stop
    return False


def _ends(text: str, end: int) -> bool:
    """Whether an empty line is after ``end``."""
    return text.startswith(("\n\n", "\r\n\r\n", "\r\r"), end)


def _is_delimiter(line: str) -> bool:
    return "-" in line and not line.strip(_OF_DELIMITERS)


def delimiters(text: str) -> Iterator[Delimiter]:
    """Yield the delimiter rows that have more or fewer cells than the line above them."""
    for above, at, below in _neighbours(_lines(text)):
        if above is None or at.start - above.end > 2 or not _is_delimiter(text[slice(*at)]):
            continue
        header, row = row_at(text, above), row_at(text, at)
        if header.cells == row.cells or not header.opened or _is_delimiter(text[slice(*above)]):
            continue
        following = row_at(text, below).cells if below else 0
        yield Delimiter(header, row, following)


def _neighbours(lines: Iterator[Span]) -> Iterator[tuple[Span | None, Span, Span | None]]:
    """Yield each of ``lines`` with those before and after it."""
    above, at = None, next(lines, None)
    while at is not None:
        below = next(lines, None)
        yield above, at, below
        above, at = at, below


def _lines(text: str) -> Iterator[Span]:
    """Yield the lines that have a pipe."""
    has_returns = "\r" in text
    end, pipe = 0, text.find("|")
    while pipe >= 0:
        start = text.rfind("\n", end, pipe) + 1 or end
        if has_returns:
            start = max(start, text.rfind("\r", end, pipe) + 1)
            rest = _REST.match(text, pipe)
            end = rest.end() if rest else pipe
        else:
            end = text.find("\n", pipe)
            end = len(text) if end < 0 else end
        yield Span(start, end)
        pipe = text.find("|", end)

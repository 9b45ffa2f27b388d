"""Tables of a parsed text.

The parser's pass notes where tables are, and where blocks are, which cells are as well. Rows and
cells are looked up when they are asked for: a text may have a million.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.text.spans import Span, SpanList

_LINE = lazy_pattern(r"[^\r\n]*(?:\r\n?|\n|\Z)")
_WHITESPACE = " \t\r\n"


class TableCell(NamedTuple):
    """A cell of a table."""

    span: Span  # of its content, without white space around it
    text: str  # the source of that, with a pipe where that is escaped


class Table(NamedTuple):
    """A table."""

    span: Span
    header: Span  # the row of the header, its line ending included


class Tables:
    """The tables of a text, in order."""

    def __init__(self, text: str, spans: SpanList, blocks: SpanList) -> None:
        self._text = text
        self._spans = spans
        self._blocks = blocks
        self._last: Table | None = None  # that was asked for

    def __len__(self) -> int:
        return len(self._spans)

    def __iter__(self) -> Iterator[Table]:
        return map(self._table, self._spans)

    def at(self, offset: int) -> Table | None:
        """Return the table that holds the character at ``offset``."""
        if self._last and self._last.span.start <= offset < self._last.span.end:
            return self._last
        i = bisect_right(self._spans.starts, offset) - 1
        if i < 0 or offset >= self._spans.ends[i]:
            return None
        self._last = self._table(self._spans[i])
        return self._last

    def rows(self, table: Table) -> Iterator[Span]:
        """Yield the lines below the delimiter row, their line endings included."""
        lines = self._lines(table.header.end, table.span.end)
        next(lines)
        return lines

    def width(self, row: Span) -> int:
        """Return how many cells are shown of what is written in ``row``: a header has them all."""
        return bisect_left(self._blocks.starts, row.end) - self._first(row)

    def column(self, row: Span, offset: int) -> int:
        """Return which cell of ``row``, from 0, holds the character at ``offset``."""
        return bisect_right(self._blocks.starts, offset) - 1 - self._first(row)

    def cell(self, row: Span, column: int) -> TableCell | None:
        """Return a cell of ``row``; None where it has none in that column, counted from 0."""
        content = self.content(row, column)
        if content is None:
            return None
        return TableCell(content, self._text[content.start : content.end].replace("\\|", "|"))

    def content(self, row: Span, column: int) -> Span | None:
        """Return where the content of the same cell is."""
        starts, place = self._blocks.starts, self._first(row) + column
        if column < 0 or place >= len(starts) or starts[place] >= row.end:
            return None
        return self._stripped(starts[place], self._blocks.ends[place])

    def cells(self, row: Span) -> list[Span]:
        """Return the contents of the cells that ``row`` has, without white space around them."""
        starts, ends, first = self._blocks.starts, self._blocks.ends, self._first(row)
        last = bisect_left(starts, row.end, first)
        text, found = self._text, []
        for place in range(first, last):
            start, end = starts[place], ends[place]
            written = text[start:end]
            is_bare = written.strip(_WHITESPACE) == written  # most are
            found.append(Span(start, end) if is_bare else self._stripped(start, end))
        return found

    def _stripped(self, start: int, end: int) -> Span:
        """Return ``[start, end)`` without white space around it."""
        written = self._text[start:end]
        inner = written.strip(_WHITESPACE)
        if len(inner) < len(written):
            start += len(written) - len(written.lstrip(_WHITESPACE))
        return Span(start, start + len(inner))

    def _table(self, span: Span) -> Table:
        return Table(span, next(self._lines(*span)))

    def _lines(self, start: int, end: int) -> Iterator[Span]:
        while start < end and (line := _LINE.match(self._text, start, end)):
            yield Span(start, line.end())
            start = line.end()

    def _first(self, row: Span) -> int:
        """Return the place in all blocks of the first cell of ``row``.

        The parser puts the cells that a row lacks where the next line begins; they are empty.
        """
        blocks = self._blocks
        return bisect_right(blocks.ends, row.start, bisect_left(blocks.starts, row.start))

"""Rows of a table that a line break has split in two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from digestlint.markdown import Markdown, Span
from digestlint.markdown.tables import Table

_OUTSIDE = " \t\r\n>"


def whole_rows(markdown: Markdown, table: Table) -> Iterator[Span]:
    """Yield the rows of ``table``, both lines of a split one together."""
    text = markdown.text
    half: Span | None = None
    for row in markdown.tables.rows(table):
        if half is None:
            if text.endswith("|\n", *row):  # most do
                yield row
                continue
        else:
            if _goes_on(markdown, table, half, row):
                yield Span(half.start, row.end)
                half = None
                continue
            yield half
            half = None
        if _is_open(text, row):
            half = row
        else:
            yield row
    if half is not None:
        yield half


def cells_of(markdown: Markdown, row: Span) -> Sequence[Span]:
    """Return the cells of ``row``; one of them goes on in the second line, where it has two."""
    tables, text = markdown.tables, markdown.text
    second = text.find("\n", row.start, row.end) + 1
    if not 0 < second < row.end:
        return tables.cells(row)
    first, rest = tables.cells(Span(row.start, second)), tables.cells(Span(second, row.end))
    return [*first[:-1], Span(first[-1].start, rest[0].end), *rest[1:]]


def cell_of(markdown: Markdown, row: Span, place: int) -> Span | None:
    """Return the cell of ``row`` in a column; None where it has none in that."""
    if markdown.text.find("\n", row.start, row.end - 1) < 0:
        return markdown.tables.content(row, place)
    cells = cells_of(markdown, row)
    return cells[place] if place < len(cells) else None


def _is_open(text: str, row: Span) -> bool:
    """Whether a row begins with a pipe, and does not end with one."""
    end = row.end
    while end > row.start and text[end - 1] in _OUTSIDE:
        end -= 1
    return text[end - 1] != "|" and text[row.start : end].lstrip(_OUTSIDE).startswith("|")


def _goes_on(markdown: Markdown, table: Table, half: Span, row: Span) -> bool:
    """Whether ``half`` goes on in ``row``: that has no pipe before it, and all cells are there."""
    if markdown.text[row.start : row.end].lstrip(_OUTSIDE).startswith("|"):
        return False
    tables = markdown.tables
    first, rest = tables.cells(half), tables.cells(row)
    return bool(first and rest) and len(first) + len(rest) - 1 == tables.width(table.header)

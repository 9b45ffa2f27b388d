"""Tables in HTML, for the kinds ``html-row`` and ``html-column``."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from digestlint._runtime.records import NamedTuple
from digestlint.digest.readers.columns import wanted_columns
from digestlint.digest.readers.parts import stripped
from digestlint.digest.schema import FieldSpec
from digestlint.markdown import HtmlTag, Markdown, Span
from digestlint.markdown.html import markup

KIND = "html-column"
_FACT = "rows of tables in HTML"
_NAMES = frozenset({"table", "tr", "td", "th"})


class HtmlRow(NamedTuple):
    """A row of a table in HTML."""

    span: Span  # its tags included
    table: int  # which of the tables of the text has it
    cells: Sequence[Span]  # their contents, without outer white space
    is_header: bool  # whether they all are header cells


class _Open:
    """A table whose end has not come yet."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.row: HtmlTag | None = None
        self.cell: HtmlTag | None = None
        self.cells: list[Span] = []
        self.headers = 0


def html_rows(markdown: Markdown) -> Sequence[HtmlRow]:
    """Return the rows of all tables in HTML, in the order of their ends."""
    if _FACT not in markdown.facts:
        finder = _Finder(markdown.text)
        for tag in markup(markdown.html_tags, markdown.html):
            if tag.name.lower() in _NAMES:
                finder.take(tag)
        finder.end(len(markdown.text))
        markdown.facts[_FACT] = sorted(finder.found)
    found: Sequence[HtmlRow] = markdown.facts[_FACT]
    return found


def named_columns(
    markdown: Markdown, specs: Mapping[str, FieldSpec]
) -> Mapping[int, Mapping[str, int]]:
    """Return the places of the fields of kind ``html-column`` in each table that has them.

    The first row of a table names its columns. A table needs one of them, and all required ones.
    """
    wanted = wanted_columns(specs, KIND)
    if wanted not in markdown.facts:
        headers = first_rows(markdown).items()
        named = ((table, wanted.places(markdown.text, row.cells)) for table, row in headers)
        markdown.facts[wanted] = {table: places for table, places in named if places is not None}
    found: Mapping[int, Mapping[str, int]] = markdown.facts[wanted]
    return found


def first_rows(markdown: Markdown) -> Mapping[int, HtmlRow]:
    """Return the first row of each table, by the number of the table."""
    found: dict[int, HtmlRow] = {}
    for row in html_rows(markdown):
        found.setdefault(row.table, row)
    return found


def row_at(markdown: Markdown, offset: int) -> HtmlRow | None:
    """Return the row that begins at ``offset``."""
    rows = html_rows(markdown)
    place = bisect_right(rows, offset, key=lambda row: row.span.start) - 1
    return rows[place] if place >= 0 and rows[place].span.start == offset else None


class _Finder:
    def __init__(self, text: str) -> None:
        self.found: list[HtmlRow] = []
        self._text = text
        self._tables = 0
        self._stack: list[_Open] = []

    def take(self, tag: HtmlTag) -> None:
        name = tag.name.lower()
        if name == "table":
            self._table(tag)
        elif self._stack:
            if name == "tr":
                self._end_row(tag.span.end if tag.closing else tag.span.start, tag)
                self._stack[-1].row = None if tag.closing else tag
            elif self._stack[-1].row is not None:
                self._end_cell(tag.span.start)
                self._stack[-1].cell = None if tag.closing else tag

    def end(self, offset: int) -> None:
        """End all tables that are open."""
        while self._stack:
            self._end_row(offset, None)
            self._stack.pop()

    def _table(self, tag: HtmlTag) -> None:
        if not tag.closing:
            self._stack.append(_Open(self._tables))
            self._tables += 1
        elif self._stack:
            self._end_row(tag.span.start, None)
            self._stack.pop()

    def _end_row(self, end: int, tag: HtmlTag | None) -> None:
        table = self._stack[-1]
        self._end_cell(tag.span.start if tag else end)
        if table.row is not None and table.cells:
            is_header = table.headers == len(table.cells)
            span = Span(table.row.span.start, end)
            self.found.append(HtmlRow(span, table.number, table.cells, is_header))
        table.row, table.cells, table.headers = None, [], 0

    def _end_cell(self, end: int) -> None:
        table = self._stack[-1]
        if table.cell is not None:
            table.cells.append(stripped(self._text, Span(table.cell.span.end, end)))
            table.headers += table.cell.name.lower() == "th"
        table.cell = None

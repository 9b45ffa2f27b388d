"""Tables and containers of other blocks, found in a second pass on demand.

They are needed for few texts, so the first pass doesn't collect them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from digestlint._runtime.budgets import PART, SMALL_PART, Budget, Count
from digestlint._runtime.records import NamedTuple
from digestlint.markdown.events import events, positions
from digestlint.text.spans import Span

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Any, Literal

    Alignment = Literal["left", "center", "right"]

# What HTML elements end with that are left open inside. Paragraphs end before such elements.
_CONTAINERS = frozenset({"BlockQuote", "Item", "FootnoteDefinition", "Heading", "TableCell"})
_ROWS = frozenset({"TableHead", "TableRow"})
_WHITESPACE = " \t\r\n"


class TableCell(NamedTuple):
    """A cell of a table."""

    span: Span  # between the delimiters
    content: Span  # that without outer white space
    text: str  # the source of the content, with a pipe where that escapes one


class TableRow(NamedTuple):
    """A row of a table: as many cells as the header has, those that it lacks empty."""

    span: Span  # its line ending included
    cells: Sequence[TableCell]


class Table(NamedTuple):
    """A table."""

    span: Span
    alignments: tuple[Alignment | None, ...]  # of the columns
    header: TableRow
    rows: Sequence[TableRow]


class Container(NamedTuple):
    """A block that holds others, a heading or a table cell."""

    span: Span
    is_cell: bool


class Structure(NamedTuple):
    """The result of the second pass, in order."""

    tables: Sequence[Table]
    containers: Sequence[Container]


class _Found(NamedTuple):
    """Something that has begun; the rows of a table, and the cells of a row, are its parts."""

    kind: str
    place: tuple[int, int]  # in bytes
    parts: list[_Found]
    details: Any


def structure(text: str, nodes: int = 0, budget: Budget | None = None) -> Structure:
    """Return the structure of ``text``, whose other parts count as so many ``nodes``.

    Raises:
        TooMuchMarkupError: when it has more markup than the ``budget`` allows.
    """
    counted = Count(text.encode(), budget)
    counted.add(nodes)
    found = list(_collect(text, counted))
    counted.parsed()
    at = positions(text, chain.from_iterable(each.place for each in _all(found)))

    def span(each: _Found) -> Span:
        return Span(at[each.place[0]], at[each.place[1]])

    def row(each: _Found) -> TableRow:
        where = span(each)
        end = where.start + len(text[where.start : where.end].rstrip("\r\n"))
        return TableRow(where, [_cell(text, span(cell), end) for cell in each.parts])

    tables = [
        Table(span(each), each.details, row(each.parts[0]), list(map(row, each.parts[1:])))
        for each in found
        if each.kind == "Table"
    ]
    containers = [
        Container(span(each), each.kind == "TableCell")
        for each in _all(found)
        if each.kind in _CONTAINERS
    ]
    return Structure(tables, sorted(containers))


def _collect(text: str, counted: Count) -> Iterator[_Found]:
    """Containers and tables in the order of their starts; cells are with their rows."""
    table: _Found | None = None
    value: Any
    details: Any
    for event, where in events(text):
        if event.__class__ is str or "Start" not in event:
            continue
        value = event["Start"]
        kind, details = (value, ()) if value.__class__ is str else next(iter(value.items()))
        found = _Found(kind, (where["start"], where["end"]), [], None)
        if kind == "Table":
            counted.add(PART)
            table = found._replace(details=tuple(map(_alignment, details)))
            yield table
        elif kind in _ROWS and table is not None:
            counted.add(SMALL_PART)
            table.parts.append(found)
        elif kind == "TableCell" and table is not None:
            counted.add(PART)
            table.parts[-1].parts.append(found)
        elif kind in _CONTAINERS:
            counted.add(SMALL_PART)
            yield found


def _all(found: Sequence[_Found]) -> Iterator[_Found]:
    for each in found:
        yield each
        yield from _all(each.parts)


def _cell(text: str, span: Span, row_end: int) -> TableCell:
    """Return the cell at ``span``; one that the row lacks is empty, at the row's end."""
    start, end = (min(edge, row_end) for edge in span)
    written = text[start:end]
    begin = start + len(written) - len(written.lstrip(_WHITESPACE))
    content = Span(begin, max(begin, start + len(written.rstrip(_WHITESPACE))))
    return TableCell(Span(start, end), content, text[slice(*content)].replace("\\|", "|"))


def _alignment(name: str) -> Alignment | None:
    if name == "Left":
        return "left"
    if name == "Right":
        return "right"
    return "center" if name == "Center" else None

"""Tables that have the columns of a schema.

For the kinds ``table-row`` and ``column``; what a header names is the same in HTML.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.digest.headings import fold
from digestlint.digest.nodes import Field
from digestlint.digest.schema import FieldSpec
from digestlint.markdown import Markdown, Span
from digestlint.markdown.tables import Table
from digestlint.text.spans import OFFSETS

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import overload
KIND = "column"
_TAG = lazy_pattern(r"<[^<>\r\n]{1,200}>")


class Columns(NamedTuple):
    """A table that has columns of a schema."""

    table: Table
    places: Mapping[str, int]  # of the fields, by their names, in order


class WantedColumns:
    """The columns of a schema; the same object for the same columns."""

    def __init__(
        self, kind: str, labels: Sequence[tuple[str, Sequence[str]]], required: frozenset[str]
    ) -> None:
        self.kind = kind
        self._names = {fold(label): name for name, spellings in labels for label in spellings}
        self._required = required

    def places(self, text: str, header: Sequence[Span]) -> Mapping[str, int] | None:
        """Return the columns of a table by the cells of its ``header``, in order.

        None where it has none of those wanted, or lacks one that is required.
        """
        places: dict[str, int] = {}
        for place, cell in enumerate(header):
            name = self._names.get(fold(_TAG.sub("", text[cell.start : cell.end])))
            if name is not None:
                places.setdefault(name, place)
        return places if places and self._required <= set(places) else None


_wanted = lru_cache(maxsize=64)(WantedColumns)


def wanted_columns(specs: Mapping[str, FieldSpec], kind: str) -> WantedColumns:
    """Return the columns that the fields of ``kind`` among ``specs`` are."""
    columns = {name: spec for name, spec in specs.items() if spec.kind == kind}
    return _wanted(
        kind,
        tuple((name, (spec.label, *spec.aliases)) for name, spec in columns.items()),
        frozenset(name for name, spec in columns.items() if spec.required is True),
    )


class RowFields(Sequence[Field]):
    """The fields of a row, each made when it is asked for: a file may have 100,000 cells."""

    __slots__ = ("_places", "_specs", "names")

    def __init__(
        self, names: Collection[str], specs: Mapping[str, FieldSpec], places: array[int]
    ) -> None:
        """``places``: where the label of each field begins, and its value begins and ends."""
        self.names = names
        self._specs = specs
        self._places = places

    def __len__(self) -> int:
        return len(self.names)

    def __iter__(self) -> Iterator[Field]:
        specs, places = self._specs, iter(self._places)
        for name, label, start, end in zip(self.names, places, places, places, strict=True):
            yield Field(name, specs[name], Span(label, start), Span(start, end))

    if TYPE_CHECKING:

        @overload
        def __getitem__(self, index: int) -> Field: ...
        @overload
        def __getitem__(self, index: slice) -> Sequence[Field]: ...

    def __getitem__(self, index: int | slice) -> Field | Sequence[Field]:
        return [*self][index]


def fields_of_cells(
    places: Mapping[str, int], specs: Mapping[str, FieldSpec], cells: Sequence[Span], start: int
) -> Sequence[Field]:
    """Return the fields of a row from ``start`` on; none for cells that it lacks.

    What is before a cell's content is taken for the label.
    """
    number = len(cells)
    bounds: list[int] = []
    for place in places.values():
        if place < number:
            bounds.append(cells[place - 1].end if place else start)
            bounds.extend(cells[place])
    names: Collection[str] = places  # shared by most rows, which have all of them
    if len(bounds) < 3 * len(places):
        names = [name for name, place in places.items() if place < number]
    return RowFields(names, specs, array(OFFSETS, bounds))


class ColumnFinder:
    """Finds the tables that have columns of a schema, one at least and all that are required."""

    def __init__(self, specs: Mapping[str, FieldSpec]) -> None:
        """``specs``: of the fields, among them some of other kinds."""
        self._wanted = wanted_columns(specs, KIND)

    def find(self, markdown: Markdown) -> list[Columns]:
        """Return these tables, in order."""
        return self._known(markdown)[1]

    def at(self, markdown: Markdown, offset: int) -> Columns | None:
        """Return the one that has the row at ``offset``."""
        ends_of_headers, found = self._known(markdown)
        place = bisect_right(ends_of_headers, offset) - 1
        return found[place] if place >= 0 and offset < found[place].table.span.end else None

    def _known(self, markdown: Markdown) -> tuple[list[int], list[Columns]]:
        if self._wanted not in markdown.facts:
            columns = list(self._find(markdown))
            markdown.facts[self._wanted] = [each.table.header.end for each in columns], columns
        known: tuple[list[int], list[Columns]] = markdown.facts[self._wanted]
        return known

    def _find(self, markdown: Markdown) -> Iterator[Columns]:
        tables = markdown.tables
        for table in tables:
            places = self._wanted.places(markdown.text, tables.cells(table.header))
            if places is not None:
                yield Columns(table, places)

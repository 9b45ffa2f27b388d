"""Tables that have the columns of a schema, for the kinds ``table-row`` and ``column``."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.digest.headings import fold
from digestlint.digest.schema import FieldSpec
from digestlint.markdown import Markdown
from digestlint.markdown.tables import Table

KIND = "column"
_TAG = lazy_pattern(r"<[^<>\r\n]{1,200}>")


class Columns(NamedTuple):
    """A table that has columns of a schema."""

    table: Table
    places: Mapping[str, int]  # of the fields, by their names, in order


class _Wanted:
    """The columns of a schema; the same object for the same columns."""

    def __init__(
        self, labels: Sequence[tuple[str, Sequence[str]]], required: frozenset[str]
    ) -> None:
        self.names = {fold(label): name for name, spellings in labels for label in spellings}
        self.required = required


_wanted = lru_cache(maxsize=64)(_Wanted)


class ColumnFinder:
    """Finds the tables that have columns of a schema, one at least and all that are required."""

    def __init__(self, specs: Mapping[str, FieldSpec]) -> None:
        """``specs``: of the fields, among them some of other kinds."""
        columns = {name: spec for name, spec in specs.items() if spec.kind == KIND}
        self._wanted = _wanted(
            tuple((name, (spec.label, *spec.aliases)) for name, spec in columns.items()),
            frozenset(name for name, spec in columns.items() if spec.required is True),
        )

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
            places: dict[str, int] = {}
            for place, cell in enumerate(tables.cells(table.header)):
                written = _TAG.sub("", markdown.text[cell.start : cell.end])
                name = self._wanted.names.get(fold(written))
                if name is not None:
                    places.setdefault(name, place)
            if places and self._wanted.required <= set(places):
                yield Columns(table, places)

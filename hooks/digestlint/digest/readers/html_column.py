"""Fields that are cells of a table in HTML; the header of their column is the label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from digestlint.digest.nodes import Field, Group
from digestlint.digest.readers.fields import FieldReader
from digestlint.digest.readers.html_tables import named_columns, row_at
from digestlint.markdown import Markdown, Span


class Reader(FieldReader):
    """Reads the cells of a row. What is before a cell's content is taken for the label."""

    def possible(self, markdown: Markdown, *, look: bool = True) -> int:
        """Return how many of the fields have a column in ``markdown``."""
        return len({name for places in self._columns(markdown).values() for name in places})

    def read(
        self, markdown: Markdown, region: Span, groups: Mapping[str, Group] = {}
    ) -> Sequence[Field]:
        """Return the fields in ``region``, a row of a table; none for cells that it lacks."""
        row = row_at(markdown, region.start)
        places = self._columns(markdown).get(row.table, {}) if row else {}
        if row is None:
            return ()
        cells = row.cells
        return [
            Field(
                *(name, self.specs[name]),
                Span(cells[place - 1].end if place else region.start, cells[place].start),
                cells[place],
            )
            for name, place in sorted(places.items(), key=lambda item: item[1])
            if place < len(cells)
        ]

    def _columns(self, markdown: Markdown) -> Mapping[int, Mapping[str, int]]:
        key = "columns in HTML", id(self.specs)
        if key not in markdown.facts:
            markdown.facts[key] = self.specs, named_columns(markdown, self.specs)
        columns: Mapping[int, Mapping[str, int]] = markdown.facts[key][1]
        return columns

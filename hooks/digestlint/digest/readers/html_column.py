"""Fields that are cells of a table in HTML; the header of their column is the label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from digestlint.digest.nodes import Field, Group
from digestlint.digest.readers.columns import fields_of_cells
from digestlint.digest.readers.fields import FieldReader
from digestlint.digest.readers.html_tables import named_columns, row_at
from digestlint.markdown import Markdown, Span


class Reader(FieldReader):
    """Reads the cells of a row. What is before a cell's content is taken for the label."""

    def possible(self, markdown: Markdown, *, look: bool = True) -> int:
        """Return how many of the fields have a column in ``markdown``."""
        columns = named_columns(markdown, self.specs)
        return len({name for places in columns.values() for name in places})

    def read(
        self, markdown: Markdown, region: Span, groups: Mapping[str, Group] = {}
    ) -> Sequence[Field]:
        """Return the fields in ``region``, a row of a table; none for cells that it lacks."""
        row = row_at(markdown, region.start)
        if row is None:
            return ()
        places = named_columns(markdown, self.specs).get(row.table, {})
        return fields_of_cells(places, self.specs, row.cells, region.start)

"""Fields that are cells of a row; the header of their column is the label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from digestlint.digest.headings import Fits
from digestlint.digest.nodes import Field, Group
from digestlint.digest.readers.columns import ColumnFinder, fields_of_cells
from digestlint.digest.readers.fields import FieldReader
from digestlint.digest.readers.split_rows import cells_of
from digestlint.digest.schema import FieldSpec
from digestlint.markdown import Markdown, Span


class Reader(FieldReader):
    """Reads the cells of a row. What is before a cell's content is taken for the label."""

    def __init__(self, specs: Mapping[str, FieldSpec], fits: Fits | None = None) -> None:
        super().__init__(specs, fits)
        self._columns = ColumnFinder(specs)

    def possible(self, markdown: Markdown, *, look: bool = True) -> int:
        """Return how many of the fields have a column in ``markdown``."""
        return len({name for columns in self._columns.find(markdown) for name in columns.places})

    def read(
        self, markdown: Markdown, region: Span, groups: Mapping[str, Group] = {}
    ) -> Sequence[Field]:
        """Return the fields in ``region``, a row of a table; none for cells that it lacks."""
        columns = self._columns.at(markdown, region.start)
        if columns is None:
            return ()
        cells = cells_of(markdown, region)
        return fields_of_cells(columns.places, self.specs, cells, region.start)

"""Entries and notes that are rows of tables in HTML."""

from __future__ import annotations

from collections.abc import Iterator

from digestlint.digest.readers import parts
from digestlint.digest.readers.html_tables import (
    KIND,
    first_rows,
    html_rows,
    named_columns,
)
from digestlint.digest.readers.parts import Part, from_start_in, shown
from digestlint.markdown import Markdown, Span

_TITLE = "title"  # the field whose cell the pattern is for


class Finder(parts.Finder):
    """Finds the rows of the tables in HTML that have the schema's columns; without any, all rows.

    The pattern is for the cell of the field ``title``, or for all cells, where there is none.
    """

    def parts(self, markdown: Markdown, region: Span) -> Iterator[Part]:
        """Yield the rows that begin in ``region``, in order, those that name columns aside."""
        fields = self.spec.fields
        has_columns = any(spec.kind == KIND for spec in fields.values())
        columns = named_columns(markdown, fields) if has_columns else {}
        first = first_rows(markdown) if has_columns else {}
        for row in from_start_in(html_rows(markdown), region):
            if row.is_header or (
                has_columns and (row.table not in columns or row == first[row.table])
            ):
                continue
            place = columns.get(row.table, {}).get(_TITLE)
            content = Span(row.cells[0].start, row.cells[-1].end)
            if place is not None and place < len(row.cells):
                content = row.cells[place]
            yield Part(row.span, row.span, content, shown(markdown, content), row.span)

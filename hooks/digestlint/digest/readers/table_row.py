"""Entries and notes that are rows of tables."""

from __future__ import annotations

from collections.abc import Iterator

from digestlint.digest.headings import SectionMatcher
from digestlint.digest.readers import parts
from digestlint.digest.readers.columns import ColumnFinder
from digestlint.digest.readers.parts import Part, shown
from digestlint.digest.readers.split_rows import cells_of, whole_rows
from digestlint.digest.schema import EntrySpec, NoteSpec
from digestlint.markdown import Markdown, Span

_TITLE = "title"  # the field whose cell the pattern is for


class Finder(parts.Finder):
    """Finds the rows of the tables that have the schema's columns.

    The pattern is for the cell of the field ``title``, or for the whole row, where there is none.
    """

    def __init__(self, spec: EntrySpec | NoteSpec, sections: SectionMatcher) -> None:
        super().__init__(spec, sections)
        self._columns = ColumnFinder(spec.fields)

    def parts(self, markdown: Markdown, region: Span) -> Iterator[Part]:
        """Yield the rows that begin in ``region``, in order."""
        for table, places in self._columns.find(markdown):
            if table.span.end <= region.start:
                continue
            if table.header.end >= region.end:
                break
            place = places.get(_TITLE)
            for row in whole_rows(markdown, table):
                if region.start <= row.start < region.end:
                    content = _content(markdown, row, place)
                    if content is not None:
                        yield Part(row, row, content, shown(markdown, content), row)


def _content(markdown: Markdown, row: Span, place: int | None) -> Span | None:
    """Return what is in the cell at ``place``, or in all of them; None for a row without cells."""
    if place is not None and not 0 <= markdown.text.find("\n", *row) < row.end - 1:
        cell = markdown.tables.cell(row, place)  # which is faster
        if cell is not None:
            return cell.span
    cells = cells_of(markdown, row)
    if not cells:
        return None
    if place is not None and place < len(cells):
        return cells[place]
    end = cells[-1].end
    return Span(cells[0].start if place is None else end, end)

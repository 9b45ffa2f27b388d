"""Fields whose labels begin a line or a list item, with any markup, or are bold within a line.

A bold label alone on its line needs no colon, nor does one in the first of two cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from digestlint.digest.nodes import Field, Group
from digestlint.digest.readers.bold_label import BOLD
from digestlint.digest.readers.colonless import labels_alone, rows_of_two
from digestlint.digest.readers.labels import Label, LabelReader
from digestlint.digest.readers.spellings import may_have_labels
from digestlint.markdown import Markdown, Span

_FEWEST_ROWS = 2  # with labels: a table whose header has one is none of labels


class Reader(LabelReader):
    """Reads the fields with labels of any markup: plain, bold, in HTML."""

    def accepts(self, label: Label) -> bool:
        """Whether a label is marked up as those of this kind: it may be in any way."""
        return True

    def labels(self, markdown: Markdown) -> Iterator[Label]:
        """Yield the labels in the whole text, in order, also bold ones and those without colons."""
        labels = [*super().labels(markdown), *self._bold(markdown.text)]
        labels += self._alone(markdown.text)
        rows = self._rows(markdown)
        labels += (label for label, _ in rows.values())
        yield from sorted(labels)

    def read(
        self, markdown: Markdown, region: Span, groups: Mapping[str, Group] = {}
    ) -> Sequence[Field]:
        """Return the fields in ``region``, in order; that of a row is its second cell."""
        fields = super().read(markdown, region, groups)
        rows = self._rows(markdown)
        if not rows:
            return fields
        return [
            field._replace(value=rows[field.label.start][1]) if field.label.start in rows else field
            for field in fields
        ]

    def _bold(self, text: str) -> Iterator[Label]:
        for match in BOLD.finditer(text) if may_have_labels(text) else ():
            name = self.name_of(text, Span(*match.span(1 if match[1] is not None else 2)))
            if name:
                yield Label(match.start(), name, Span(*match.span()), False, True, False)

    def _alone(self, text: str) -> Iterator[Label]:
        for found in labels_alone(text):
            name = self.name_of(text, found.name)
            if name:
                yield Label(found.start, name, found.span, found.in_item, True, False)

    def _rows(self, markdown: Markdown) -> Mapping[int, tuple[Label, Span]]:
        """Return the labels in rows of two cells, with their values, by where they begin."""
        key = "rows", self.key
        if key not in markdown.facts:
            markdown.facts[key] = dict(self._find_rows(markdown))
        rows: Mapping[int, tuple[Label, Span]] = markdown.facts[key]
        return rows

    def _find_rows(self, markdown: Markdown) -> Iterator[tuple[int, tuple[Label, Span]]]:
        for rows in rows_of_two(markdown):
            named = [(self.name_of(markdown.text, row.label), row) for row in rows]
            if sum(name is not None for name, _ in named) < _FEWEST_ROWS:
                continue
            for name, row in named:
                if name is not None:
                    label = Label(row.span.start, name, row.label, False, False, False)
                    yield row.label.start, (label, row.value)

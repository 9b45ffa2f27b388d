"""Entries and notes that are a list item and those after it that begin with labels."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping

from digestlint.digest.headings import SectionMatcher
from digestlint.digest.readers import list_item
from digestlint.digest.readers.label import Reader
from digestlint.digest.readers.parts import Part
from digestlint.digest.schema import EntrySpec, NoteSpec
from digestlint.markdown import Markdown, Span


class Finder(list_item.Finder):
    """Finds the list items that begin a group: without a label, or with that of the one before.

    An item with another label of the schema is part of the group that is open, up to a heading.
    """

    def __init__(self, spec: EntrySpec | NoteSpec, sections: SectionMatcher) -> None:
        super().__init__(spec, sections)
        self._labels = Reader(spec.fields)

    def parts(self, markdown: Markdown, region: Span) -> Iterator[Part]:
        """Yield the items that begin groups in ``region``, in order."""
        names = self._names(markdown)
        headings = [heading.span.start for heading in markdown.headings]
        open_label: str | None = None  # of the item that began the group
        is_open, before = False, -1
        for part in super().parts(markdown, region):
            section = bisect_left(headings, part.span.start)
            is_open = is_open and section == before
            before, label = section, names.get(part.content.start)
            if not is_open or label is None or label == open_label:
                is_open, open_label = True, label
                yield part

    def extent(self, markdown: Markdown, part: Part, following: int, region: Span) -> Part:
        """Return ``part`` with all items up to the next group or heading."""
        headings = markdown.headings_in(part.head.end, following)
        end = max(headings[0].span.start if headings else following, part.span.end)
        return part._replace(
            span=Span(part.span.start, end), body=Span(part.content.start, end)
        )

    def _names(self, markdown: Markdown) -> Mapping[int, str]:
        """Return the labels at the beginning of list items, by where they begin."""
        key = "labels of items", self._labels.key
        if key not in markdown.facts:
            markdown.facts[key] = {
                label.span.start: label.name
                for label in self._labels.known(markdown)
                if label.in_item
            }
        names: Mapping[int, str] = markdown.facts[key]
        return names

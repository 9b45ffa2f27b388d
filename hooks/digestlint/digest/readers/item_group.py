"""Entries and notes that are a list item and those after it that begin with labels."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping

from digestlint._runtime.patterns import lazy_pattern
from digestlint.digest.headings import SectionMatcher
from digestlint.digest.readers import list_item
from digestlint.digest.readers.label import Reader
from digestlint.digest.readers.parts import Part
from digestlint.digest.schema import EntrySpec, NoteSpec
from digestlint.markdown import Markdown, Span

_PREFIX = lazy_pattern(r"[*_\W]{0,6}(\w[^\r\n:：*]{0,30})\*{0,2}[:：]")
# The fields that a group may begin with; it may begin without any, too.
_BEGINNING = (None, "title", "original-title")


class Finder(list_item.Finder):
    """Finds the list items that begin a group: with the title of a paper, or its label.

    The items after it that have other labels of the schema are part of the group, up to a heading.
    There is one at least: other items are none of a group.
    """

    def __init__(self, spec: EntrySpec | NoteSpec, sections: SectionMatcher) -> None:
        super().__init__(spec, sections)
        self._labels = Reader(spec.fields)

    def parts(self, markdown: Markdown, region: Span) -> Iterator[Part]:
        """Yield the items that could begin groups in ``region``, in order.

        Nothing is the content of those that do not. What most of them have before a colon is a
        label that the schema does not know, and no title.
        """
        found = list(self._parts(markdown, region))
        text, names = markdown.text, self._names(markdown)
        labels = [
            None if part.content.start in names else _PREFIX.match(text, *part.content)
            for part in found
        ]
        counted = Counter(label[1] for label in labels if label)
        for part, label in zip(found, labels, strict=True):
            known = label is not None and counted[label[1]] > max(1, len(found) // 2)
            yield _without_content(part) if known else part

    def _parts(self, markdown: Markdown, region: Span) -> Iterator[Part]:
        names = self._names(markdown)
        headings = [heading.span.start for heading in markdown.headings]
        first: Part | None = None  # of the group that is open, and has no other item yet
        is_open, before = False, -1
        for part in super().parts(markdown, region) if names else ():
            section = bisect_left(headings, part.span.start)
            label = names.get(part.content.start)
            if section == before and is_open and label not in _BEGINNING:
                if first is not None:
                    yield first
                first = None
                continue
            if first is not None:
                yield _without_content(first)
            is_open, before = label in _BEGINNING, section
            first = part if is_open else None
            if not is_open:
                yield _without_content(part)
        if first is not None:
            yield _without_content(first)

    def extent(self, markdown: Markdown, part: Part, following: int, region: Span) -> Part:
        """Return ``part`` with all items up to the next group or heading."""
        headings = markdown.headings_in(part.head.end, following)
        end = max(headings[0].span.start if headings else following, part.span.end)
        return part._replace(span=Span(part.span.start, end), body=Span(part.content.start, end))

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


def _without_content(part: Part) -> Part:
    start, (span, head, _, name, body, level) = part.content.start, part
    return Part(span, head, Span(start, start), name, body, level)  # `_replace` takes far longer

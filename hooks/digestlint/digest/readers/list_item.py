"""Entries and notes that are list items."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from digestlint.digest.readers import parts
from digestlint.digest.readers.parts import Part
from digestlint.markdown import Markdown, Span


class Finder(parts.Finder):
    """Finds the list items of the schema's depth, or all; the pattern begins after the marker."""

    def parts(self, markdown: Markdown, region: Span) -> Iterator[Part]:
        """Yield the list items that begin in ``region``, in order."""
        text, depth = markdown.text, self.spec.level
        starts = markdown.items.spans.starts
        for place in range(bisect_left(starts, region.start), bisect_left(starts, region.end)):
            item = markdown.items[place]
            if depth in (None, item.depth):
                line_end = text.find("\n", item.content.start, item.span.end)
                head = Span(item.span.start, line_end + 1 if line_end >= 0 else item.span.end)
                name = text[item.content.start : head.end].strip()
                yield Part(item.span, head, item.content, name, item.content)

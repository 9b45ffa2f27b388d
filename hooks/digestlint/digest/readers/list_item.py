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

    def extent(self, markdown: Markdown, part: Part, following: int, region: Span) -> Part:
        """Return ``part`` with the paragraphs after it, where its list is broken by them.

        Only items of one line can have fields there, and only where nothing else comes before the
        next item: what is below the last item of a list may be about all of them.
        """
        end = part.span.end
        if (
            not self.spec.fields
            or self.spec.level != 1
            or markdown.text[part.head.end : end].strip()
        ):
            return part
        items = markdown.items
        last = bisect_left(items.spans.starts, end)
        end = min(following, items[last].span.start) if last < len(items) else following
        headings = markdown.headings_in(part.head.end, end)
        end = headings[0].span.start if headings else end
        return part._replace(
            span=Span(part.span.start, end), body=Span(part.body.start, max(end, part.body.end))
        )

"""Entries that are list items."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from digestlint.digest.nodes import Entry
from digestlint.digest.readers import EntryReader
from digestlint.digest.readers.patterns import entry_at
from digestlint.markdown import Markdown, Span


class Reader(EntryReader):
    """Reads the list items that the schema's pattern fits, from behind their markers on."""

    def read(self, markdown: Markdown, region: Span) -> Iterator[Entry]:
        """Yield the entries that begin in ``region``, in order."""
        starts = markdown.items.spans.starts
        for place in range(bisect_left(starts, region.start), bisect_left(starts, region.end)):
            item = markdown.items[place]
            entry = entry_at(markdown, self.spec, item.span, item.content)
            if entry is not None:
                yield entry

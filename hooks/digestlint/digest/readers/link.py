"""Entries and notes that are links: days in a calendar, or one after the other in a line."""

from __future__ import annotations

from collections.abc import Iterator

from digestlint.digest.readers import parts
from digestlint.digest.readers.parts import Part, shown
from digestlint.markdown import Markdown, Span


class Finder(parts.Finder):
    """Finds the links with a text; the pattern is for their source."""

    def parts(self, markdown: Markdown, region: Span) -> Iterator[Part]:
        """Yield the links that begin in ``region``, in order."""
        for link in markdown.links_in(*region):
            if not link.image and link.kind not in ("autolink", "bare"):
                yield Part(link.span, link.span, link.span, shown(markdown, link.text), link.span)

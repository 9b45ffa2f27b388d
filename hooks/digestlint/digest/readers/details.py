"""Entries and notes that are ``<details>`` blocks."""

from __future__ import annotations

from collections.abc import Iterator

from digestlint.digest.readers import parts
from digestlint.digest.readers.parts import Part, from_start_in, shown, stripped
from digestlint.markdown import Markdown, Span


class Finder(parts.Finder):
    """Finds the ``<details>`` blocks of the schema's depth, or all, named by their summaries."""

    def parts(self, markdown: Markdown, region: Span) -> Iterator[Part]:
        """Yield the blocks that begin in ``region``, in order."""
        text, depth = markdown.text, self.spec.level
        for block in from_start_in(markdown.details, region):
            if depth in (None, block.depth):
                summary = block.summary
                end = summary.span.end if summary else block.opening.span.end
                content = stripped(text, summary.content) if summary else Span(end, end)
                head = Span(block.span.start, end)
                yield Part(block.span, head, content, shown(markdown, content), block.body)

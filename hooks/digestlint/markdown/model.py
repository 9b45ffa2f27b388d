"""A parsed Markdown text: its parts, and questions about where they are."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property

from digestlint.markdown.list_items import ListItems
from digestlint.markdown.nodes import (
    Comment,
    FencedCodeBlock,
    Heading,
    HtmlId,
    HtmlLink,
    HtmlTag,
    Link,
    ReferenceDefinition,
    RefusedLink,
)
from digestlint.text.spans import Span, SpanList, SpanSet

TYPE_CHECKING = False  # of `typing`, which takes long to load
if TYPE_CHECKING:
    from typing import Any


class Markdown:
    """A parsed Markdown text.

    Attributes:
        weight: What its parts take, in bytes (see ``memory_limit``).
        links: Links and images, autolinks and bare URLs, in order; not those of raw HTML.
        footnotes: The labels of those that are shown: defined, and referred to.
        blocks: Where inline content stands: paragraphs, headings, table cells.
        strong: Strong emphasis with its markers, nested one too; in order of starts.
        code: Code spans, fenced and indented code blocks.
        html: Raw HTML, comments included.
        prose: Text nodes: no markup, code, math, HTML or destinations.
        urls: Destinations as written, autolinks and bare URLs included.
        facts: What was found out about it once for all who ask, by who did.
    """

    def __init__(
        self,
        *,
        text: str,
        weight: int,
        headings: Sequence[Heading],
        links: Sequence[Link],
        refused_links: Sequence[RefusedLink],
        definitions: Sequence[ReferenceDefinition],
        html_tags: Sequence[HtmlTag],
        html_ids: Sequence[HtmlId],
        html_links: Sequence[HtmlLink],
        footnotes: frozenset[str],
        comments: Sequence[Comment],
        fences: Sequence[FencedCodeBlock],
        items: ListItems,
        blocks: SpanList,
        strong: SpanList,
        code: SpanSet,
        math: SpanSet,
        html: SpanSet,
        prose: SpanSet,
        urls: SpanSet,
        front_matter: Span | None = None,
    ) -> None:
        self.text = text
        self.weight = weight
        self.headings = headings
        self.links = links
        self.refused_links = refused_links
        self.definitions = definitions
        self.html_tags = html_tags
        self.html_ids = html_ids
        self.html_links = html_links
        self.footnotes = footnotes
        self.comments = comments
        self.fences = fences
        self.items = items
        self.blocks = blocks
        self.strong = strong
        self.code = code
        self.math = math
        self.html = html
        self.prose = prose
        self.urls = urls
        self.front_matter = front_matter
        self.facts: dict[object, Any] = {}

    @cached_property
    def _starts_of_headings(self) -> list[int]:
        return [heading.span.start for heading in self.headings]

    @cached_property
    def _starts_of_links(self) -> list[int]:
        return [link.span.start for link in self.links]

    def block_at(self, offset: int) -> Span | None:
        """The paragraph, heading or table cell that holds the character at ``offset``."""
        i = bisect_right(self.blocks.starts, offset) - 1
        if i >= 0 and offset < self.blocks[i].end:
            return self.blocks[i]
        return None

    def block_before(self, offset: int) -> Span | None:
        """The last one that begins before ``offset``."""
        i = bisect_left(self.blocks.starts, offset) - 1
        return self.blocks[i] if i >= 0 else None

    def heading_at(self, offset: int) -> Heading | None:
        """The heading that holds the character at ``offset``."""
        i = bisect_right(self._starts_of_headings, offset) - 1
        if i >= 0 and offset < self.headings[i].span.end:
            return self.headings[i]
        return None

    def link_at(self, offset: int) -> Link | None:
        """The last link or image that begins before ``offset``, if it holds it."""
        i = bisect_right(self._starts_of_links, offset) - 1
        if i >= 0 and offset < self.links[i].span.end:
            return self.links[i]
        return None

    def links_in(self, start: int, end: int) -> Sequence[Link]:
        """The links and images that begin in ``[start, end)``."""
        starts = self._starts_of_links
        return self.links[bisect_left(starts, start) : bisect_left(starts, end)]

    def headings_in(self, start: int, end: int) -> Sequence[Heading]:
        """The headings that begin in ``[start, end)``."""
        starts = self._starts_of_headings
        return self.headings[bisect_left(starts, start) : bisect_left(starts, end)]

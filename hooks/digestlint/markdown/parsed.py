"""A parsed Markdown text: its parts, and look-ups by place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property

from digestlint._runtime.budgets import Count
from digestlint._runtime.records import NamedTuple
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
from digestlint.markdown.packed_links import starts_of
from digestlint.text.spans import Span, SpanList, SpanSet

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Any

    from digestlint._runtime.budgets import Budget
    from digestlint.markdown.details import Details
    from digestlint.markdown.tables import Tables


class Blocks(NamedTuple):
    """Blocks of a text."""

    headings: Sequence[Heading]
    fences: Sequence[FencedCodeBlock]
    items: ListItems
    front_matter: Span | None


class Links(NamedTuple):
    """Links of a text, and what they refer to."""

    links: Sequence[Link]
    refused: Sequence[RefusedLink]
    definitions: Sequence[ReferenceDefinition]
    footnotes: frozenset[str]


class Html(NamedTuple):
    """Raw HTML of a text."""

    tags: Sequence[HtmlTag]
    ids: Sequence[HtmlId]
    links: Sequence[HtmlLink]
    comments: Sequence[Comment]


class Places(NamedTuple):
    """Where text of some sort is."""

    blocks: SpanList
    strong: SpanList
    tables: SpanList
    code: SpanSet
    math: SpanSet
    html: SpanSet
    prose: SpanSet
    urls: SpanSet


class Weight(NamedTuple):
    """As how many nodes the parts of a text count (see ``budgets``), and what it may have."""

    nodes: int
    budget: Budget | None


class Markdown:
    """A parsed Markdown text.

    Attributes:
        nodes: As how many nodes its parts count.
        budget: As how many they may; None: any number.
        links: Links and images, autolinks and bare URLs, in order; not those of raw HTML.
        footnotes: The labels of those that are shown: defined, and referred to.
        blocks: Where inline content is: paragraphs, headings, table cells.
        strong: Strong emphasis with its markers, nested one too; in order of starts.
        code: Code spans, fenced and indented code blocks.
        html: Raw HTML, comments included.
        prose: Text nodes: no markup, code, math, HTML or destinations.
        urls: Destinations as written, autolinks and bare URLs included.
        facts: Results that are computed once and shared, by a key of the code that needs them.
    """

    def __init__(
        self, text: str, weight: Weight, blocks: Blocks, links: Links, html: Html, places: Places
    ) -> None:
        self.text = text
        self.nodes, self.budget = weight
        self.headings, self.fences, self.items, self.front_matter = blocks
        self.links, self.refused_links, self.definitions, self.footnotes = links
        self.html_tags, self.html_ids, self.html_links, self.comments = html
        self.blocks, self.strong = places.blocks, places.strong
        self._tables = places.tables
        self.code, self.math, self.html = places.code, places.math, places.html
        self.prose, self.urls = places.prose, places.urls
        self.facts: dict[object, Any] = {}

    def count(self) -> Count:
        """Return a count of what rules make of the text, beside its own parts."""
        counted = Count(b"", self.budget)
        counted.add(self.nodes)
        return counted

    @cached_property
    def tables(self) -> Tables:
        """The tables."""
        from digestlint.markdown.tables import Tables  # for few texts

        return Tables(self.text, self._tables, self.blocks)

    @cached_property
    def details(self) -> Sequence[Details]:
        """The ``<details>`` blocks of raw HTML, in the order of their starts."""
        if not any(tag.name.lower() == "details" for tag in self.html_tags):
            return ()
        from digestlint.markdown.containers import containers
        from digestlint.markdown.details import find_details  # for few texts
        from digestlint.markdown.html import markup

        tags = markup(self.html_tags, self.html)
        return find_details(self.text, tags, containers(self.text, self.nodes, self.budget))

    @cached_property
    def _starts_of_headings(self) -> list[int]:
        return [heading.span.start for heading in self.headings]

    @cached_property
    def _starts_of_links(self) -> Sequence[int]:
        return starts_of(self.links)

    def block_at(self, offset: int) -> Span | None:
        """Return the paragraph, heading or table cell that holds the character at ``offset``."""
        blocks = self.blocks
        i = bisect_right(blocks.starts, offset) - 1
        return blocks[i] if i >= 0 and offset < blocks.ends[i] else None

    def block_before(self, offset: int) -> Span | None:
        """Return the last one that begins before ``offset``."""
        i = bisect_left(self.blocks.starts, offset) - 1
        return self.blocks[i] if i >= 0 else None

    def heading_at(self, offset: int) -> Heading | None:
        """Return the heading that holds the character at ``offset``."""
        i = bisect_right(self._starts_of_headings, offset) - 1
        if i >= 0 and offset < self.headings[i].span.end:
            return self.headings[i]
        return None

    def link_at(self, offset: int) -> Link | None:
        """Return the last link or image that begins before ``offset``, if it holds it."""
        i = bisect_right(self._starts_of_links, offset) - 1
        if i >= 0 and offset < self.links[i].span.end:
            return self.links[i]
        return None

    def links_in(self, start: int, end: int) -> Sequence[Link]:
        """Return the links and images that begin in ``[start, end)``."""
        starts = self._starts_of_links
        return self.links[bisect_left(starts, start) : bisect_left(starts, end)]

    def heading_before(self, offset: int) -> int:
        """Return where the nearest heading above ``offset`` begins; -1 if there is none."""
        i = bisect_right(self._starts_of_headings, offset) - 1
        return self._starts_of_headings[i] if i >= 0 else -1

    def headings_in(self, start: int, end: int) -> Sequence[Heading]:
        """Return the headings that begin in ``[start, end)``."""
        starts = self._starts_of_headings
        return self.headings[bisect_left(starts, start) : bisect_left(starts, end)]

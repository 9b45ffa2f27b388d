"""The parts of a Markdown text that digestlint looks at, each with its exact place.

All offsets count characters of the parsed text; a span is half-open, ``[start, end)``.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from operator import lt
from typing import Literal, NamedTuple

LinkKind = Literal["inline", "reference", "autolink", "email", "bare"]


class Span(NamedTuple):
    """A half-open stretch of text, in characters."""

    start: int
    end: int


class Heading(NamedTuple):
    """An ATX or setext heading."""

    span: Span  # the whole heading, its line ending included
    content: Span  # the inline content, without markers and outer blanks
    level: int  # 1 to 6
    # Plain text: markup and images gone (blanks beside them stay), code and math kept, entities
    # decoded.
    text: str
    id: str | None = None  # an explicit id, where the anchor style has heading attributes


class Link(NamedTuple):
    """A link or an image."""

    span: Span
    text: Span  # between the brackets; the URL itself for autolinks and bare URLs
    destination: str  # as CommonMark resolves it (escapes and entities decoded)
    target: Span | None  # the destination as written, without ``<>``; None where a reference is
    kind: LinkKind
    image: bool = False
    label: str = ""  # of a reference link


class RefusedLink(NamedTuple):
    """``[text](destination)`` that CommonMark leaves as text: blanks, unbalanced parentheses."""

    span: Span
    text: Span
    target: Span


class ReferenceDefinition(NamedTuple):
    """``[label]: destination``."""

    span: Span
    label: str
    destination: str
    target: Span


class HtmlTag(NamedTuple):
    """An opening or closing tag in raw HTML, inline or in an HTML block."""

    span: Span
    name: str  # as written
    closing: bool
    attributes: dict[str, str]


class HtmlId(NamedTuple):
    """A link target made by an ``id`` attribute, or by ``name`` on ``<a>``."""

    span: Span  # of the tag
    id: str


class Comment(NamedTuple):
    """An HTML comment; ``text`` is what stands between the markers, stripped."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class FencedCodeBlock:
    """A fenced code block; ``closing`` is None when the block runs to the end of its container."""

    span: Span
    opening: Span  # the opening fence's line, with its line ending
    closing: Span | None  # the closing fence's line, with its line ending
    info: str


class ListItem(NamedTuple):
    """A list item; ``content`` starts after its marker."""

    span: Span
    content: Span
    depth: int  # 1 for items of an outermost list


class SpanSet:
    """Sorted, disjoint spans with fast look-up."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        places = sorted(spans)
        self._starts = [start for start, _ in places]
        self._ends = [end for _, end in places]
        apart = all(map(lt, self._ends, islice(self._starts, 1, None)))
        if apart and all(map(lt, self._starts, self._ends)):
            return
        self._starts, self._ends = [], []
        for start, end in places:
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            elif end > start:
                self._starts.append(start)
                self._ends.append(end)

    def __iter__(self) -> Iterator[Span]:
        return map(Span, self._starts, self._ends)

    def at(self, offset: int) -> Span | None:
        """The span that holds the character at ``offset``."""
        i = bisect_right(self._starts, offset) - 1
        if i >= 0 and offset < self._ends[i]:
            return Span(self._starts[i], self._ends[i])
        return None

    def within(self, start: int, end: int) -> Iterator[Span]:
        """What of the spans is in ``[start, end)``."""
        i = max(bisect_right(self._starts, start) - 1, 0)
        while i < len(self._starts) and self._starts[i] < end:
            first, last = max(self._starts[i], start), min(self._ends[i], end)
            if first < last:
                yield Span(first, last)
            i += 1

    def gap(self, offset: int, end: int) -> Span:
        """What is between the spans around ``offset``, which is in none of them.

        ``end`` is that of the text.
        """
        i = bisect_right(self._starts, offset)
        return Span(
            self._ends[i - 1] if i else 0, self._starts[i] if i < len(self._starts) else end
        )

    def overlaps(self, start: int, end: int) -> bool:
        """Whether any span shares a character with ``[start, end)``."""
        i = bisect_right(self._starts, start) - 1
        if i >= 0 and start < self._ends[i]:
            return start < end
        return i + 1 < len(self._starts) and self._starts[i + 1] < end


@dataclass(frozen=True, eq=False)
class Markdown:
    """A parsed Markdown text."""

    text: str
    headings: Sequence[Heading]
    links: Sequence[Link]  # links and images, autolinks and bare URLs, in order
    refused_links: Sequence[RefusedLink]
    definitions: Sequence[ReferenceDefinition]
    html_tags: Sequence[HtmlTag]
    html_ids: Sequence[HtmlId]
    comments: Sequence[Comment]
    fences: Sequence[FencedCodeBlock]
    items: Sequence[ListItem]
    blocks: Sequence[Span]  # where inline content stands: paragraphs, headings, table cells
    strong: Sequence[Span]  # strong emphasis with its markers, nested one too; in order of starts
    code: SpanSet  # code spans, fenced and indented code blocks
    math: SpanSet
    html: SpanSet  # raw HTML, comments included
    prose: SpanSet  # text nodes: no markup, code, math, HTML or destinations
    urls: SpanSet  # destinations as written, autolinks and bare URLs included
    front_matter: Span | None = None

    @cached_property
    def _starts_of_blocks(self) -> list[int]:
        return [block.start for block in self.blocks]

    @cached_property
    def _starts_of_headings(self) -> list[int]:
        return [heading.span.start for heading in self.headings]

    @cached_property
    def _starts_of_links(self) -> list[int]:
        return [link.span.start for link in self.links]

    def block_at(self, offset: int) -> Span | None:
        """The paragraph, heading or table cell that holds the character at ``offset``."""
        i = bisect_right(self._starts_of_blocks, offset) - 1
        if i >= 0 and offset < self.blocks[i].end:
            return self.blocks[i]
        return None

    def block_before(self, offset: int) -> Span | None:
        """The last one that begins before ``offset``."""
        i = bisect_left(self._starts_of_blocks, offset) - 1
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

"""The parts of a Markdown text that digestlint looks at, each with its exact place.

All offsets count characters of the parsed text; a span is half-open, ``[start, end)``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

LinkKind = Literal["inline", "reference", "autolink", "email", "bare"]


class Span(NamedTuple):
    """A half-open stretch of text, in characters."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Heading:
    """An ATX or setext heading."""

    span: Span  # the whole heading, its line ending included
    content: Span  # the inline content, without markers and outer blanks
    level: int  # 1 to 6
    # Plain text: markup and images gone (blanks beside them stay), code and math kept, entities
    # decoded.
    text: str
    id: str | None = None  # an explicit id, where the anchor style has heading attributes


@dataclass(frozen=True, slots=True)
class Link:
    """A link or an image."""

    span: Span
    text: Span  # between the brackets; the URL itself for autolinks and bare URLs
    destination: str  # as CommonMark resolves it (escapes and entities decoded)
    target: Span | None  # the destination as written, without ``<>``; None where a reference is
    kind: LinkKind
    image: bool = False
    label: str = ""  # of a reference link


@dataclass(frozen=True, slots=True)
class RefusedLink:
    """``[text](destination)`` that CommonMark leaves as text: blanks, unbalanced parentheses."""

    span: Span
    text: Span
    target: Span


@dataclass(frozen=True, slots=True)
class ReferenceDefinition:
    """``[label]: destination``."""

    span: Span
    label: str
    destination: str
    target: Span


@dataclass(frozen=True, slots=True)
class HtmlTag:
    """An opening or closing tag in raw HTML, inline or in an HTML block."""

    span: Span
    name: str  # as written
    closing: bool
    attributes: dict[str, str]


@dataclass(frozen=True, slots=True)
class HtmlId:
    """A link target made by an ``id`` attribute, or by ``name`` on ``<a>``."""

    span: Span  # of the tag
    id: str


@dataclass(frozen=True, slots=True)
class Comment:
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


@dataclass(frozen=True, slots=True)
class ListItem:
    """A list item; ``content`` starts after its marker."""

    span: Span
    content: Span
    depth: int  # 1 for items of an outermost list


class SpanSet:
    """Sorted, disjoint spans with fast look-up."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
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

    def overlaps(self, start: int, end: int) -> bool:
        """Whether any span shares a character with ``[start, end)``."""
        i = bisect_right(self._starts, start) - 1
        if i >= 0 and start < self._ends[i]:
            return start < end
        return i + 1 < len(self._starts) and self._starts[i + 1] < end


@dataclass(frozen=True, slots=True)
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
    prose: Sequence[Span]  # text nodes: no markup, code, math, HTML or destinations; in order
    code: SpanSet  # code spans, fenced and indented code blocks
    math: SpanSet
    html: SpanSet  # raw HTML, comments included
    prose_set: SpanSet
    urls: SpanSet  # destinations as written, autolinks and bare URLs included
    front_matter: Span | None = None

    def block_at(self, offset: int) -> Span | None:
        """The paragraph, heading or table cell that holds the character at ``offset``."""
        i = bisect_right(self.blocks, offset, key=lambda span: span.start) - 1
        if i >= 0 and offset < self.blocks[i].end:
            return self.blocks[i]
        return None

"""The parts of a Markdown text that digestlint looks at, each with its exact place.

All offsets count characters of the parsed text; a span is half-open, ``[start, end)``.
"""

from __future__ import annotations

from collections.abc import Mapping

from digestlint._runtime.records import NamedTuple
from digestlint.text.spans import Span

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Literal

    LinkKind = Literal["inline", "reference", "autolink", "email", "bare"]


class Heading(NamedTuple):
    """An ATX or setext heading."""

    span: Span  # the whole heading, its line ending included
    content: Span  # the inline content, without markers and outer white space
    level: int  # 1 to 6
    # Plain text: markup and images gone (spaces beside them stay), code and math kept, entities
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
    """``[text](destination)`` that CommonMark leaves as text: spaces, unbalanced parentheses."""

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
    attributes: Mapping[str, str]


class HtmlId(NamedTuple):
    """A link target made by an ``id`` attribute, or by ``name`` on ``<a>``."""

    span: Span  # of the tag
    id: str


class HtmlLink(NamedTuple):
    """A link or an image in raw HTML: ``<a href>``, ``<img src>`` and the like."""

    span: Span  # of the tag
    destination: str  # entities decoded
    target: Span  # the address as written, without quotes
    image: bool  # or another part of the page


class Comment(NamedTuple):
    """An HTML comment; ``text`` is the stripped text between the markers."""

    span: Span
    text: str


class FencedCodeBlock(NamedTuple):
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

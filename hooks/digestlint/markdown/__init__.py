"""Parsing Markdown to its parts, each with its exact place: ``parse(text)``."""

from digestlint.markdown.front_matter import front_matter_end
from digestlint.markdown.nodes import (
    Comment,
    FencedCodeBlock,
    Heading,
    HtmlId,
    HtmlLink,
    HtmlTag,
    Link,
    ListItem,
    ReferenceDefinition,
    RefusedLink,
)
from digestlint.markdown.parsed import Markdown
from digestlint.markdown.parser import parse
from digestlint.text.spans import Span, SpanSet

__all__ = [
    "Comment",
    "FencedCodeBlock",
    "Heading",
    "HtmlId",
    "HtmlLink",
    "HtmlTag",
    "Link",
    "ListItem",
    "Markdown",
    "ReferenceDefinition",
    "RefusedLink",
    "Span",
    "SpanSet",
    "front_matter_end",
    "parse",
]

"""How a section's text ends: with a full stop, with a letter, or inside something still open."""

from __future__ import annotations

import re

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.digest.headings import is_placeholder
from digestlint.document.document import Document
from digestlint.markdown import Markdown, Span
from digestlint.text.lines import line_start

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Literal

    Open = Literal["bold", "bracket", "code", "comment", "link", "math"]
    Kind = Literal["stop", "letter", "mark", "opening"] | Open

_STOPS = "。．.！!？?…～~"
_CONTINUES = "，、；：,;:"
_OPENS = "（([{【「『《〈“‘"
_SENTENCE = lazy_pattern(r"[。！？]|[.!?][ \n]")
_RULE_LINE = lazy_pattern(r"(?:\A|(?<=[\r\n]))[ ]{0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,})\Z")
# What ends a container of a site's own, such as :::details.
_DIRECTIVE = lazy_pattern(r"(?:\A|(?<=[\r\n]))[ \t]{0,8}:{3,}\Z")
_STRONG = lazy_pattern(r"(?<![\\*])\*\*(?!\*)")
_POWER = lazy_pattern(r"[A-Za-z0-9)]\*\*[A-Za-z0-9(]")  # 2**10 in prose
_OPEN_LINK = lazy_pattern(r"\]\([^()\s]*\Z")
_OPEN_BRACKET = lazy_pattern(r"\[[^\[\]]*\Z")
_MATH = lazy_pattern(r"\\[A-Za-z]|[_^][{\\A-Za-z0-9]")
_MARKER = lazy_pattern(r"(?:[-*+]|\d{1,9}[.)])[ \t]+\Z")
_ADDRESS = lazy_pattern(r"[A-Za-z0-9][\w-]*(?:\.[A-Za-z][\w-]*|@|/)[\w./@~%#?=&+-]*\Z", re.ASCII)


class Ending(NamedTuple):
    """Where and how a text ends."""

    # A full stop; a letter; a mark after which a sentence continues; an opening bracket; or what is
    # not closed.
    kind: Kind
    block: Span  # the paragraph that comes last
    end: int  # after its last character
    mark: str = ""  # the last character, if the kind is "mark" or "opening"
    holds_sentences: bool = False  # a sentence ends before it


def read_ending(document: Document, span: Span) -> Ending | None:
    """Return the ending of the text at ``span``.

    None if it cannot be judged, or there is no text.
    """
    markdown = document.markdown
    end = _last(document, span)
    if end <= span.start:
        return None
    html = markdown.html.at(end - 1)
    if html and markdown.text.startswith("<!--", html.start):
        return Ending("comment", Span(html.start, end), end)
    block = markdown.block_at(end - 1)
    if block is None or block.start < span.start or _is_no_prose(document, block):
        return None
    markup = _open_markup(document, Span(block.start, end))
    if markup:
        return Ending(markup, block, end)
    return _by_last_character(document, span, block, end)


def _last(document: Document, span: Span) -> int:
    """Return the end of the text without blank lines, comments, rules and ends of containers."""
    text = document.markdown.text
    end = span.end
    while True:
        while end > span.start and text[end - 1].isspace():
            end -= 1
        if end == span.start:
            return end
        html = document.markdown.html.at(end - 1)
        if html and html.start >= span.start and text[html.start : end].endswith("-->"):
            end = html.start
            continue
        line = _RULE_LINE if text[end - 1] in "-*" else _DIRECTIVE if text[end - 1] == ":" else None
        rule = line and line.search(text, max(span.start, end - 80), end)
        if not rule:
            return end
        end = rule.start()


def _is_no_prose(document: Document, block: Span) -> bool:
    """Whether ``block`` is a heading or a table cell."""
    if document.markdown.heading_at(block.start):
        return True
    text = document.markdown.text
    return (
        "|" in text[line_start(text, block.start) : block.start]
        or text[block.end : block.end + 1] == "|"
    )


def _open_markup(document: Document, block: Span) -> Open | None:
    """Return which markup is still open at the end of ``block``."""
    markdown, text = document.markdown, document.markdown.text
    source = text[block.start : block.end]
    if "**" in source:
        strong = [
            match
            for match in _STRONG.finditer(text, *block)
            if not _POWER.match(text, match.start() - 1)
            and not markdown.code.at(match.start())
            and not markdown.math.at(match.start())
        ]
        if len(strong) % 2 and markdown.prose.at(strong[-1].start()):
            return "bold"
    if not ("`" in source or "$" in source or "[" in source or "]" in source):
        return None
    prose = _prose(document, block)
    if prose.count("`") % 2 and "'" not in prose[prose.rfind("`") :]:
        return "code"
    if prose.count("$$") % 2 or (prose.count("$") % 2 and _MATH.search(prose, prose.rfind("$"))):
        return "math"
    link = _OPEN_LINK.search(text, *block)
    if link and markdown.prose.at(link.start()):
        return "link"
    bracket = _OPEN_BRACKET.search(prose)
    if bracket and not any(stop in bracket[0] for stop in (*_STOPS, ")", "）")):
        return "bracket"
    return None


def _prose(document: Document, block: Span) -> str:
    """Return the prose of ``block``, without code, math, HTML and destinations."""
    text = document.markdown.text
    return "".join(text[start:end] for start, end in document.markdown.prose.within(*block))


def _by_last_character(document: Document, span: Span, block: Span, end: int) -> Ending | None:
    markdown = document.markdown
    shown = end
    while shown > block.start and markdown.text[shown - 1] in "*_ \t":
        shown -= 1
    if shown == block.start:
        return None
    last = markdown.text[shown - 1]
    if is_placeholder(last) or document.restoration.damaged(shown - 1, shown):
        return None
    if _is_hidden(markdown, shown - 1):
        return None
    if last in _CONTINUES:
        return Ending("mark", block, end, last)
    if last in _OPENS:
        return Ending("opening", block, end, last)
    if last in _STOPS:
        return Ending("stop", block, end)
    if not last.isalnum():
        return None
    body = markdown.text[block.start : shown]
    if _ADDRESS.search(body[-200:]) or _sibling_ends_alike(document, span, block):
        return None
    return Ending("letter", block, end, holds_sentences=bool(_SENTENCE.search(body)))


def _is_hidden(markdown: Markdown, offset: int) -> bool:
    """Whether there is code, math, HTML, a URL or a link at ``offset``."""
    return bool(
        markdown.code.at(offset)
        or markdown.math.at(offset)
        or markdown.html.at(offset)
        or markdown.urls.at(offset)
        or markdown.link_at(offset)
    )


def _sibling_ends_alike(document: Document, span: Span, block: Span) -> bool:
    """Whether the block before it in the section ends in a letter as well: a list of terms.

    Of two list items, it is enough that the one before ends without a full stop.
    """
    before = document.markdown.block_before(block.start)
    if before is None or before.start < span.start or _is_no_prose(document, before):
        # A list of one item that is no sentence: a title, a term.
        body = document.markdown.text[block.start : block.end]
        return _begins_item(document, block) and not _SENTENCE.search(body)
    last = document.markdown.text[slice(*before)].rstrip("*_ \t\r\n")[-1:]
    both_items = _begins_item(document, block) and _begins_item(document, before)
    return last.isalnum() or (both_items and last not in _STOPS)


def _begins_item(document: Document, block: Span) -> bool:
    """Whether a list marker is before ``block``."""
    text = document.markdown.text
    return _MARKER.search(text, line_start(text, block.start), block.start) is not None

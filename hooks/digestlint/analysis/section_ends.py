"""How a section's text ends: at a full stop, in a letter, or in something that is still open."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Literal

from digestlint.digest.headings import is_placeholder
from digestlint.document import Document
from digestlint.markdown import Span

_STOPS = "。．.！!？?…～~"
_CONTINUES = "，、；：,;:"
_OPENS = "（([{【「『《〈“‘"
_SENTENCE = re.compile(r"[。！？]|[.!?][ \n]")
_RULE_LINE = re.compile(r"(?:\A|(?<=[\r\n]))[ ]{0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,})\Z")
_STRONG = re.compile(r"(?<![\\*])\*\*(?!\*)")
_POWER = re.compile(r"[A-Za-z0-9)]\*\*[A-Za-z0-9(]")  # 2**10 in prose
_OPEN_LINK = re.compile(r"\]\([^()\s]*\Z")
_OPEN_BRACKET = re.compile(r"\[[^\[\]]*\Z")
_MATH = re.compile(r"\\[A-Za-z]|[_^][{\\A-Za-z0-9]")
_ADDRESS = re.compile(r"[A-Za-z0-9][\w-]*(?:\.[A-Za-z][\w-]*|@|/)[\w./@~%#?=&+-]*\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Ending:
    """Where and how a text ends. ``what`` completes "the section ends …" for open ends."""

    kind: Literal["stop", "letter", "open"]
    block: Span  # the paragraph that comes last
    end: int  # after its last character
    what: str = ""
    holds_sentences: bool = False  # a sentence ends before


def read_ending(document: Document, span: Span) -> Ending | None:
    """The ending of the text at ``span``; None where it cannot be judged, or there is no text."""
    markdown = document.markdown
    end = _last(document, span)
    if end <= span.start:
        return None
    html = markdown.html.at(end - 1)
    if html and markdown.text.startswith("<!--", html.start):
        return Ending("open", Span(html.start, end), end, "in a comment that is never closed")
    block = markdown.block_at(end - 1)
    if block is None or block.start < span.start or _is_no_prose(document, block):
        return None
    what = _open_markup(document, Span(block.start, end))
    if what:
        return Ending("open", block, end, what)
    return _by_last_character(document, span, block, end)


def _last(document: Document, span: Span) -> int:
    """The end of the text without blank lines, comments and horizontal rules."""
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
        rule = _RULE_LINE.search(text, max(span.start, end - 80), end)
        if rule is None:
            return end
        end = rule.start()


def _is_no_prose(document: Document, block: Span) -> bool:
    """Whether ``block`` is a heading or a table cell."""
    text = document.markdown.text
    headings = document.markdown.headings
    i = bisect_right(headings, block.start, key=lambda heading: heading.span.start) - 1
    if i >= 0 and block.start < headings[i].span.end:
        return True
    line_start = max(text.rfind("\n", 0, block.start), text.rfind("\r", 0, block.start)) + 1
    return "|" in text[line_start : block.start] or text[block.end : block.end + 1] == "|"


def _open_markup(document: Document, block: Span) -> str:
    """What is still open at the end of ``block``, as the end of a sentence; or nothing."""
    text = document.markdown.text
    prose = _prose(document, block)
    strong = [
        match
        for match in _STRONG.finditer(text, *block)
        if not _POWER.match(text, match.start() - 1)
        and not document.markdown.code.at(match.start())
        and not document.markdown.math.at(match.start())
    ]
    if len(strong) % 2 and document.markdown.prose_set.at(strong[-1].start()):
        return "in bold text that is never closed"
    if prose.count("`") % 2 and "'" not in prose[prose.rfind("`") :]:
        return "in a code span that is never closed"
    if prose.count("$$") % 2 or (prose.count("$") % 2 and _MATH.search(prose, prose.rfind("$"))):
        return "in math that is never closed"
    link = _OPEN_LINK.search(text, *block)
    if link and document.markdown.prose_set.at(link.start()):
        return "in a link that is never closed"
    bracket = _OPEN_BRACKET.search(prose)
    if bracket and not any(stop in bracket[0] for stop in (*_STOPS, ")", "）")):
        return "in a bracket that is never closed"
    return ""


def _prose(document: Document, block: Span) -> str:
    """The prose of ``block``, without code, math, HTML and destinations."""
    prose = document.markdown.prose
    first = bisect_left(prose, block.start, key=lambda span: span.end)
    last = bisect_left(prose, block.end, key=lambda span: span.start)
    return "".join(
        document.markdown.text[max(s.start, block.start) : min(s.end, block.end)]
        for s in prose[first:last]
    )


def _by_last_character(document: Document, span: Span, block: Span, end: int) -> Ending | None:
    markdown = document.markdown
    shown = block.start + len(markdown.text[block.start : end].rstrip("*_ \t"))
    if shown <= block.start:
        return None
    last = markdown.text[shown - 1]
    hidden = (markdown.code, markdown.math, markdown.html, markdown.urls)
    if is_placeholder(last) or document.restoration.damaged(shown - 1, shown):
        return None
    if any(spans.at(shown - 1) for spans in hidden) or _in_link(document, shown - 1):
        return None
    if last in _CONTINUES:
        return Ending("open", block, end, f"in '{last}'")
    if last in _OPENS:
        return Ending("open", block, end, f"in '{last}', which is never closed")
    if last in _STOPS:
        return Ending("stop", block, end)
    if not last.isalnum():
        return None
    body = markdown.text[block.start : shown]
    if _ADDRESS.search(body[-200:]) or _sibling_ends_alike(document, span, block):
        return None
    return Ending("letter", block, end, holds_sentences=bool(_SENTENCE.search(body)))


def _in_link(document: Document, offset: int) -> bool:
    links = document.markdown.links
    i = bisect_right(links, offset, key=lambda link: link.span.start) - 1
    return i >= 0 and offset < links[i].span.end


def _sibling_ends_alike(document: Document, span: Span, block: Span) -> bool:
    """Whether the block before, in the same section, ends in a letter as well: a list of terms."""
    blocks = document.markdown.blocks
    i = bisect_left(blocks, block.start, key=lambda b: b.start) - 1
    if i < 0 or blocks[i].start < span.start or _is_no_prose(document, blocks[i]):
        return False
    before = document.markdown.text[slice(*blocks[i])].rstrip("*_ \t\r\n")
    return before[-1:].isalnum()

"""Parts of a template that a generator did not fill in."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from digestlint._runtime.patterns import lazy_pattern
from digestlint.document.document import Document
from digestlint.markdown import Span
from digestlint.markdown.searching import occurrences
from digestlint.text.signs import has_any

_LINK_SIGNS = (
    "URL", "(url)", "LINK", "(link)", "your-", "your_", "/your", "YOUR", "/unknown.pdf",
)  # fmt: skip

_NAME = (
    r"(?:(?:paper|item|entry|article|p)[._])?(?:title|authors?|abstract|summary|tl;?dr|date|url|"
    r"link|pdf(?:_url|_link)?|paper(?:_id|_url|_title)?|arxiv(?:_id|_url)?|categor(?:y|ies)|"
    r"motivation|methods?|results?|conclusion|keywords|venue|translation)(?:_(?:zh|en|cn|ja|ko))?"
)
# `{title}` alone is also LaTeX: that has a command, or math, before it.
_BRACES = lazy_pattern(
    rf"\{{\{{[ \t]?{_NAME}[ \t]?\}}\}}|(?<![\w\\$}}^{{]){{{_NAME}}}(?![\w}}$])", 2
)
_WORDS = lazy_pattern(r"URL|LINK|url|link|(?:YOUR|your)[-_][\w-]{1,40}")
_LONGEST_WORD = 46
_PART = lazy_pattern(r"/(?:your|YOUR|unknown\.pdf)")
_WEB = lazy_pattern(
    r"https?://(?:www\.)?(?:github\.com|huggingface\.co|gitlab\.com)/(?:your|YOUR)[-_]?\w{0,20}\b"
    r"|https?://[^\s/]{1,80}/(?:[^\s/]{1,80}/){0,6}unknown\.pdf"
)
_NUMBER = lazy_pattern(r"(?<![\w./-])\d{4}\.\d{0,3}\Z")
_LONGEST_NUMBER = 9  # with the character before it
_UNKNOWN_DIGITS = lazy_pattern(r"(?:x{2,5}|X{2,5})(?![\w-])")


def unfilled(document: Document) -> Iterator[Span]:
    """Yield their places; none in code."""
    text, markdown = document.text, document.markdown
    for at in occurrences(text, "{"):
        match = _BRACES.match(text, at)
        if match and not (markdown.code.at(at) or markdown.math.at(at)):
            yield Span(*match.span())
    for at in (at for sign in ("xx", "XX") for at in occurrences(text, sign)):
        number = _NUMBER.search(text, max(0, at - _LONGEST_NUMBER), at)
        digits = number and _UNKNOWN_DIGITS.match(text, at)
        if number and digits and markdown.prose.at(number.start()):
            yield Span(number.start(), digits.end())
    # Most links have a long address without any of these.
    links = (
        link
        for link in markdown.links
        if (len(link.destination) < _LONGEST_WORD or _PART.search(link.destination))
        and (_WORDS.fullmatch(link.destination) or _WEB.match(link.destination))
    )
    first = next(links, None)
    if first is None or not has_any(text, _LINK_SIGNS):
        return
    for link in chain((first,), links):
        if link.target is not None:
            yield link.target

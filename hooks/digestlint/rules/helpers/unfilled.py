"""Parts of a template that a generator did not fill in."""

from __future__ import annotations

from collections.abc import Iterator

from digestlint._runtime.patterns import lazy_pattern
from digestlint.document.document import Document
from digestlint.markdown import Span
from digestlint.markdown.searching import occurrences

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
_WEB = lazy_pattern(
    r"https?://(?:www\.)?(?:github\.com|huggingface\.co|gitlab\.com)/(?:your|YOUR)[-_]?\w{0,20}\b"
    r"|https?://[^\s/]{1,80}/(?:[^\s/]{1,80}/){0,6}unknown\.pdf"
)
_ID = lazy_pattern(r"(?<![\w./-])\d{4}\.\d{0,3}(?:x{2,5}|X{2,5})(?![\w-])")


def unfilled(document: Document) -> Iterator[Span]:
    """Yield their places; none in code."""
    text, markdown = document.text, document.markdown
    for at in occurrences(text, "{") if "{" in text else ():
        match = _BRACES.match(text, at)
        if match and not (markdown.code.at(at) or markdown.math.at(at)):
            yield Span(*match.span())
    if "xx" in text or "XX" in text:
        for match in _ID.finditer(text):
            if markdown.prose.at(match.start()):
                yield Span(*match.span())
    if not any(sign in text for sign in _LINK_SIGNS):
        return
    for link in markdown.links:
        where = link.target
        if where is not None and (
            _WORDS.fullmatch(link.destination) or _WEB.match(link.destination)
        ):
            yield where

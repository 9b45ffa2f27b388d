"""Text that contains no working URLs: BibTeX, and ``this https URL`` copied from arXiv."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from digestlint._runtime.patterns import lazy_pattern
from digestlint.markdown import Markdown, Span, SpanSet
from digestlint.markdown.searching import occurrences
from digestlint.rules.helpers.pasted_bibtex import pasted_bibtex
from digestlint.rules.helpers.sharing import shared
from digestlint.rules.helpers.urls.latex import hrefs
from digestlint.rules.urls.html_links import html_links

_NOUNS = ("URL", "网址")
_SPACE = r"(?:[ \t\u00a0]+|[ \t]*(?:\r\n?|\n)[ \t>]*)"
# A remainder of the address may precede it: `https: //anonymous.this http URL`.
_BEFORE = lazy_pattern(
    r"(?:https?[ \t]*:?[ \t]*/[ \t]*/[ \t]*[\w./-]{0,80}|(?<![\w./-])[\w./-]{0,80}[./])?"
    rf"(?:(?<![A-Za-z])[Tt]his{_SPACE}https?(?:\(s\))?{_SPACE}"
    r"|(?:此|这个|该)[ \t]*https?(?:\(s\))?[ \t]*)\Z"
)
_AFTER = lazy_pattern(r"(?:/[\w./-]*\w)?")
# The address follows, or the words are quoted: nothing is lost.
_ADDRESS = lazy_pattern(r"[\s:：(（<\[【]{1,6}(?:https?://|www\.)")
_QUOTES = {'"': '"', "'": "'", "“": "”", "‘": "’", "「": "」", "`": "`"}
_LONGEST = 160
_ENDS = ("http", "https", "(s)")


@shared
def bibtex(markdown: Markdown) -> Sequence[Span]:
    """Return the BibTeX entries in the Markdown, whose URLs are not links."""
    return pasted_bibtex(markdown.text)


@shared
def lost_urls(markdown: Markdown) -> Sequence[Span]:
    """Return each ``this https URL`` in the text, in order, with the remainder of its address."""
    return list(_found(markdown))


def _found(markdown: Markdown) -> Iterator[Span]:
    text = markdown.text
    places = sorted((at, noun) for noun in _NOUNS for at in occurrences(text, noun))
    hidden: SpanSet | None = None
    for at, noun in places:
        if not text[max(0, at - 12) : at].rstrip(" \t\r\n>\u00a0").endswith(_ENDS):
            continue
        before = _BEFORE.search(text, max(0, at - _LONGEST), at)
        if before is None or (noun == "URL" and text[at + 3 : at + 4].isalpha()):
            continue
        after = _AFTER.match(text, at + len(noun))
        span = Span(before.start(), after.end() if after else at + len(noun))
        hidden = hidden or _hidden(markdown)
        rest_of_url = "//" in before[0]
        quoted = _QUOTES.get(text[span.start - 1 : span.start]) == text[span.end : span.end + 1]
        if (
            markdown.prose.at(at)
            and (rest_of_url or not (quoted or _ADDRESS.match(text, span.end)))
            and not hidden.at(at)
            and not _in_link(markdown, at)
        ):
            yield span


def _hidden(markdown: Markdown) -> SpanSet:
    in_html = [place for _, place in html_links(markdown)]
    return SpanSet([*hrefs(markdown), *bibtex(markdown), *in_html])


def _in_link(markdown: Markdown, at: int) -> bool:
    link = markdown.link_at(at)
    return link is not None and link.kind != "bare"

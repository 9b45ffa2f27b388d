"""Text that contains no working URLs: BibTeX, and ``this https URL`` copied from arXiv."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from digestlint._runtime.patterns import lazy_pattern
from digestlint.markdown import Markdown, Span, SpanSet
from digestlint.markdown.searching import occurrences
from digestlint.rules.helpers.pasted_bibtex import bibtex
from digestlint.rules.helpers.sharing import shared
from digestlint.rules.helpers.urls.html_links import html_links
from digestlint.rules.helpers.urls.latex import hrefs
from digestlint.text.signs import signs_in

NOUNS = ("URL", "网址", "網址", "链接", "連結", "링크", "リンク", "enlace")
_SPACE = r"(?:[ \t\u00a0]+|[ \t]*(?:\r\n?|\n)[ \t>]*)"
_SCHEME = r"(?:https?(?:\(s\))?|ftp)"
# A remainder of the address may precede it: `https: //anonymous.this http URL`. Translated
# abstracts have translated words: `此 https URL`, `esta URL https`.
_BEFORE = lazy_pattern(
    r"(?:https?[ \t]*:?[ \t]*/[ \t]*/[ \t]*[\w./-]{0,80}|(?<![\w./-])[\w./-]{0,80}[./])?"
    rf"(?:(?<![A-Za-z])[Tt]his{_SPACE}{_SCHEME}{_SPACE}"
    rf"|(?:此|这个|该|本|這個|該|以下|この|次の|以下の)[ \t]*{_SCHEME}[ \t]*(?:的[ \t]*)?"
    rf"|(?<!\w)(?:이|해당|다음|эт(?:ому|ой|от|ом|а|у|и)|est[ae]|cett?e?|dies(?:er|em|en|e)"
    rf"|quest[oa])[ \t]+{_SCHEME}[ \t-]"
    r"|(?:available|accessible|found|hosted|released|provided|published)(?:[ \t]+\w{1,12}){0,2}"
    rf"{_SPACE}(?:at|from|on|here):?{_SPACE}{_SCHEME}{_SPACE}"
    rf"|(?:可在|可于|可於|开源于|位于|发布于|见|請見)[ \t]*{_SCHEME}[ \t]*)\Z"
)
# Languages that put the noun first: `esta URL https`.
_DETERMINED = lazy_pattern(r"(?<!\w)(?:est[ae]|cett?e?|quest[oa])[ \t]+\Z", re.IGNORECASE)
_SCHEME_AFTER = lazy_pattern(rf"[ \t]+{_SCHEME}(?![\w:])")
_AFTER = lazy_pattern(r"(?:/[\w./-]*\w)?")
# The address follows, or the words are quoted: nothing is lost.
_ADDRESS = lazy_pattern(r"[\s:：(（<\[【]{1,6}(?:https?://|www\.)")
_QUOTES = {'"': '"', "'": "'", "“": "”", "‘": "’", "「": "」", "`": "`"}
_LONGEST = 160
_ENDS = ("http", "https", "(s)", "ftp")
_LEAST = 12  # characters before the noun in which the scheme is


@shared
def lost_urls(markdown: Markdown) -> Sequence[Span]:
    """Return each ``this https URL`` in the text, in order, with the remainder of its address."""
    return list(_found(markdown))


def _found(markdown: Markdown) -> Iterator[Span]:
    text = markdown.text
    places = sorted((at, noun) for noun in signs_in(text, NOUNS) for at in occurrences(text, noun))
    hidden: SpanSet | None = None
    last: Span | None = None
    for at, noun in places:
        span = _written(text, at, noun)
        if span is None or markdown.prose.at(at) is None:
            continue
        hidden = hidden or _hidden(markdown)
        rest_of_url = "//" in text[span.start : at]
        quoted = _QUOTES.get(text[span.start - 1 : span.start]) == text[span.end : span.end + 1]
        if (
            (rest_of_url or not (quoted or _ADDRESS.match(text, span.end)))
            and not hidden.at(at)
            and not _in_link(markdown, at)
        ):
            if last is not None and text[last.end : span.start] == "](":  # text and target
                last = Span(last.start, span.end)
                continue
            if last is not None:
                yield last
            last = span
    if last is not None:
        yield last


def _written(text: str, at: int, noun: str) -> Span | None:
    """Return where the words are whose noun is at ``at``, with what is left of an address."""
    end = at + len(noun)
    if noun.isascii() and text[end : end + 1].isalpha() and text[end : end + 1].isascii():
        return None
    if text[max(0, at - _LEAST) : at].rstrip(" \t\r\n>\u00a0-的").endswith(_ENDS):
        before = _BEFORE.search(text, max(0, at - _LONGEST), at)
        after = _AFTER.match(text, end)
        return Span(before.start(), after.end() if after else end) if before else None
    scheme = _SCHEME_AFTER.match(text, end)
    if scheme and (determined := _DETERMINED.search(text, max(0, at - _LEAST), at)):
        return Span(determined.start(), scheme.end())
    return None


def _hidden(markdown: Markdown) -> SpanSet:
    in_html = [place for _, place in html_links(markdown)]
    return SpanSet([*hrefs(markdown), *bibtex(markdown), *in_html])


def _in_link(markdown: Markdown, at: int) -> bool:
    link = markdown.link_at(at)
    return link is not None and link.kind != "bare"

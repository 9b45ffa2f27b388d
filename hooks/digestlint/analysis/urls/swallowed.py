"""Where a bare URL ends when CJK text or full-width punctuation follows without a blank.

GFM ends an autolink at ASCII blanks only (specification 0.29, section 6.9), so it takes in the rest
of a Chinese or Japanese sentence.
"""

from __future__ import annotations

import re
from functools import cache

from digestlint.analysis.urls.hosts import REPOSITORY_HOSTS, host_of, is_host_or_below
from digestlint.markdown import Span
from digestlint.markdown.bare_urls import find
from digestlint.patterns import lazy_pattern
from digestlint.records import NamedTuple

# CJK ideographs, kana, hangul.
_LETTER = (
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
)
# Punctuation that ends or interrupts a sentence and stands in no URL; blanks that are not ASCII.
_PUNCTUATION = "。，、；：！？”’．｡､\u00a0\u2002-\u200a\u3000"
FULL_WIDTH_BRACKETS = {  # closing to opening
    "）": "（",
    "》": "《",
    "」": "「",
    "』": "『",
    "】": "【",
    "〉": "〈",
    "］": "［",
    "｝": "｛",
}
_BRACKETS = "".join(closing + opening for closing, opening in FULL_WIDTH_BRACKETS.items())
_CLAUSE = lazy_pattern(f"[^{_PUNCTUATION}{_BRACKETS}]*")
_OPENING = frozenset(FULL_WIDTH_BRACKETS.values())
# Pages whose names may be in any script.
_NAMED_PAGES = lazy_pattern(r"/wiki/|[?#]")
_ASCII_PATHS = ("arxiv.org", "youtu.be", "youtube.com", "openreview.net")
# How many parts of the path of a repository's page are ASCII: owner and name.
_OWNER_AND_NAME = 2
# Beyond this many characters no URL is in use (sitemaps.org allows 2,048), nor the rest looked at.
_LONGEST_URL = 2048
_HUGGING_FACE_KINDS = lazy_pattern(r"/(?:datasets|spaces|collections|papers)/")


class Swallowed(NamedTuple):
    """The stretch of a bare link that is no part of the URL."""

    start: int
    end: int
    certain: bool  # whether the URL can't go on


# These take longer to compile than most files take to be read, and few files need them.
@cache
def _stop() -> re.Pattern[str]:
    return re.compile(f"[{_PUNCTUATION}{_BRACKETS}{_LETTER}]")


@cache
def _letter() -> re.Pattern[str]:
    return re.compile(f"[{_LETTER}]")


def find_swallowed(text: str, span: Span) -> Swallowed | None:
    """The part of the bare link at ``span`` that belongs to the sentence, or None."""
    if text[span.start : span.end].isascii():
        return None
    depth: dict[str, int] = {}
    for match in _stop().finditer(text, span.start, min(span.end, span.start + _LONGEST_URL)):
        character = match[0]
        if character in _OPENING:
            if not _continues(text, span, match.start()):
                return _cut(text, span, match.start(), certain=True)
            depth[character] = depth.get(character, 0) + 1
        elif character in FULL_WIDTH_BRACKETS:
            opening = FULL_WIDTH_BRACKETS[character]
            if not depth.get(opening):
                return _cut(text, span, match.start(), certain=True)
            depth[opening] -= 1
        elif _letter().match(character):
            certain = _ends_before_letter(text, span, match.start())
            if certain is not None:
                return _cut(text, span, match.start(), certain=certain)
        else:
            return _cut(text, span, match.start(), certain=True)
    return None


def _continues(text: str, span: Span, at: int) -> bool:
    """Whether the full-width bracket at ``at`` may be part of a page's name: it closes again."""
    closing = next(close for close, opening in FULL_WIDTH_BRACKETS.items() if opening == text[at])
    in_name = not text[at - 1].isascii() or _NAMED_PAGES.search(text, span.start, at)
    return bool(in_name) and closing in text[at : span.end]


def _ends_before_letter(text: str, span: Span, at: int) -> bool | None:
    """Whether the URL ends before the CJK letter: True, False (most likely), None (it goes on)."""
    before = text[at - 1]
    url = text[span.start : at]
    host = host_of(url)
    rest = url.partition("//")[2] or url
    if "/" not in rest:  # still in the host: example.com是
        return True if "." in rest and before.isascii() and before.isalnum() else None
    if _NAMED_PAGES.search(rest):
        return None
    if is_host_or_below(host, _ASCII_PATHS):
        return True
    depth = _HUGGING_FACE_KINDS.sub("/", rest).count("/")
    if depth <= _OWNER_AND_NAME and is_host_or_below(host, REPOSITORY_HOSTS):
        return True
    clause = _CLAUSE.match(text, at, span.end)
    goes_on = clause is not None and "/" in clause[0]
    return False if before.isascii() and before.isalnum() and not goes_on else None


def _cut(text: str, span: Span, at: int, *, certain: bool) -> Swallowed | None:
    end = trimmed_end(text, span.start, at)
    return Swallowed(end, span.end, certain) if "." in text[span.start : end] else None


def trimmed_end(text: str, start: int, end: int) -> int:
    """Where the bare URL that begins at ``start`` ends if nothing after ``end`` counts."""
    kept = next(find(text[start:end]), None)
    return start + kept[1] if kept and kept[0] == 0 else end

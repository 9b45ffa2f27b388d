"""Where a bare URL ends if CJK text or another non-ASCII character follows without a space.

GFM ends an autolink only at ASCII spaces (specification 0.29, section 6.9), so the link includes
the rest of a Chinese or Japanese sentence.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.markdown import Span
from digestlint.markdown.bare_urls import find
from digestlint.rules.helpers.urls.hosts import REPOSITORY_HOSTS, host_of, in_host, is_host_or_below
from digestlint.rules.urls.marks import is_mark

# CJK ideographs, kana, hangul.
_LETTER = (
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
)
# Punctuation that hardly any URL contains, and non-ASCII spaces.
_PUNCTUATION = (
    "。，、；：！？．｡､\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u3000"
)
FULL_WIDTH_BRACKETS = {  # closing to opening
    "）": "（",
    "》": "《",
    "」": "「",
    "』": "『",
    "】": "【",
    "〉": "〈",
    "］": "［",
    "｝": "｛",
    "”": "“",
    "’": "‘",
    "»": "«",
}
_OPENING = frozenset(FULL_WIDTH_BRACKETS.values())
_BRACKETS = "".join(closing + opening for closing, opening in FULL_WIDTH_BRACKETS.items())
_CLAUSE = lazy_pattern(f"[^{_PUNCTUATION}{_BRACKETS}]*")
_SENTENCE_SIGNS = frozenset("…⋯—―⸺")  # rare in names of pages
# Signs that occur between Latin letters in names of pages.
_SIGNS_IN_NAMES = frozenset("–‐‑·・‧•™®©°′″")
_ELLIPSIS = "…"
# ASCII signs between a URL and the text after it: name--欢迎, name->欢迎
_SIGNS_AT_END = lazy_pattern(r"(?<![-|+=~^>…⋯—―])[-|+=~^>…⋯—―]+\Z")
# Pages whose names may be in any script.
_PAGES = lazy_pattern(r"/(?:wiki|item|search|tags?|topics?)/|/@")
_QUERY = lazy_pattern(r"[?#]")
_NAMED_PAGES = lazy_pattern(rf"{_PAGES.pattern}|{_QUERY.pattern}")
_ASCII_PATHS = ("arxiv.org", "alphaxiv.org", "youtu.be", "youtube.com", "openreview.net", "doi.org")
# Queries of these hosts that end in an identifier.
_IDENTIFIER = lazy_pattern(
    r"[^/?]*/[\w./-]*\?(?:[\w.]+=[\w%.-]*&)*+(?:id|v|noteId|t|list|si)=[\w-]+\Z"
)
# The first two parts of the path of a repository are ASCII.
_OWNER_AND_NAME = 2
_LONGEST_URL = 2048  # the limit of sitemaps.org; the rest is not examined
_HUGGING_FACE_KINDS = lazy_pattern(r"/(?:datasets|spaces|collections|papers)/")
# The path may continue after a sign: /a——b/c; in the name of a file, it does: /a，b.html
_PATH = lazy_pattern(r"[^\x00-\x20/?]*[/?]")
_FILE = lazy_pattern(
    r"[^\x00-\x20]*\.(?:md|html?|pdf|txt|ipynb|py|docx?|pptx?|png|jpe?g|svg|zip|csv|json)\b",
    re.IGNORECASE,
)
_CUT_OFF = lazy_pattern(r"\.{2,}[^\w/]*\Z")
_SAYS_CUT_OFF = lazy_pattern(
    r"[….]*[（(\[【][^）)\]】\r\n]{0,12}?(?:truncated|cut off|shortened|截断|被截|缩略)",
    re.IGNORECASE,
)


class Swallowed(NamedTuple):
    """The part of a bare link that is not part of the URL."""

    start: int
    end: int
    certain: bool  # whether the URL cannot continue
    cut_off: bool = False  # whether the URL before it is truncated


@cache  # compiling takes longer than reading most files, and few files need it
def _letter() -> re.Pattern[str]:
    return re.compile(f"[{_LETTER}]")


_NOT_ASCII = lazy_pattern(r"[^\x00-\x7f]")


def find_swallowed(text: str, span: Span) -> Swallowed | None:
    """Return the part of the bare link at ``span`` that is sentence text, or None."""
    if text[span.start : span.end].isascii():
        return None
    depth: dict[str, int] = {}
    first = True
    for match in _NOT_ASCII.finditer(text, span.start, min(span.end, span.start + _LONGEST_URL)):
        at = match.start()
        certain = _ends(text, span, at, depth, first=first)
        if certain is not None:
            return _cut(text, span, at, certain=certain)
        first = False
    return None


def find_in_target(text: str, span: Span) -> Swallowed | None:
    """Return the end of the link target or autolink at ``span`` that cannot be part of its URL."""
    found = find_swallowed(text, span)
    certain = found and not found.cut_off and _holds_any_script(text[span.start : found.start])
    return found if certain is False else None


def _ends(text: str, span: Span, at: int, depth: dict[str, int], *, first: bool) -> bool | None:
    """Whether the URL ends at ``at``: True, False (most likely), None (it continues).

    ``depth`` counts open brackets; ``first`` is whether everything before ``at`` is ASCII.
    """
    character = text[at]
    if character in _OPENING:
        if not _continues(text, span, at):
            return True
        depth[character] = depth.get(character, 0) + 1
        return None
    if character in FULL_WIDTH_BRACKETS:
        opening = FULL_WIDTH_BRACKETS[character]
        if not depth.get(opening):
            return True if character != "’" else _ends_before_sign(text, span, at)
        depth[opening] -= 1
        return None
    if character in _PUNCTUATION:
        return _ends_before_punctuation(text, span, at)
    if not first:  # the path may be in any script
        return None
    if _letter().match(character):
        return _ends_before_letter(text, span, at)
    if is_mark(character):
        return _ends_before_sign(text, span, at)
    url = text[span.start : at]
    ends = _holds_any_script(url) is False and not in_host(url, text, at, span.end)
    return True if ends else None


def _continues(text: str, span: Span, at: int) -> bool:
    """Whether the full-width bracket at ``at`` is closed again, as in the name of a page."""
    closing = next(close for close, opening in FULL_WIDTH_BRACKETS.items() if opening == text[at])
    in_name = not text[at - 1].isascii() or _holds_any_script(text[span.start : at])
    return bool(in_name) and closing in text[at : span.end]


def _holds_any_script(url: str) -> bool | None:
    """Whether the path of ``url`` may continue in any script; None if the host is not known."""
    rest = url.partition("//")[2] or url
    if "/" not in rest:  # still in the host: example.com是
        return not ("." in rest and rest[-1].isascii() and rest[-1].isalnum())
    ascii_only = is_host_or_below(host_of(url), _ASCII_PATHS)
    if _NAMED_PAGES.search(rest):
        return not (ascii_only and _IDENTIFIER.match(rest))
    depth = _HUGGING_FACE_KINDS.sub("/", rest[:-1]).count("/")
    in_name = depth <= _OWNER_AND_NAME and is_host_or_below(host_of(url), REPOSITORY_HOSTS)
    return False if ascii_only or in_name else None


def _ends_before_letter(text: str, span: Span, at: int) -> bool | None:
    url = text[span.start : at]
    holds = _holds_any_script(url)
    if holds is not None:
        return None if holds else True
    clause = _CLAUSE.match(text, at, span.end)
    goes_on = clause is not None and "/" in clause[0]
    return False if url[-1].isalnum() and not goes_on else None


def _ends_before_punctuation(text: str, span: Span, at: int) -> bool | None:
    """Whether the URL ends at ``at``; names of pages may continue: /wiki/你好，李焕英."""
    url = text[span.start : at]
    if url.isascii():
        return True
    end = _end_of_path(text, span, at)
    if _FILE.match(text, at, end):
        return None
    return not _holds_any_script(url) and not _PATH.match(text, at, end)


def _ends_before_sign(text: str, span: Span, at: int) -> bool | None:
    url = text[span.start : at]
    holds = _holds_any_script(url)
    if holds:
        return _ends_in_query(text, url, at)
    if holds is False:
        return True
    end = _end_of_path(text, span, at)
    if _FILE.match(text, at, end) or _PATH.match(text, at, end):
        return None
    after = at
    while after < span.end and not text[after].isascii() and is_mark(text[after]):
        after += 1
    if after < span.end and not _letter().match(text[after]):  # Latin letters may continue a name
        return None if text[at] in _SIGNS_IN_NAMES else False
    # A part of a path may be an emoji.
    in_no_name = url[-1].isalnum() or unicodedata.category(text[at]) != "So"
    return text[at] in _SENTENCE_SIGNS or (in_no_name and text[at] not in _SIGNS_IN_NAMES)


def _ends_in_query(text: str, url: str, at: int) -> bool | None:
    """Whether a query or fragment ends at ``at``; anchors on GitHub contain no signs."""
    if _PAGES.search(url) or not _QUERY.search(url):
        return None
    of_heading = "#" in url and is_host_or_below(host_of(url), REPOSITORY_HOSTS)
    return of_heading or (False if text[at] not in _SIGNS_IN_NAMES else None)


def _end_of_path(text: str, span: Span, at: int) -> int:
    """Return where the link ends, or the next URL in it begins."""
    following = text.find("://", at, span.end)
    return span.end if following < 0 else max(at, following - len("https"))


def _cut(text: str, span: Span, at: int, *, certain: bool) -> Swallowed | None:
    end = trimmed_end(text, span.start, at)
    signs = _SIGNS_AT_END.search(text, span.start, end)
    if signs:
        end = trimmed_end(text, span.start, signs.start())
        certain = certain and signs[0] != "-"
    certain = certain and _is_of_url(text[span.start : end])
    rest = text[span.start : end].partition("//")[2]
    if "." not in text[span.start : end] or not any(map(str.isalnum, rest or "www")):
        return None
    single = text[at] == _ELLIPSIS and not text.startswith(_ELLIPSIS, at + 1)
    cut_off = (
        single
        or _CUT_OFF.search(text, max(span.start, at - 8), at) is not None
        or _SAYS_CUT_OFF.match(text, at) is not None
    )
    return Swallowed(end, span.end, certain, cut_off)


def _is_of_url(kept: str) -> bool:
    """Whether no word in ``kept`` may be sentence text, as in ``（https://a.b/c获取）``."""
    return not (found := _NOT_ASCII.search(kept)) or bool(_holds_any_script(kept[: found.start()]))


def trimmed_end(text: str, start: int, end: int) -> int:
    """Return where the bare URL that begins at ``start`` ends if the text stopped at ``end``."""
    kept = next(find(text[start:end]), None)
    return start + kept[1] if kept and kept[0] == 0 else end

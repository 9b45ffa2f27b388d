"""Bare URLs that GitHub turns into links.

Follows the GFM specification 0.29, section 6.9 (extended autolinks), and where it is silent
(what may stand before a URL, non-ASCII host names) cmark-gfm's autolink extension.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import zip_longest
from typing import NamedTuple

from digestlint.markdown.model import Link, Span

_START = re.compile(r"(?:(?<![A-Za-z])(?:https?|ftp)://|(?<![^\s*_~(])www\.)", re.IGNORECASE)
_ENTITY_AT_END = re.compile(r"&[A-Za-z0-9]+;\Z")
_BREAK = re.compile(r"[ \t\r\n\f\v<]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_LONGEST_DOMAIN = 253  # characters (RFC 1035, section 2.3.4: 255 octets with their lengths)


class _Beginning(NamedTuple):
    """Where a URL begins, and up to where it could run."""

    start: int
    domain: int
    stop: int


def find(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Yield the spans of the extended autolinks of ``text[start:end]``, whatever surrounds them.

    A URL that the link before it has swallowed, with the sentence between the two, follows as a
    link of its own, which ends where the next one begins.
    """
    beginnings = list(_beginnings(text, start, len(text) if end is None else end))
    swallowed = 0
    for url, following in zip_longest(beginnings, beginnings[1:]):
        inside = url.start < swallowed
        stop = min(url.stop, following.start) if inside and following else url.stop
        url_end = _trim(text, url.start, stop)
        if url_end > url.domain:
            swallowed = max(swallowed, url_end)
            yield url.start, url_end


def _beginnings(text: str, start: int, end: int) -> Iterator[_Beginning]:
    """What can begin a link; not what belongs to the URL before it, as in web archives."""
    stop = -1  # the next break; in a long line without blanks, many URLs share one
    url_end = -1  # the first non-ASCII character, or the break, after the URL before
    for match in _START.finditer(text, start, end):
        if match.start() < url_end:
            continue
        has_scheme = not match[0].lower().startswith("www.")
        domain = match.end() if has_scheme else match.start()
        if stop < domain:
            stop = _end_of(_BREAK, text, domain, end)
        if _domain(text, domain, stop, allow_short=has_scheme):
            url_end = _end_of(_NOT_ASCII, text, domain, stop)
            yield _Beginning(match.start(), domain, stop)


def _end_of(break_: re.Pattern[str], text: str, start: int, end: int) -> int:
    found = break_.search(text, start, end)
    return found.start() if found else end


def links(text: str, opaque: list[Span]) -> Iterator[Link]:
    """Yield bare URLs of ``text`` outside the sorted spans ``opaque``."""
    edges = [0, *(edge for span in opaque for edge in span), len(text)]
    for gap_start, gap_end in zip(edges[::2], edges[1::2], strict=True):
        for start, end in find(text, gap_start, gap_end):
            span = Span(start, end)
            url = text[start:end]
            destination = url if "://" in url[:8] else f"http://{url}"
            yield Link(span, span, destination, span, "bare")


def _domain(text: str, start: int, end: int, *, allow_short: bool) -> bool:
    """Whether a valid domain begins at ``start``: two segments, no ``_`` in the last two."""
    end = min(end, start + _LONGEST_DOMAIN)
    dots = underscores_before = underscores = 0
    for i in range(start, end):
        character = text[i]
        if character == "_":
            underscores += 1
        elif character == ".":
            underscores_before, underscores = underscores, 0
            dots += 1
        elif character != "-" and not _is_host_character(character):
            break
    else:
        i = end
    if i == start or underscores or underscores_before:
        return False
    return allow_short or dots >= 1


def _is_host_character(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character)[0] not in "ZPC"


def _trim(text: str, start: int, end: int) -> int:
    """Give back the punctuation at the end that belongs to the sentence."""
    opened = text.count("(", start, end)
    closed = text.count(")", start, end)
    while end > start:
        last = text[end - 1]
        if last in "?!.,:*_~'\"":
            end -= 1
        elif last == ")" and closed > opened:
            closed -= 1
            end -= 1
        elif last == ";":
            entity = _ENTITY_AT_END.search(text, max(start, end - 32), end)
            end = entity.start() if entity else end - 1
        else:
            break
    return end

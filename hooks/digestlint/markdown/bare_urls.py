"""Bare URLs that GitHub turns into links.

Follows the GFM specification 0.29, section 6.9 (extended autolinks), and where it is silent
(what may stand before a URL, non-ASCII host names) cmark-gfm's autolink extension.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from digestlint.markdown.model import Link, Span

_START = re.compile(r"(?:(?<![A-Za-z])(?:https?|ftp)://|(?<![^\s*_~(])www\.)", re.IGNORECASE)
_ENTITY_AT_END = re.compile(r"&[A-Za-z0-9]+;\Z")
_BREAK = re.compile(r"[ \t\r\n\f\v<]|\Z")


def find(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the extended autolinks of ``text``, whatever surrounds them."""
    stop = -1  # the next break; in a long line without blanks, many URLs share one
    for match in _START.finditer(text):
        has_scheme = not match[0].lower().startswith("www.")
        domain_start = match.end() if has_scheme else match.start()
        if stop < domain_start:
            broken = _BREAK.search(text, domain_start)
            stop = broken.start() if broken else len(text)
        end = stop
        if _domain(text, domain_start, end, allow_short=has_scheme):
            end = _trim(text, match.start(), end)
            if end > domain_start:
                yield match.start(), end


def links(text: str, opaque: list[Span]) -> Iterator[Link]:
    """Yield bare URLs of ``text`` outside the sorted spans ``opaque``."""
    i = 0
    for start, end in find(text):
        while i < len(opaque) and opaque[i].end <= start:
            i += 1
        if i < len(opaque) and opaque[i].start <= start:
            continue
        # A code span or a link may begin inside what looks like one URL.
        if i < len(opaque) and opaque[i].start < end:
            end = _trim(text, start, opaque[i].start)
        span = Span(start, end)
        url = text[start:end]
        destination = url if "://" in url[:8] else f"http://{url}"
        yield Link(span, span, destination, span, "bare")


def _domain(text: str, start: int, end: int, *, allow_short: bool) -> bool:
    """Whether a valid domain begins at ``start``: two segments, no ``_`` in the last two."""
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

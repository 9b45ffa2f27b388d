"""Bare URLs that GitHub turns into links.

Follows the GFM specification 0.29, section 6.9 (extended autolinks), and where it is silent
(what may be before a URL, non-ASCII host names) cmark-gfm's autolink extension.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.markdown.nodes import Link
from digestlint.markdown.searching import occurrences
from digestlint.text.spans import Span, SpanSet

_SCHEME = lazy_pattern(r"(?<![A-Za-z])(?:https?|ftp)://", re.IGNORECASE)
_LONGEST_SCHEME = 5
_WWW = lazy_pattern(r"(?<![^\s*_~(])www\.", re.IGNORECASE)
_ENTITY_AT_END = lazy_pattern(r"&[A-Za-z0-9]+;\Z")
_BREAK = lazy_pattern(r"[ \t\r\n\f\v<]")
_NOT_ASCII = lazy_pattern(r"[^\x00-\x7f]")
_LONGEST_BEFORE = 200  # characters between a bracket and the URL inside; only a limit on the time
_LONGEST_DOMAIN = 253  # characters (RFC 1035, section 2.3.4: 255 octets with their lengths)


class _Beginning(NamedTuple):
    """Where a URL begins, and how far it could extend."""

    start: int
    domain: int
    stop: int


def find(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Yield the spans of the extended autolinks of ``text[start:end]``, whatever surrounds them."""
    end = len(text) if end is None else end
    return _links(text, sorted(_openings(text, start, end)), end)


def links(text: str, opaque: Sequence[SpanSet]) -> Iterator[Link]:
    """Yield bare URLs of ``text`` outside all spans of ``opaque``."""
    gap, in_gap = Span(0, 0), list[Span]()
    # Most are the destinations of other links, and not kept.
    openings = list(_openings(text, 0, len(text)))
    for spans in opaque:
        openings = [opening for opening in openings if not spans.overlaps(*opening)]
    for opening in sorted(openings):
        if opening.start >= gap.end:
            yield from _bare(text, in_gap, gap.end)
            gaps = [spans.gap(opening.start, len(text)) for spans in opaque]
            gap = Span(max(gap.start for gap in gaps), min(gap.end for gap in gaps))
            in_gap = []
        in_gap.append(opening)
    yield from _bare(text, in_gap, gap.end)


def _bare(text: str, openings: list[Span], stop: int) -> Iterator[Link]:
    for start, end in _links(text, openings, stop):
        span = Span(start, end)
        url = text[start:end]
        destination = url if "://" in url[:8] else f"http://{url}"
        yield Link(span, span, destination, span, "bare")


def _openings(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the places of ``http://`` and the like, in no particular order.

    A single regular expression for them would take longer than the rest of a parse.
    """
    for at in occurrences(text, "://", start, end):
        for first in range(max(start, at - _LONGEST_SCHEME), at):
            if scheme := _SCHEME.match(text, first, end):
                yield Span(*scheme.span())
                break
    for end_of_www in ("w.", "W."):
        firsts = (at - 2 for at in occurrences(text, end_of_www, start, end) if at - 2 >= start)
        yield from (Span(at, at + 4) for at in firsts if _WWW.match(text, at, end))


def _links(text: str, openings: Iterable[Span], end: int) -> Iterator[tuple[int, int]]:
    """Yield the links that begin at ``openings`` and are before ``end``.

    A URL that was swallowed by the link before it, with the sentence between the two, is yielded as
    a link of its own, which ends where the next one begins.
    """
    beginnings = list(_beginnings(text, openings, end))
    swallowed = 0
    for url, following in zip_longest(beginnings, beginnings[1:]):
        inside = url.start < swallowed
        stop = min(url.stop, following.start) if inside and following else url.stop
        url_end = _trim(text, url.start, _closing_bracket(text, url.start, stop))
        if url_end > url.domain:
            swallowed = max(swallowed, url_end)
            yield url.start, url_end


def _beginnings(text: str, openings: Iterable[Span], end: int) -> Iterator[_Beginning]:
    """Yield what can begin a link; not what belongs to the URL before it, as in web archives."""
    stop = -1  # the next break; in a long line without spaces, many URLs share one
    url_end = -1  # the first non-ASCII character, or the break, after the URL before
    for opening in openings:
        if opening.start < url_end:
            continue
        has_scheme = text[opening.end - 1] == "/"
        domain = opening.end if has_scheme else opening.start
        if stop < domain:
            stop = _end_of(_BREAK, text, domain, end)
        if _domain(text, domain, stop, allow_short=has_scheme):
            url_end = _end_of(_NOT_ASCII, text, domain, stop)
            yield _Beginning(opening.start, domain, stop)


def _end_of(break_: re.Pattern[str], text: str, start: int, end: int) -> int:
    found = break_.search(text, start, end)
    return found.start() if found else end


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


def _closing_bracket(text: str, start: int, end: int) -> int:
    """Return where the bracket opened before ``start`` is closed in its line, else ``end``.

    cmark-gfm does not link URLs inside brackets; readers see a URL between them.
    """
    closing = text.find("]", start, end)
    if closing < 0 or text.find("[", start, closing) >= 0:
        return end
    first = max(0, start - _LONGEST_BEFORE)
    opened = text.rfind("[", first, start)
    others = max(text.rfind(character, first, start) for character in "]\r\n")
    return closing if opened > others else end


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

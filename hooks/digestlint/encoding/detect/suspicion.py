"""Whether a text deserves a closer look: most text holds nothing that could be mojibake.

The tables of code pages take longer to build than a digest takes to read, so those for the first
check are precomputed in ``suspicious_characters``.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache, reduce
from operator import or_

from digestlint.encoding.detect import suspicious_characters as known

_CONTROL, _FIRST_HANZI, _LAST = "\x80", "\u4e00", "\uffff"
"""A place of several characters begins with a control character or with what is East Asian."""

_SHORT = 8_000
"""Characters of a text that is read in less time than a pattern is compiled in."""


def is_suspicious(text: str) -> bool:
    """Whether a UTF-8 lead byte and a continuation byte stand side by side, in some code page.

    Other text holds no mojibake of single-byte code pages that ``find_mojibake`` could recognise.
    """
    leads, trailing = _roles()
    for match in _pair().finditer(text):
        end = match.end()
        if leads[text[end - 1]] & trailing[text[end]]:
            return True
    return False


def may_be_suspicious(chars: frozenset[str]) -> bool:
    """Whether a text with these characters may be suspicious: one code page has both bytes."""
    leads, trailing = (
        reduce(or_, map(pages.__getitem__, chars & pages.keys()), 0) for pages in _roles()
    )
    return leads & trailing != 0


@cache
def _roles() -> tuple[dict[str, int], dict[str, int]]:
    """Return in which code pages, as bits, a character is the one or the other of a pair."""
    return _by_character(known.LEADS), _by_character(known.TRAILING)


@cache
def _pair() -> re.Pattern[str]:
    return re.compile(known.PAIR)


def suspicious(text: str, chars: frozenset[str] | None = None) -> Iterator[tuple[int, int]]:
    """Yield places that look like letters outside Latin in some multi-byte code pages, and which.

    The code pages are bits. Two hanzi, kana or hangul are a lead byte, two continuations, a lead
    and two continuations, which come out as three characters. Cyrillic is recognised by four
    letters. Text without any such place needs no closer look.

    Args:
        text: Any text.
        chars: Its characters beyond ASCII, if they are known.
    """
    if chars is not None and max(chars, default="") < _FIRST_HANZI and _CONTROL not in chars:
        return
    first, second, cyrillic = _places()
    for at in _places_of_first(text):
        following = text[at + 1 : at + 2]
        if not following or following > _LAST:
            continue
        one, other = ord(text[at]), ord(following)
        if second[other] and first[one]:
            found = first[one] & second[other]
        elif cyrillic[other] and cyrillic[one] and at + 4 <= len(text):
            found = cyrillic[one]
            for letter in text[at + 1 : at + 4]:
                found &= cyrillic[ord(letter)] if letter <= _LAST else 0
        else:
            continue
        if found:
            yield at, found


def _places_of_first(text: str) -> Iterator[int]:
    if len(text) >= _SHORT:
        return (match.start() for match in _first_of_several().finditer(text))
    first, _, cyrillic = _places()
    chars = ((at, char) for at, char in enumerate(text) if "\x80" <= char <= _LAST)
    return (at for at, char in chars if first[ord(char)] or cyrillic[ord(char)])


@cache
def _first_of_several() -> re.Pattern[str]:
    # The tables say what follows: compiling one more such class would take longer than a look-up.
    return re.compile(known.FIRST_OF_SEVERAL)


@cache
def _places() -> tuple[bytes, bytes, bytes]:
    """Return which code pages have what where in such places, a byte for each code point.

    Dictionaries would take half a megabyte.
    """
    first, second, cyrillic = map(_by_point, (known.FIRST, known.SECOND, known.CYRILLIC))
    return first, second, cyrillic


def _by_point(table: Iterable[tuple[int, str]]) -> bytes:
    found = bytearray(ord(_LAST) + 1)
    for pages, chars in table:
        for char in chars:
            found[ord(char)] = pages & 0xFF
    return bytes(found)


def _by_character(table: Iterable[tuple[int, str]]) -> dict[str, int]:
    return {char: pages for pages, chars in table for char in chars}

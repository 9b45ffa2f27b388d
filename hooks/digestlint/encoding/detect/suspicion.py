"""Whether a text deserves a closer look: most text holds nothing that could be mojibake.

The tables of code pages take longer to build than a digest takes to read, so those for the first
check are precomputed in ``suspicious_characters``.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from digestlint.encoding.detect import suspicious_characters as known


def is_suspicious(text: str) -> bool:
    """Whether a UTF-8 lead byte and a continuation byte stand side by side, in some code page.

    Other text holds no mojibake of single-byte code pages that ``find_mojibake`` could recognise.
    """
    pattern, leads, trailing = _pairs()
    for match in pattern.finditer(text):
        end = match.end()
        if leads[text[end - 1]] & trailing[text[end]]:
            return True
    return False


@cache
def _pairs() -> tuple[re.Pattern[str], dict[str, int], dict[str, int]]:
    """Return a pattern for pairs, and in which code pages, as bits, a character is what in them."""
    leads, trailing = _by_character(known.LEADS), _by_character(known.TRAILING)
    return re.compile(known.PAIR), leads, trailing


def suspicious(text: str) -> Iterator[tuple[int, int]]:
    """Yield places that look like letters outside Latin in some multi-byte code pages, and which.

    The code pages are bits. Two hanzi, kana or hangul are a lead byte, two continuations, a lead
    and two continuations, which come out as three characters. Cyrillic is recognised by four
    letters. Text without any such place needs no closer look.
    """
    if _first_of_several().search(text) is None:
        return
    first, second, cyrillic = _places()
    for match in _first_of_several().finditer(text):
        at = match.start()
        char, following = text[at], text[at + 1 : at + 2]
        if following in second and char in first:
            found = first[char] & second[following]
        elif following in cyrillic and char in cyrillic and at + 4 <= len(text):
            found = -1
            for letter in text[at : at + 4]:
                found &= cyrillic.get(letter, 0)
        else:
            continue
        if found:
            yield at, found


@cache
def _first_of_several() -> re.Pattern[str]:
    # The tables say what follows: compiling one more such class would take longer than a look-up.
    return re.compile(known.FIRST_OF_SEVERAL)


def _places() -> Iterator[dict[str, int]]:
    """Return which code pages have what where in such places.

    It takes half a millisecond, and half a megabyte that few texts need: nothing is kept.
    """
    return map(_by_character, (known.FIRST, known.SECOND, known.CYRILLIC))


def _by_character(table: Iterable[tuple[int, str]]) -> dict[str, int]:
    return {char: pages for pages, chars in table for char in chars}

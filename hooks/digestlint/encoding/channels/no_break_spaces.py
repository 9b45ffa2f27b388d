"""No-break spaces that became spaces: the byte A0, which ends many characters, looks like a space.

Whether a space is half of a character shows by what is around it: there are no spaces between
hanzi, and no two in a row between words.
"""

import re
import unicodedata
from functools import cache, lru_cache
from math import log2

from digestlint.encoding.channels.codepages import CodePage, code_page

SOFT_HYPHEN = "\xad"
_SURE = 8.0
_HANZI = 6.0
_ALONE = _MIDDLE = 4.0
BELIEVED = 8.0
"""Bits from which on the whole text shows that no-break spaces became spaces."""

_INDIC = range(0x900, 0xF00)
_AFTER_A_LETTER = "ะาำๅ"
"""Vowels of Thai that are no marks, but follow a letter as well."""


@cache
def _never_first() -> tuple[bytes, ...]:
    """Return what no word begins with in the scripts of India and Thailand, as UTF-8."""
    return tuple(
        char.encode()
        for char in map(chr, _INDIC)
        if unicodedata.category(char)[0] == "M" or char in _AFTER_A_LETTER
    )


class _Patterns:
    """What is cut short before a space, in the characters of a code page."""

    def __init__(self, page: CodePage) -> None:
        def of(first: int, last: int) -> str:
            return f"[{re.escape(page.table[first : last + 1])}]"

        trailing = of(0x80, 0xBF)
        # E3 80 A0 and EF .. A0 are hardly ever written, what E3 80 and EF lost is everywhere.
        hanzi = (
            f"(?:{of(0xE4, 0xE9)}{trailing}?|{of(0xE3, 0xE3)}(?:(?!{of(0x80, 0x80)}){trailing})?)"
        )
        lead = of(0xE2, 0xEF)
        letter = f"{of(0xC3, 0xC3)}"
        self.hanzi_inside = re.compile(f"{hanzi} (?={lead})")
        self.letter_ends = re.compile(rf"(?<=[^\W\d_]){letter} (?=[ ,.;:!?)\]]\S?)(?! \n)")
        # After a letter of two bytes, it is the end of a word and may lack another byte.
        alone = rf"(?<![^\W\d_])(?<!{trailing}){letter} "
        self.letter_alone = re.compile(f"{alone}(?! *$)", re.MULTILINE)
        # The zero among other digits of Arabic, and a letter before what belongs to it.
        arabic, digit = of(0xD9, 0xD9), f"{of(0xD9, 0xD9)}{of(0xA1, 0xA9)}"
        marks: dict[int, set[str]] = {}
        for _, second, third in _never_first():
            marks.setdefault(second, set()).add(page.table[third])
        mark = "|".join(
            f"{of(second, second)}[{re.escape(''.join(sorted(chars)))}]"
            for second, chars in sorted(marks.items())
        )
        indic = of(0xE0, 0xE0)
        self.inside = re.compile(
            f"(?<={digit})(?:{arabic} )+|{indic}{trailing} (?={indic}(?:{mark}))"
        )
        self.zero_first = re.compile(rf"(?<![^\W\d_])(?<!{trailing}){arabic} (?={digit})")
        # Of the small letters, only the one with the byte AD may be lost as well.
        self.letter_inside = re.compile(f"(?<=[a-z])({letter}) (?=[a-z])")
        four = f"{of(0xF0, 0xF4)}(?: {trailing}|{trailing} )"
        self.middle = re.compile(f"(?:{of(0xE3, 0xEF)} |{four})(?={trailing})")
        self.unbroken = re.compile(f"{of(0xE4, 0xE9)}{trailing}{{2}}(?={lead})")
        self.broken = re.compile(f"{of(0xE4, 0xE9)}{trailing}{{2}} (?={lead})")
        self.belongs = re.compile(
            f"({hanzi}) (?={lead}| [^ |]|[,.;:!?)\\]\n\r]|\\Z)"
            rf"|({letter}) (?=[ ,.;:!?)\]\n\r]|\Z)|{alone}"
        )


@lru_cache(maxsize=32)
def _patterns(name: str) -> _Patterns:
    return _Patterns(code_page(name))


def evidence(text: str, page: CodePage) -> float:
    """Return the bits for "no-break spaces became spaces" that ``text`` shows."""
    known = _patterns(page.name)
    found = _SURE * len(known.letter_ends.findall(text))
    found += _ALONE * len(known.letter_alone.findall(text))
    found += _MIDDLE * len(known.middle.findall(text))
    found += _SURE * len(known.inside.findall(text))
    if SOFT_HYPHEN in text:
        found += _ALONE * len(known.letter_inside.findall(text))
    inside = len(known.hanzi_inside.findall(text))
    if inside:
        unbroken = len(known.unbroken.findall(text))
        broken = len(known.broken.findall(text))
        found += inside * max(_HANZI + log2((unbroken + 1) / (broken + 1)), 0.0)
    return found


def with_no_break_spaces(text: str, page: CodePage, *, keeps_ad: bool) -> str:
    """Return ``text`` with the no-break spaces that became spaces, where that is clear.

    ``keeps_ad`` says whether the byte AD is never lost.
    """
    known = _patterns(page.name)
    text = known.inside.sub(_with_its_byte, text)
    text = known.zero_first.sub(_with_its_byte, text)
    text = known.belongs.sub(_with_its_byte, text)
    return known.letter_inside.sub(_with_its_byte, text) if keeps_ad else text


def _with_its_byte(match: re.Match[str]) -> str:
    return match[0].replace(" ", "\xa0")

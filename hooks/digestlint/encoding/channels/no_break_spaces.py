"""No-break spaces that became spaces: the byte A0, which ends many characters, looks like a space.

Whether a space is half of a character shows by what is around it: there are no spaces between
hanzi, and no two in a row between words.
"""

import re
from functools import lru_cache
from math import log2

from digestlint.encoding.channels.codepages import CodePage, code_page

SOFT_HYPHEN = "\xad"
_SURE = 8.0
_HANZI = 6.0
_ALONE = _MIDDLE = 4.0
BELIEVED = 8.0
"""Bits from which on the whole text shows that no-break spaces became spaces."""


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
    text = known.belongs.sub(_with_its_byte, text)
    return known.letter_inside.sub(_with_its_byte, text) if keeps_ad else text


def _with_its_byte(match: re.Match[str]) -> str:
    return match[0][:-1] + "\xa0"

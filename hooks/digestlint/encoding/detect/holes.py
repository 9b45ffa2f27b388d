"""Places of a Chinese text where characters are gone: what is left of each, and how many it held.

U+FFFD is there for one byte of a character, for two, or for all three. Where text was read as code
page 936 and written back, ``?`` is there for a byte that was half of a bad pair: ``�?``.
"""

from __future__ import annotations

import re

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple

MOST_CHARACTERS = 3
"""Of a longer row of lost characters, nothing is suggested."""

_LOST = "\ufffd"
_CHARACTER = rf"{_LOST}\?{_LOST}(?![{_LOST}?])|{_LOST}{{1,2}}\?{{1,2}}|{_LOST}{{1,3}}"
_ROW = lazy_pattern(f"(?:{_CHARACTER})+")
_ONE = lazy_pattern(_CHARACTER)
_HANZI = lazy_pattern("[\u4e00-\u9fff]")
_OTHERS = lazy_pattern("[\u3041-\u30ff\u1100-\u11ff\uac00-\ud7af]")  # kana and hangul
_LONGEST = 16  # more than any row of so few characters
_REACH = 60  # characters of the line on each side that say what language it is in
_LEAST_HANZI = 6
_HANZI_EACH = 3  # that are there for each character that is lost
_CHINESE_EACH = 10  # hanzi for a letter of another East Asian language
_WIDE = "\u2e80"
_QUOTES = "“”‘’—…"
_ENDING = frozenset("\r\n \t\"'”’」』）)*_|") | {""}


class Hole(NamedTuple):
    """A place where characters are gone.

    Attributes:
        start: Where it begins.
        end: Where it ends.
        characters: How many characters were there.
        is_clear: Whether that is one character, and nothing in it may be one that was meant.
    """

    start: int
    end: int
    characters: int
    is_clear: bool


def hole_at(text: str, start: int, line: tuple[int, int]) -> Hole | None:
    """Return the hole that begins at ``start``, where U+FFFD is, if its line is Chinese there.

    Args:
        text: The text.
        start: The first U+FFFD of a row.
        line: The bounds of its line.
    """
    row = _ROW.match(text, start, min(start + _LONGEST, line[1]))
    if row is None:
        return None
    characters = sum(1 for _ in _ONE.finditer(row[0]))
    if characters > MOST_CHARACTERS or not _is_beside_chinese(text, row, line):
        return None
    around = text[max(start - _REACH, line[0]) : min(row.end() + _REACH, line[1])]
    hanzi = len(_HANZI.findall(around))
    lost = max(around.count(_LOST), characters)
    if hanzi < max(_LEAST_HANZI, _HANZI_EACH * lost):
        return None
    if len(_OTHERS.findall(around)) * _CHINESE_EACH > hanzi:
        return None
    return Hole(start, row.end(), characters, characters == 1 and not _may_be_meant(text, row))


def _is_beside_chinese(text: str, row: re.Match[str], line: tuple[int, int]) -> bool:
    """Whether hanzi or their punctuation is next to it, and no letter of another script."""
    before = text[max(row.start() - 1, line[0]) : row.start()]
    after = text[row.end() : min(row.end() + 1, line[1])]
    sides = [before, after]
    if any(side.isalpha() and side < _WIDE for side in sides):
        return False
    return any(side >= _WIDE or (side and side in _QUOTES) for side in sides)


def _may_be_meant(text: str, row: re.Match[str]) -> bool:
    """Whether the row ends with a question mark where one ends a sentence."""
    return row[0].endswith("?") and text[row.end() : row.end() + 1] in _ENDING

"""Words with a mark behind them: ``TOAMNĂ¹``, ``KLJUČ™``, ``Zürichsee®``, ``Bogotá§``.

An accented letter and such a mark are the two bytes of another letter, or what is left of three. In
clean text of any language that writes accents they stand behind a word, whose case goes on in the
letter; of mojibake, one piece or another stands elsewhere.
"""

import re
from functools import lru_cache

from digestlint.mojibake.lines import line_around
from digestlint.mojibake.scanner import Stretch

_MARKS = "²³¹™®©°ªº·×–—…†‡•§¶¿¡»«›‹”“’‘½¼¾€£µ±\xa0"
# What is raised stands behind a word of one letter, too.
_RAISED = "²³¹™®©°ªº·×–—"
_SHOWN = re.compile(f"((?:(?![µªºƒˆ])[^\\W\\d_])+)[{_MARKS}]")
_BEFORE = re.compile(r"[^\W\d_]*\Z")
_CAPITALS = re.compile(r"(?<![^\W\d_])[^\W\d_]{2,}(?![^\W\d_])")
_LEADS_OF_LATIN = "ÂÃ"  # of most letters with an accent, read as the commonest code pages
_COMMON_LEADS = "ÂÃÄÅÎÏÐÑØÙĂĐŇ"  # of letters that many languages write, or have in common words
_REACH = 40


def ends_capitals(text: str, stretch: Stretch) -> bool:
    """Whether a stretch is the end of a word of capitals, and a mark behind it."""
    letters = _letters(stretch.decoding.shown)
    if not letters.isupper() or _goes_on(text, stretch):
        return False
    before = _before(text, stretch)
    word = before + letters
    mark = stretch.decoding.shown[len(letters)]
    if len(word) == 1:
        return mark in _RAISED and (word in "ÅΩ" or "Α" <= word <= "я")
    if not word.isupper():
        return False
    is_of_latin = letters[-1] in _LEADS_OF_LATIN
    if len(before) > 1:
        return mark in _RAISED or not is_of_latin
    if mark in _RAISED and not is_of_latin:
        return True
    return letters[-1] not in _COMMON_LEADS or _is_among_capitals(text, stretch)


def ends_word(text: str, stretch: Stretch) -> bool:
    """Whether a stretch is the end of a word in small letters, and a mark behind it."""
    letters = _letters(stretch.decoding.shown)
    if not letters.islower() or _goes_on(text, stretch):
        return False
    if len(letters) > 1 and (len(letters) > 2 or stretch.decoding.shown[2] not in _RAISED):
        return False
    before = _before(text, stretch)
    return bool(before) and (before[1:].islower() or len(before) < 2)


@lru_cache(maxsize=1 << 14)
def _letters(shown: str) -> str:
    """The letters of a stretch that is letters and a mark; else none."""
    found = _SHOWN.fullmatch(shown)
    return found[1] if found else ""


def _goes_on(text: str, stretch: Stretch) -> bool:
    return text[stretch.end : stretch.end + 1].isalpha()


def _before(text: str, stretch: Stretch) -> str:
    found = _BEFORE.search(text[max(stretch.start - _REACH, 0) : stretch.start])
    return found[0] if found else ""


def _is_among_capitals(text: str, stretch: Stretch) -> bool:
    """Whether another word nearby in the line is in capitals, and none in small letters."""
    start, end = line_around(text, stretch.start, stretch.start)
    near = text[max(start, stretch.start - _REACH) : min(end, stretch.end + _REACH)]
    words = _CAPITALS.findall(near)
    return any(map(str.isupper, words)) and not any(map(str.islower, words))

"""Words with a mark behind them: ``TOAMNĂ¹``, ``KLJUČ™``, ``Zürichsee®``, ``Bogotá§``.

An accented letter and such a mark are the two bytes of another letter, or what is left of three. In
clean text of any language that writes accents they are behind a word, whose case goes on in the
letter; of mojibake, one piece or another is elsewhere.
"""

import re
from functools import lru_cache

from digestlint.encoding.detect.scanner import Stretch
from digestlint.text.lines import line_around

# What is raised, and dashes: they are behind a word of one letter, too.
_FOOTNOTES = "²³¹™®"
_RAISED = "²³¹™®©°ªº·×–—"
_MARKS = _RAISED + "…†‡•§¶»«›‹”“’‘½¼¾€£µ±¿¡\xa0"
_SHOWN = re.compile(f"((?:(?![µªºƒˆˇ])[^\\W\\d_²³¹¼½¾])+)[{_MARKS}]")
_LETTERS = re.compile(r"[^\W\d_]*")
_WORD = re.compile(r"[^\W\d_]+")
_LEADS_OF_LATIN = "ÂÃ"  # of most letters with an accent, read as the commonest code pages
_COMMON_LEADS = "ÂÃÄÅÎÏÐÑØÙĂĐŇ"  # of letters that many languages write, or have in common words
_GREEK = "\u0370"  # the first letter of no Latin alphabet that is written with capitals
_REACH = 40


def ends_capitals(text: str, stretch: Stretch) -> bool:
    """Whether a stretch is the end of a word of capitals, and a mark behind it."""
    letters = _letters(stretch.decoding.shown)
    sizes = stretch.decoding.sizes
    if not letters.isupper() or _goes_on(text, stretch):
        return False
    if sizes[-1] != 2 or len(letters) != len(sizes):
        return False  # more than one letter that is read
    before = _before(text, stretch)
    mark = stretch.decoding.shown[-1]
    if not before and len(letters) == 1:
        return mark in _RAISED and (letters in "ÅΩ" or "Α" <= letters <= "я")
    if not before and mark not in _FOOTNOTES:
        return False
    before, letters = before + letters[:-1], letters[-1]
    if not before.isupper() or (before[-1] < _GREEK) != (letters < _GREEK):
        return False
    if mark in _RAISED and (len(before) > 1 or letters not in _LEADS_OF_LATIN):
        return True
    read = stretch.text
    if read.isupper() and (read < _GREEK) == (before[-1] < _GREEK):
        return False  # what is read goes on with the word
    return len(before) > 1 or letters not in _COMMON_LEADS or _is_among_capitals(text, stretch)


def ends_word(text: str, stretch: Stretch) -> bool:
    """Whether a stretch is the end of a word in small letters, and a mark behind it."""
    letters = _letters(stretch.decoding.shown)
    if not letters.islower() or _goes_on(text, stretch):
        return False
    if len(letters) > 1 and (len(letters) > 2 or stretch.decoding.shown[2] not in _RAISED):
        return False
    before = _before(text, stretch)
    if not before:
        return len(letters) == 1 and stretch.decoding.shown[1] in _RAISED and "α" <= letters <= "я"
    return before[1:].islower() or len(before) < 2


@lru_cache(maxsize=1 << 14)
def _letters(shown: str) -> str:
    """Return the letters of a stretch that is letters and a mark; else none."""
    found = _SHOWN.fullmatch(shown)
    return found[1] if found else ""


def forget() -> None:
    """Clear the cache."""
    _letters.cache_clear()


def _goes_on(text: str, stretch: Stretch) -> bool:
    return text[stretch.end : stretch.end + 1].isalpha()


def _before(text: str, stretch: Stretch) -> str:
    backwards = text[max(stretch.start - _REACH, 0) : stretch.start][::-1]
    found = _LETTERS.match(backwards)
    return found[0][::-1] if found else ""


def _is_among_capitals(text: str, stretch: Stretch) -> bool:
    """Whether other words nearby in the line are in capitals, each of them."""
    start, end = line_around(text, stretch.start, stretch.start)
    begin = stretch.start - len(_before(text, stretch))
    words = [
        *_WORD.findall(text[max(start, begin - _REACH) : begin]),
        *_WORD.findall(text[stretch.end : min(end, stretch.end + _REACH)]),
    ]
    return all(map(str.isupper, words)) and any(
        len(word) > 1 and word[-1] not in _LEADS_OF_LATIN for word in words
    )

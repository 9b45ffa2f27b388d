"""The scripts of a text: which it is written in, and which words of it are in another one."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from digestlint._runtime.patterns import lazy_pattern
from digestlint.markdown import Markdown, Span
from digestlint.rules.helpers.sharing import shared

LATIN, HAN, CYRILLIC, HANGUL, KANA = "Latin", "Chinese", "Cyrillic", "Korean", "Japanese"
# Characters of each, as in a class of a pattern. Greek letters are mathematics.
CLASSES: Mapping[str, str] = {
    LATIN: "A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ",
    HAN: "㐀-䶿一-鿿",
    CYRILLIC: "Ѐ-ԯ",
    HANGUL: "ᄀ-ᇿ가-힣",
    KANA: "ぁ-ゖァ-ヺー",
    "Arabic": "ء-غف-يٮ-ۓݐ-ݿﭐ-ﷻﹰ-ﻼ",
    "Hebrew": "א-ת",
    "Indian": "ऀ-ॣॲ-෿",
    "Thai": "ก-ฺเ-๎ກ-ໝ",
    "Armenian": "Ա-Ֆա-և",
    "Georgian": "ა-ჿ",
    "Burmese": "က-၏ក-៓",
}
_SAMPLE = 4_000  # characters
_LEAST_SHARE = 0.03  # of the letters, of a script that the text is written in
_LARGE_SHARE = 0.25
_BETWEEN = lazy_pattern(r" [^\x00-\xff]{1,4} (?=[a-z])")
_FEW = 3  # words, in a short text


@shared
def present_scripts(markdown: Markdown) -> Sequence[str]:
    """Return the scripts that a sample of the text has letters of."""
    return [script for script, number in _counts(markdown)[0].items() if number]


@shared
def scripts_of(markdown: Markdown) -> Sequence[str]:
    """Return the scripts that the text is written in, in a sample of it."""
    text = markdown.text
    (counts,) = _counts(markdown)
    letters = sum(counts.values())
    written = [script for script, number in counts.items() if number > _LEAST_SHARE * letters]
    if len(text) > _SAMPLE:
        return written
    return [
        script
        for script in written
        if counts[script] > _LARGE_SHARE * letters
        or len(re.findall(f"[{CLASSES[script]}]+", text)) > _FEW
    ]


@shared
def _counts(markdown: Markdown) -> Sequence[Mapping[str, int]]:
    text = markdown.text
    return [count(text[:: len(text) // _SAMPLE + 1])]


def count(text: str) -> dict[str, int]:
    """Return how many letters of each script there are."""
    found = dict.fromkeys(CLASSES, 0)
    for letter, number in Counter(text).items():
        script = script_of(letter)
        if script is not None:
            found[script] += number
    return found


@lru_cache(maxsize=8192)
def script_of(letter: str) -> str | None:
    """Return the script of a letter."""
    if letter.isascii():  # takes no pattern, which takes milliseconds to compile
        return LATIN if letter.isalpha() else None
    starts, ranges = _ranges()
    _, last, script = ranges[bisect_right(starts, letter) - 1]
    return script if letter <= last else None


@cache
def _ranges() -> tuple[Sequence[str], Sequence[tuple[str, str, str]]]:
    """Return the ranges of ``CLASSES``, in order, after their first letters."""
    ranges = sorted(
        (found[1], found[2] or found[1], script)
        for script, letters in CLASSES.items()
        for found in re.finditer("(.)(?:-(.))?", letters)
    )
    return [first for first, _, _ in ranges], ranges


def main_script(counts: Mapping[str, int]) -> str:
    """Return the script of a passage; that of a language with many Latin words is not Latin."""
    letters = sum(counts.values())
    others = [s for s in counts if s != LATIN and counts[s] * _MANY_LATIN >= letters > 0]
    return max(others, key=counts.__getitem__, default=LATIN)


@lru_cache(maxsize=16)
def words_outside(native: frozenset[str]) -> re.Pattern[str]:
    """Return a pattern of the words that are in none of these scripts."""
    return re.compile("[" + "".join(CLASSES[s] for s in CLASSES if s not in native) + "]+")


def han_between(text: str) -> Iterator[Span]:
    """Yield Chinese words before Latin ones; a pattern takes a while to compile their range."""
    for match in _BETWEEN.finditer(text):
        if all("一" <= letter <= "鿿" for letter in match[0][1:-1]):
            yield Span(match.start() + 1, match.end() - 1)


def beyond_ascii(text: str) -> str:
    """Return what is left of ``text`` without ASCII, which takes far less time than a search."""
    return text.encode("utf-8", "replace").translate(None, _ASCII).decode("utf-8")


_ASCII = bytes(range(128))
_MANY_LATIN = 4

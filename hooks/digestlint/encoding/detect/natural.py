"""Stretches that read just as well as a piece of clean text: ``café``, ``Poincaré’s``, ``ДОМ``.

A lead byte alone, all of whose continuation bytes got lost, looks like an accented letter, and
several of them like a word; with a dash or a closing mark after it, it looks like the end of a
word. In Hebrew and Arabic code pages, letters are continuation bytes, too. Whether such a stretch
is mojibake depends on where it is.
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import accumulate

from digestlint.encoding.detect import footnotes
from digestlint.encoding.detect.footnotes import ends_capitals
from digestlint.encoding.detect.quotations import closes_quotation
from digestlint.encoding.detect.scanner import Stretch, is_cut_short
from digestlint.text.lines import LineFinder, line_around

_LETTER = re.compile("[À-ÖØ-öø-ɏ]")
_MARKED = re.compile("[À-ÖØ-öø-ɏ](?:\xa0?[»«”“’‘›…–—]|\xa0)?\\??")
_RUSSIAN = re.compile("[А-Яа-яё][а-яё]+")  # in some pages, letters of all kinds of bytes
# Letters, joiners and punctuation of Hebrew (first line) and Arabic, and what is beside them.
_CASELESS = re.compile(
    "(?=.*[\u05d0-\u05ea\u0621-\u064a\u066e-\u06d3])"
    "(?:[\u05d0-\u05ea\u05be]|(?<=[\u05d0-\u05ea])[\u05f3\u05f4](?=[\u05d0-\u05ea])"
    "|[\u0621-\u064a\u066e-\u06d3\u200c-\u200f\u060c\u061b\u061f]|[»«”“„’‘…–— .?'\"\xa0])+"
)
# A word, then spaces, dots and marks: a channel may have turned bytes into these.
_SPACED = re.compile("(?=.*[ .?'\"])[^\\W\\d_]?[^\\W\\d_A-ZÀ-ÖØ-ÞЀ-Я]*[ .?'\"»«”“„’‘…–—№\xa0]*")

_WORD_BEFORE = re.compile(r"[A-Za-z]*\Z")
_WORD_AFTER = re.compile("[A-Za-z]*")
_TOKEN = re.compile(r"(?<![^\W_])(?:[A-Z]|[A-Za-z]{2,})(?![^\W_])")
_REACH = 40
_MARKS = " .?'\"»„«”“’‘›…–—№\xa0"


class Naturals:
    """The natural stretches of a text, and which of them are mojibake even so.

    Args:
        text: The whole text.
        clean: The text with all that may well be mojibake blanked out.
        rest: The text with every stretch blanked out.
        stretches: The stretches of one code page, in order.
    """

    def __init__(self, text: str, clean: str, rest: str, stretches: Sequence[Stretch]) -> None:
        self._text = text
        self._rest = rest
        self._starts = {stretch.start for stretch in stretches if _is_natural(text, clean, stretch)}
        self._others = [each for each in stretches if each.start not in self._starts]
        self._naturals = [each for each in stretches if each.start in self._starts]
        self._mojibake = self._judge() if self._naturals else set[int]()

    def __contains__(self, stretch: Stretch) -> bool:
        return stretch.start in self._starts

    def is_mojibake(self, stretch: Stretch) -> bool:
        """Whether everything around a natural stretch says that it is mojibake.

        That is so where its line is mojibake throughout, its lead byte is in other mojibake,
        and no line with mojibake has a clean accented letter: one that was repaired or written
        later would. A natural word around it must be one without it (``éagent``), and ``agent``
        are elsewhere.
        """
        return stretch.start in self._mojibake

    @cached_property
    def leads(self) -> Counter[str]:
        """How many different stretches, natural ones aside, have sequences with each lead."""
        different = {each.decoding.shown: each.decoding.sizes for each in self._others}
        return Counter(
            [
                shown[at]
                for shown, sizes in different.items()
                for at in accumulate(sizes[:-1], initial=0)
            ]
        )

    def _judge(self) -> set[int]:
        text, others = self._text, self._others
        lines: dict[int, bool] = {}
        end = -1
        for stretch in others:
            if stretch.start > end:
                start, end = line_around(text, stretch.start, stretch.start)
                rest = self._rest[start:end]
                if _LETTER.search(rest):
                    return set()
                lines[start] = rest.isascii()
        tokens: frozenset[str] | None = None
        found: set[int] = set()
        around = LineFinder(text).around
        for stretch in self._naturals:
            start, end = around(stretch.start, stretch.start)
            cut_short = is_cut_short(text, stretch.start)
            if cut_short:
                lines.setdefault(start, self._rest[start:end].isascii())
            if start not in lines:
                continue
            before, word, after = _word_around(text, stretch)
            if (before or after) and not cut_short and _is_word(word):
                tokens = _tokens(text, others) if tokens is None else tokens
                if (before and after) or (before or after) not in tokens:
                    return set()
            if lines[start] and text[stretch.start] in self.leads:
                found.add(stretch.start)
        return found


def continues_word(text: str, stretch: Stretch) -> bool:
    """Whether a letter of the same script that the code page lacks is beside the stretch.

    Only Hebrew and Arabic are checked; ``scanner`` handles scripts with capitals.
    """
    start, end = stretch.start, stretch.end
    return _is_right_to_left(text[start - 1 : start] + text[start]) or _is_right_to_left(
        text[end - 1 : end + 1]
    )


def _is_right_to_left(pair: str) -> bool:
    return len(pair) == 2 and all("\u0590" <= char <= "\u077f" for char in pair)


def _is_natural(text: str, clean: str, stretch: Stretch) -> bool:
    shown = stretch.decoding.shown
    if stretch.decoding.only_leads:
        before = text[stretch.start - 1 : stretch.start]
        return not (before.islower() and shown[0].isupper())
    if _RUSSIAN.fullmatch(shown):
        return True
    if ends_capitals(text, stretch):
        return True
    shape = _shape(shown)
    if shape is None:
        return False
    if shape is _CASELESS:
        beside = text[stretch.start - 1 : stretch.start] + text[stretch.end : stretch.end + 1]
        return not any(map(str.isalpha, beside))
    before, word, _ = _word_around(text, stretch)
    if shape is _SPACED:
        return _is_word(word)
    if not (_is_word(word) if before else shown[0].islower()):
        return False  # a capital and a mark: a sequence of two bytes
    last = shown.rstrip("?")[-1]
    if last.isalpha() or last in "’–—…\xa0":
        return True
    return closes_quotation(clean, text, stretch.start, stretch.end)


@lru_cache(maxsize=1 << 14)
def _shape(shown: str) -> re.Pattern[str] | None:
    return next((each for each in (_MARKED, _CASELESS, _SPACED) if each.fullmatch(shown)), None)


def forget() -> None:
    """Clear the caches: the next text has other stretches."""
    _shape.cache_clear()
    footnotes.forget()


def _word_around(text: str, stretch: Stretch) -> tuple[str, str, str]:
    """Return the ASCII letters before a stretch, the whole word, and the letters after it."""
    start, end = stretch.start, stretch.end
    found = _WORD_BEFORE.search(text[max(start - _REACH, 0) : start])
    before = found.group() if found else ""
    after = ""
    if text[end - 1].isalpha() and (match := _WORD_AFTER.match(text, end, end + _REACH)):
        after = match.group()
    word = before + text[start:end].rstrip(_MARKS) + after
    return before, word, after


def _tokens(text: str, stretches: Sequence[Stretch]) -> frozenset[str]:
    """Return the words of ASCII letters that are alone, or next to one of the stretches."""
    ends = [0, *(stretch.end for stretch in stretches)]
    starts = [*(stretch.start for stretch in stretches), len(text)]
    return frozenset(
        token
        for start, end in zip(ends, starts, strict=True)
        for token in _TOKEN.findall(text[start:end])
    )


def _is_word(word: str) -> bool:
    """Whether the case is that of a word: ``café``, ``Émile``, ``ÉTÉ``."""
    return word.isupper() or word[1:].islower() or len(word) == 1

"""Whether lines look like text of one legacy encoding that was read as another: ``Ìîäåëè``.

A quick look at what no language writes; what the lines were is found in ``encoding.legacy``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from operator import attrgetter

from digestlint._runtime.patterns import lazy_pattern
from digestlint.encoding.detect.beyond_ascii import beyond_ascii
from digestlint.encoding.detect.double_byte import find_double_byte
from digestlint.encoding.detect.quotations import is_about_encodings
from digestlint.encoding.result.run import Run
from digestlint.text.lines import line_around, lines_with

_start_of = attrgetter("start")

_SIGNS_IN_WORDS = "ŽŠ‚ƒ„†‡ˆ‰‹Œ˜™›ⁿ¢¤¥¦¨«¬®¯¹³»¼½¾"
_ODD_IN_WORDS = frozenset(
    (*_SIGNS_IN_WORDS, *map(chr, (*range(0x80, 0xA0), *range(0x400, 0x500))))
).union(map(chr, (*range(0x2500, 0x2580), *range(0xFF66, 0xFFA0))))
_ALL_LATIN_1 = frozenset(map(chr, range(0xA0, 0x100)))
_LATIN_1_IN_A_ROW = lazy_pattern("[\xa0-\xff]{3}")
# Each begins with one set of characters, which is found much faster than one of two.
_ODD = lazy_pattern(
    "[\x80-\xffŽŠ‚ƒ„†‡ˆ‰‹Œ˜™›ⁿ\u0400-\u04ff\u2500-\u257fｦ-ﾟ](?:"
    # Letters and signs of Latin in a row.
    "(?<=[\xa0-\xff])[\xa1-\xff]{3}|(?<=[\xc0-\xff])[\xc0-\xff]{2}"
    # Signs and letters of others inside of a Latin word.
    "|(?<=[a-z][\x80-\x9fŽŠ‚ƒ„†‡ˆ‰‹Œ˜™›ⁿ¢¤¥¦¨«¬®¯¹³»¼¾\u0400-\u04ff\u2500-\u257f])(?=[a-z])"
    # Chinese or Korean read as Japanese.
    "|(?<=[ｦ-ﾟ])(?:[一-鿿\ue000-\uf8ff][ｦ-ﾟ]|[ｦ-ﾟ] [ｦ-ﾟ]))"
)
_CYRILLIC = lazy_pattern(
    # Capitals and small letters exchanged, signs among letters, capitals only, and drawings.
    "[А-ЯЁЄЇЎІ∙√№¤■€¬®¦©¯\u00a0-\u00bfЃѓЅЈЉЊЋЌЏђѐёєѕіїјљњћќўџҐґ\u2550-\u256c](?:"
    "(?<=[а-яё][А-ЯЁ])[А-ЯЁ]|(?<=[р-я][ЁЄЇЎ∙√№¤■])[р-яё]|(?<=[а-я][€Я])(?![А-Я])"
    "|(?<=[А-ЯЁЄІЇ]{4} [А-ЯЁЄІЇ])[А-ЯЁЄІЇ]{3}"
    "|(?<=[¬®¦©¤¯])[а-яЁ¤¦§©«¬®ЇЈҐЎў\xad]{2}"
    "|(?<=[^А-Я\u2550-\u256c])[\u00a0-\u00bfЃѓЄЅІЇЈЉЊЋЌЎЏђѐёєѕіїјљњћќўџҐґ]{2}(?<=[^\x00-\xff].)"
    "|(?<=[\u2550-\u256c])(?:[а-яё]{2}|[ЮАБЦДЕФГХИЙКЛМНО][\u2550-\u256f])"
    "|(?<=[╞╟╧╨╤╥╙╘╒╓╫╪])[└┴┬├┼╚╔╩╦╠╬╧╨╥╙╘╒╓╫┘┌█▄▌▐▀]{2})"
)
_SHOWS_CYRILLIC = "оеаиянОЯНПЕАХўҐ╧╘╒╤╨╥"
"""One of these is in any text with more than a few letters of Cyrillic, however it was read."""
_MIXED = lazy_pattern("[一-鿿](?<=[가-힣].)[가-힣]")
"""Chinese read as Korean."""
_SPACED = lazy_pattern(" (?<=[一-鿿] )[一-鿿]{1,8}(?: [一-鿿]{1,8}){3} [一-鿿]")
"""Words with spaces between them: Korean read as Chinese."""
_WORDS_SPACED = lazy_pattern(
    " (?<=[^\x00-\x7f] )[^\x00-\x7f]{1,8}(?: [^\x00-\x7f]{1,8}){3} [^\x00-\x7f]"
)
"""The same with any characters beyond ASCII, which is compiled in a tenth of the time."""

_ANY = lazy_pattern("[^\x00-\x7f]")
_TOGETHER = ("øì", "øè", "ìù", "ìè", "ðþ", "ðý", "þý", "õûá", "õáö", "êë¿", "ºþ", "ªþ")
"""Letters that no language has together: Czech, Turkish, Hungarian, Romanian as windows-1252."""
_LATIN_1 = lazy_pattern("[\x80-\xff]")
_ASCII_LETTER = lazy_pattern("[A-Za-z]")
_HANZI = lazy_pattern("[一-鿿]")
_HANGUL = lazy_pattern("[가-힣]")
_KANA = lazy_pattern("[ぁ-ヶ]")
_USUAL_HANZI = frozenset(
    "的一是不了在有人我他这這中大来來上国國个個到说說们們为為子和你地出道也时時年得就那要下以生会會自着去之过過家学學"
    "对對可她里裡后後小么麼心多天而能好都然没沒于於日起还還发發成事只作当當想看文无無开開手十用主行方又如前所本见見经經"
    "头頭面公同三已老从從动動两兩长長与與将將或及此其由被型模据據数數法理論论练練果结結"
)
_USUAL_HANGUL = frozenset("이다는을의에가고하로기지한사를도은자서나시리어정아해있수대인그니라")
_WINDOW, _FEW, _SHARE = 2_000, 8, 0.12
_FEW_FOREIGN = 3
_FIRST_OF_EAST = "ぁ"
_DENSE = 3
_LONGEST = 20_000
"""Characters of a line that is read: more in a line is data, and takes much memory."""


def odd_lines(text: str, chars: frozenset[str] | None = None) -> list[tuple[int, int]]:
    """Return the bounds of the lines that look odd, in order.

    Args:
        text: Any text.
        chars: Its characters beyond ASCII, if they are known.
    """
    if chars is None:
        chars = beyond_ascii(text)
    found = set(_dense(text)) if _may_be_dense(text, chars) else set()
    for pattern in _patterns(text, chars):
        found.update(lines_with(pattern, text))
    return sorted(found)


def _may_be_dense(text: str, chars: frozenset[str]) -> bool:
    """Whether ``_ODD`` may match."""
    if not chars.isdisjoint(_ODD_IN_WORDS):
        return True
    return not chars.isdisjoint(_ALL_LATIN_1) and _LATIN_1_IN_A_ROW.search(text) is not None


def _dense(text: str) -> Iterator[tuple[int, int]]:
    """Yield lines with what is odd in any text, and not just once, or in a short line."""
    for start, end in lines_with(_ODD, text):
        line = text[start:end]
        odd, high = _ODD.findall(line), len(_LATIN_1.findall(line))
        if len(odd) > 1 or high * _DENSE > len(line) or odd[0] > "\xff":
            yield start, end


def _patterns(text: str, chars: frozenset[str]) -> Iterator[re.Pattern[str]]:
    """Yield patterns for what is odd, of the scripts that a text has."""
    if not chars.isdisjoint(_SHOWS_CYRILLIC):
        yield _CYRILLIC
    for letters in _TOGETHER:
        if chars.issuperset(letters):
            yield _letters(letters)
    if max(chars, default="") >= _FIRST_OF_EAST:
        yield from _unusual(text)


@cache
def _letters(letters: str) -> re.Pattern[str]:
    return re.compile(f"[{letters}]")


def _unusual(text: str) -> Iterator[re.Pattern[str]]:
    """Yield patterns for the characters that are not those of any text, in a few samples."""
    middle = len(text) // 2
    sample = Counter(text[:_WINDOW] + text[middle : middle + _WINDOW])
    # Compiling the patterns takes longer than counting.
    kana = sum(_between(sample, "ぁ", "ヶ").values())
    hanzi, hangul = _between(sample, "一", "鿿"), _between(sample, "가", "힣")
    if sum(hanzi.values()) >= _FEW and _WORDS_SPACED.search(text):
        yield _SPACED
    if hanzi and hangul:
        yield _MIXED
    known_of = ((_HANZI, hanzi, _USUAL_HANZI), (_HANGUL, hangul, _USUAL_HANGUL))
    for pattern, chars, usual in known_of:
        known = sum([chars[char] for char in usual.intersection(chars)])
        size = sum(chars.values())
        if size >= _FEW and known < _SHARE * size and kana < size:
            yield pattern
    if kana and _are_not_of_japan(hanzi):
        yield _KANA


def _between(sample: Mapping[str, int], first: str, last: str) -> dict[str, int]:
    return {char: number for char, number in sample.items() if first <= char <= last}


def _are_not_of_japan(hanzi: Iterable[str]) -> bool:
    """Whether Japanese text has many hanzi that Japan's first standard lacks."""
    hanzi = set(hanzi)
    return len(hanzi) >= _FEW_FOREIGN and sum(map(_is_foreign, hanzi)) * 4 > len(hanzi)


def _is_foreign(char: str) -> bool:
    try:
        return char.encode("euc_jp") >= b"\xd0"
    except UnicodeEncodeError:
        return True


def is_odd(text: str, chars: frozenset[str] | None = None) -> bool:
    """Whether anything may be of another encoding, apart from what ``find_double_byte`` finds."""
    return bool(odd_lines(text, chars))


def find(text: str, known: Sequence[Run] = ()) -> tuple[list[Run], list[Run]]:
    """Return what was read in another encoding, and what may have been, both in order.

    A line is not looked at for itself if ``known`` runs, in order, have most of it.
    """
    chars = beyond_ascii(text)
    found = {line_around(text, *span) for span in find_double_byte(text, chars)}
    found.update(odd_lines(text, chars))
    odd = {
        line
        for line in found
        if line[1] - line[0] <= _LONGEST and not _is_most_of_line(text, *line, known)
    }
    if not odd:
        return [], []
    from digestlint.encoding.legacy.finding import find as find_in  # with its tables

    lines = (line for line in lines_with(_ANY, text) if line[1] - line[0] <= _LONGEST)
    runs, suspects = find_in(text, sorted(odd), lines)
    if not runs and not suspects:
        return [], []
    runs = [run for run in runs if not _is_example(text, run)]
    suspects = [run for run in suspects if not _is_example(text, run)]
    if is_about_encodings(text, sum(len(run.text) for run in (*runs, *suspects))):
        return [], []
    return runs, suspects


def _is_example(text: str, run: Run) -> bool:
    """Whether a run is between backticks of a line that is clean before them."""
    return text.count("`", line_around(text, run.start, run.start)[0], run.start) % 2 == 1


def _is_most_of_line(text: str, start: int, end: int, runs: Sequence[Run]) -> bool:
    first = bisect_left(runs, start, key=_start_of)
    last = bisect_left(runs, end, lo=first, key=_start_of)
    return is_most_of(text[start:end], runs[first:last])


def is_most_of(text: str, runs: Iterable[Run]) -> bool:
    """Whether runs have most of the characters beyond ASCII."""
    size = sum(run.end - run.start for run in runs)
    return size > 0 and 2 * size > len(_ANY.findall(text))

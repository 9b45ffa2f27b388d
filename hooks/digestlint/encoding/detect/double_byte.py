"""Lines in a misread double-byte encoding, which are reported and not restored.

Shift-JIS read as windows-1252 is ``‚±‚Ì˜_•¶‚Å``, EUC-KR ``¿ì¸®´Â``: signs and letters stand side by
side as in no other text. UTF-8 read as Big5 or EUC-KR and cut short is all rare hanzi or hangul.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from digestlint._runtime.patterns import lazy_pattern
from digestlint.encoding.detect.beyond_ascii import beyond_ascii
from digestlint.text.lines import lines_with

_SIGNS = "\x80-\x9f¡¢£¤¥¦§¨©ª¬®¯°±²³´µ¶·¸¹º¼½¾¿×÷‚ƒ„†‡ˆ‰‹›˜™"
_ODD_AFTER_LETTERS = "\x80-\x9f¡¢£¤¥¦¨¬¯±´µ·¸¼½¾¿×÷‚ƒ„ˆ‰‹›˜"
"""Without marks of footnotes and trademarks."""
_LETTERS = "À-ÖØ-öù-ÿĞğİıŞşŠšŒœŽžŸ"
_ALL_SIGNS = frozenset((*map(chr, range(0x80, 0xA0)), *_SIGNS))
_ALL_LETTERS = frozenset((*map(chr, range(0xC0, 0x100)), *_LETTERS)) - {*"×÷-"}
# One set of characters to begin with is found much faster than one of two.
_PAIR = lazy_pattern(
    f"[{_SIGNS}{_LETTERS}](?:(?<=[{_SIGNS}])(?=[{_SIGNS}{_LETTERS}])"
    f"|(?<=[{_LETTERS}])(?=[{_ODD_AFTER_LETTERS}]|[§¶†‡][^\\s!-/:-?\\[-`{{-~]))"
)
_KANA = lazy_pattern("‚[Ÿ\xa0-ñĞğİıŞş](?=‚[Ÿ\xa0-ñĞğİıŞş])|ƒ[@-~€ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–](?=ƒ)")
_HIGH = lazy_pattern(f"[{_SIGNS}{_LETTERS}]")
_ASCII_LETTER = lazy_pattern("[A-Za-z]")
_NOT_ASCII = lazy_pattern("[^\x00-\x7f]")
_HALF_WIDTH = lazy_pattern("[一-鿿][｡-ﾟ]")
_SMALL_KANA = "ｧｨｩｪｫｬｭｮｯｰ"
_NO_KANA = lazy_pattern("[ｧ-ｰ](?<=[ ｡-･一-鿿-][ｧ-ｰ])")
"""Small kana, or the sign of a long vowel, that follow none."""
_LEAST_PAIRS, _FEW_PAIRS, _LEAST_HIGH = 3, 2, 4
_LEAST_RARE = 3
_RARE_SHARE, _SHARE_OF_MORE = 0.4, 0.25
"""Of the hanzi or hangul of a line; names of fishes have 0.25 of three, nothing 0.2 of four."""


def find_double_byte(text: str, chars: frozenset[str] | None = None) -> list[tuple[int, int]]:
    """Return a span for each line of ``text`` that was misread, in order.

    Args:
        text: Any text.
        chars: Its characters beyond ASCII, if they are known.
    """
    if chars is None:
        chars = beyond_ascii(text)
    found = {span for pattern in _patterns(chars) for span in _lines(text, pattern)}
    return sorted(found.union(_rare_lines(text, chars)))


def _patterns(chars: frozenset[str]) -> Iterator[re.Pattern[str]]:
    """Yield the patterns that may match in a text with these characters."""
    if not (chars.isdisjoint(_ALL_SIGNS) or chars.isdisjoint(_ALL_LETTERS)):
        yield _PAIR
    if not chars.isdisjoint("‚ƒ"):
        yield _KANA
    if not chars.isdisjoint(_SMALL_KANA):
        yield _NO_KANA


def _lines(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    for start, end in lines_with(pattern, text):
        line = text[start:end]
        if pattern is not _PAIR or _is_dense(line):
            found = [high.start() for high in _NOT_ASCII.finditer(line)]
            yield start + found[0], start + found[-1] + 1


def _is_dense(line: str) -> bool:
    """Whether signs and letters beyond ASCII are next to each other all over a line."""
    pairs = {line[match.start() : match.end() + 1] for match in _PAIR.finditer(line)}
    high = len(_HIGH.findall(line))
    if not any(char.isalpha() and char not in "ªºµƒˆ" for pair in pairs for char in pair):
        return False  # signs only
    if len(pairs) >= _LEAST_PAIRS:
        return len(pairs) * 4 >= len(set(line) - set(map(chr, range(128))))
    return len(pairs) == _FEW_PAIRS and high >= max(_LEAST_HIGH, len(_ASCII_LETTER.findall(line)))


def _rare_lines(text: str, chars: frozenset[str]) -> Iterator[tuple[int, int]]:
    rare = "".join(sorted(char for char in chars if char >= "\u4e00" and is_rare(char)))
    if len(rare) < _LEAST_RARE - 1:
        return
    pattern = re.compile(f"[{rare}]")
    for start, end in lines_with(pattern, text):
        line = text[start:end]
        if _is_rare_throughout(set(pattern.findall(line)), line):
            found = [each.start() for each in pattern.finditer(line)]
            yield start + found[0], start + found[-1] + 1


def _is_rare_throughout(rare: set[str], line: str) -> bool:
    if len(rare) < _LEAST_RARE - 1:  # as most
        return False
    if len(rare) < _LEAST_RARE and _HALF_WIDTH.search(line) is None:
        return False
    is_of_more = len(rare) > _LEAST_RARE and max(rare) < "\uac00"  # slang has rare hangul
    share = _SHARE_OF_MORE if is_of_more else _RARE_SHARE
    return len(rare) >= share * sum(map(_is_east_asian, set(line)))


def _is_east_asian(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff" or "\uac00" <= char <= "\ud7a3"


@lru_cache(maxsize=1 << 14)
def is_rare(char: str) -> bool:
    """Whether no standard has this character among those in daily use."""
    if "\uac00" <= char <= "\ud7a3":
        return len(_bytes(char, "euc_kr")) != 2  # others are spelt out, in eight bytes
    if not "\u4e00" <= char <= "\u9fff":
        return False
    return not (
        b"\xb0" <= _bytes(char, "gb2312") < b"\xd8"
        or b"\xa4" <= _bytes(char, "big5") < b"\xc7"
        or b"\xb0" <= _bytes(char, "euc_jp") < b"\xd0"
    )


def _bytes(char: str, codec: str) -> bytes:
    try:
        return char.encode(codec)
    except UnicodeEncodeError:
        return b""

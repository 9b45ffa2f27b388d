"""Multi-byte code pages: most characters have two bytes, so UTF-8 is split in other places.

All bytes are kept, except for those that do not form a character with the one that follows: these
are dropped, or ``?`` or U+FFFD stands for them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import product

from digestlint.encoding.channels.candidates import sequence_length

CODECS = {
    "gbk": "gbk",
    "gb18030": "gb18030",
    "big5": "cp950",
    "shift_jis": "cp932",
    "euc-kr": "cp949",
}
"""The names of the code pages and Python's codecs."""

LEGACY = CODECS | {"euc-jp": "euc_jp"}
"""Those in which text of other legacy encodings is read."""

WINDOWS = {
    "windows-936": "gbk",
    "windows-932": "shift_jis",
    "windows-949": "euc-kr",
    "windows-950": "big5",
}
"""The code pages of Windows, which differ in what becomes of the other bytes; see ``windows``."""

PAGES = LEGACY | {name: CODECS[same] for name, same in WINDOWS.items()}
"""All of them, and the codecs that know their characters."""

HOLE = -1
"""Stands for a byte for which there is a mark."""

CONTINUATIONS = bytes(range(0x80, 0xC0))


@lru_cache(maxsize=1 << 15)
def encode(char: str, codec: str) -> tuple[int, ...] | None:
    """Return the bytes of a character, a hole for U+FFFD, None where the code page lacks it."""
    if char == "\ufffd":
        return (HOLE,)
    try:
        return tuple(char.encode(codec))
    except UnicodeEncodeError:
        return None


def left(
    source: str, codec: str, text: str, damaged: tuple[int, ...]
) -> Iterator[tuple[bytes, str]]:
    """Yield for each damaged character of a run the bytes that are left and what fits.

    Args:
        source: The mojibake of the run, with U+FFFD as its mark.
        codec: Python's codec.
        text: The run's restored characters.
        damaged: The indices of those that lost bytes; a mark stands for each lost byte.
    """
    data = tuple(byte for char in source for byte in encode(char, codec) or ())
    at = 0
    holes = set(damaged)
    for index, char in enumerate(text):
        if index in holes:
            size = sequence_length(data[at])
            sequence = data[at : at + size]
            yield bytes(byte for byte in sequence if byte != HOLE), fitting(data, at, size, codec)
        else:
            size = len(char.encode())
        at += size


def fitting(data: Sequence[int], at: int, size: int, codec: str) -> str:
    """Return the characters that ``data[at : at + size]`` may have been, in code point order."""
    return _fitting(tuple(data[at : at + size]), (*data[at + size : at + size + 1], HOLE)[0], codec)


@lru_cache(maxsize=1 << 12)
def _fitting(sequence: tuple[int, ...], after: int, codec: str) -> str:
    """Return the bytes that form no character, neither alone nor with the byte that follows."""
    lost = [byte for byte in CONTINUATIONS if not _decodes(bytes([byte]), codec)]
    found: list[str] = []
    for whole in product(*(lost if byte == HOLE else [byte] for byte in sequence)):
        following = (*whole[1:], after)
        if any(
            byte == HOLE and then != HOLE and _decodes(bytes((now, then)), codec)
            for byte, now, then in zip(sequence, whole, following, strict=True)
        ):
            continue
        try:
            found.append(bytes(whole).decode())
        except UnicodeDecodeError:
            continue
    return "".join(sorted(found))


def _decodes(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def roles() -> tuple[Mapping[str, int], Mapping[str, int], Mapping[str, int]]:
    """In which code pages, as bits, a character may be the first or second of two hanzi.

    The other bits are the code pages in which it may be one of two Cyrillic letters.
    """
    leads, others = range(0xE2, 0xF0), CONTINUATIONS
    first = _characters((lead, other) for lead in leads for other in others)
    second = _characters((other, lead) for lead in leads for other in others)
    second |= dict.fromkeys("\ufffd?", -1)
    second |= dict.fromkeys(map(chr, range(0xFF61, 0xFF80)), 1 << list(CODECS).index("shift_jis"))
    cyrillic = _characters((lead, other) for lead in (0xD0, 0xD1) for other in others)
    return first, second, cyrillic


def _characters(pairs: Iterable[tuple[int, int]]) -> dict[str, int]:
    """Return what the code pages have at these pairs of bytes, and which of them, as bits."""
    # The line feeds keep a byte that makes no character from being joined to the next pair.
    data = b"\n".join(map(bytes, pairs))
    found: dict[str, int] = {}
    for bit, codec in enumerate(CODECS.values()):
        for char in data.decode(codec, "ignore"):
            if char > "\x7f":
                found[char] = found.get(char, 0) | 1 << bit
    return found

"""Characters that a code page of two bytes has twice: which bytes one was made of has to be chosen.

Windows code page 932 has 374 hanzi twice, for instance, as NEC and IBM had added them.
"""

from collections.abc import Callable, Iterable
from functools import cache
from math import inf

_BAD = "\ufffd"
_WITH_TWO = frozenset({"cp932", "cp950"})
"""The codecs that have such characters: it takes a while to ask one for all of its characters."""
_MOST = 40
"""So many such characters of a stretch are chosen among."""


@cache
def others(codec: str) -> dict[bytes, bytes]:
    """Return the other bytes of such characters, by those that Python encodes them as."""
    pairs = [bytes((lead, trail)) for lead in range(0x81, 0xFF) for trail in range(0x40, 0xFF)]
    # All are decoded and encoded at once, which takes far less time; a line feed is in no pair.
    chars = b"\n".join(pairs).decode(codec, "replace").split("\n")
    shown = "\n".join(chars).encode(codec, "replace").split(b"\n")
    return {
        each: pair
        for each, pair, char in zip(shown, pairs, chars, strict=True)
        if each != pair and len(each) == 2 and len(char) == 1 and char != _BAD
    }


def choices(data: bytes, offsets: Iterable[int], codec: str) -> list[tuple[int, bytes]]:
    """Return where ``data`` may have been other bytes; ``offsets`` are those of its characters."""
    if codec not in _WITH_TWO:
        return []
    known = others(codec)
    if not any(map(data.__contains__, known)):
        return []  # as most
    pairs = ((at, known.get(data[at : at + 2])) for at in offsets)
    return [(at, other) for at, other in pairs if other is not None]


def settled(
    data: bytes, places: list[tuple[int, bytes]], cost: Callable[[bytes], float]
) -> tuple[bytes, float] | None:
    """Return ``data`` with the bytes that cost least, and by how much the closest choice is better.

    None if there are too many choices.
    """
    if len(places) > _MOST:
        return None
    best, margin = cost(data), inf
    for at, other in places:
        variant = data[:at] + other + data[at + 2 :]
        found = cost(variant)
        margin = min(margin, abs(found - best))
        if found < best:
            data, best = variant, found
    return data, margin

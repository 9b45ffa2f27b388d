"""Whether a trip may have lost bytes that nothing shows any longer."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from digestlint.encoding.channels.codepages import code_page
from digestlint.encoding.channels.multibyte import LEGACY as MULTIBYTE
from digestlint.encoding.legacy.languages import language
from digestlint.encoding.legacy.trips import Trip

_CAPITALS = 0.03
"""How many letters are capitals."""

_LEAST, _ASCENDING, _LEAST_ASCENDING = 5, 0.8, 8
_NEAR, _NEAR_SHARE = 3, 0.5


@cache
def losable(trip: Trip, name: str) -> tuple[float, frozenset[str]]:
    """Return how often a character of a language loses bytes on a trip that keeps no others.

    Also, what such bytes would be seen as, if they were kept.
    """
    lost = 0.0
    undefined = b"" if trip.shown in MULTIBYTE else bytes(code_page(trip.shown).undefined)
    for char, cost in language(name).table.all_alone():
        share = 2.0**-cost
        for spelt, weight in {char.upper(): _CAPITALS, char: 1.0}.items():
            if spelt > "\x7f" and _loses(spelt, trip, undefined):
                lost += share * weight
    return lost, frozenset([chr(byte) for byte in undefined])


def _loses(char: str, trip: Trip, undefined: bytes) -> bool:
    try:
        data = char.encode(trip.encoding)
    except UnicodeEncodeError:
        return False
    if trip.shown not in MULTIBYTE:
        return any(byte in undefined for byte in data)
    try:
        data.decode(MULTIBYTE[trip.shown])
    except UnicodeDecodeError:
        return len(data) > 1
    return False


def is_listed(text: str) -> bool:
    """Whether characters are in the order of their numbers, as in tables of them."""
    pairs = [(a, b) for a, b in pairwise(text) if a > "\x7f" and b > "\x7f"]
    near = sum(0 < ord(b) - ord(a) <= _NEAR for a, b in pairs)
    if len(pairs) >= _LEAST and near >= _NEAR_SHARE * len(pairs):
        return True
    ascending = sum(a < b for a, b in pairs)
    return len(pairs) >= _LEAST_ASCENDING and ascending >= _ASCENDING * len(pairs)

"""Cutting a stretch of high bytes into the UTF-8 sequences it came from.

A lead byte says how many continuation bytes follow. Where bytes are lost these are continuation
bytes, except in a few code pages, so each lead byte starts a piece that ends before the next lead.
"""

import re
from functools import cache, lru_cache
from math import log2

from digestlint.encoding.channels.candidates import fitting, sequence_length
from digestlint.encoding.channels.channel import HOLE, Channel
from digestlint.encoding.channels.plausibility import (
    IMPOSSIBLE,
    clean_cost,
    placeholder,
    written_cost,
)

WHOLE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")

_DAMAGE_COST = 2.0
"""The cost in bits of a lost byte: one continuation byte in six or so, where bytes are lost."""

_UNREADABLE = -float("inf")
_NATURAL = "“”‘’«»„–—…·•\xa0"
_AS_IT_SEEMS = {b" ": 3.0, b"'": 6.0, b'"': 6.0, b"...": 7.0, bytes([HOLE]): 7.0}
"""The cost in bits of ASCII after a lead byte that is plain text, not part of mojibake."""

_SELDOM = {"Ġ": 8.0}
"""Rarely written, unlike their neighbours; ``Ą`` cut short looks like them."""

_CLEARLY = 6.0
"""By how many bits one reading must be better than the other where bytes may be missing."""


class Grammar:
    """How the view of a text is cut: into stretches, and these into pieces."""

    def __init__(self, substitutes: tuple[bytes, ...]) -> None:
        """Compile the patterns; ``substitutes`` are what may stand for a continuation byte."""
        trailing = b"|".join([rb"[\x80-\xbf]", *map(re.escape, sorted(substitutes))])
        trailing = trailing if not substitutes else b"(?:" + trailing + b")"
        piece = (
            rb"[\xc2-\xdf]T?|[\xe0-\xef]T{0,2}|[\xf0-\xf4]T{0,3}|[\x80-\xc1\xf5-\xff]"
        ).replace(b"T", trailing)
        self.piece = re.compile(piece)
        self.token = re.compile(b"|".join([rb"[\x80-\xff]", *map(re.escape, sorted(substitutes))]))
        self.stretch = re.compile(b"(?:" + piece + b")+" if substitutes else rb"[\x80-\xff]+")


@cache
def grammar(substitutes: tuple[bytes, ...] = ()) -> Grammar:
    """Return the grammar of a channel's views."""
    return Grammar(substitutes)


PIECE = grammar().piece


def grammar_of(channel: Channel) -> Grammar:
    """Return how the channel's views are cut."""
    return grammar(tuple(channel.substitutes))


def tokens(channel: Channel, data: bytes) -> tuple[bytes, ...]:
    """Return for each place of a piece the bytes that it may have been."""
    substitutes = channel.substitutes
    if not substitutes:
        return tuple(data[at : at + 1] for at in range(len(data)))
    return tuple(substitutes.get(shown, shown) for shown in grammar_of(channel).token.findall(data))


class Piece:
    """One sequence of a code page, as the text that it may have been.

    Attributes:
        char: The restored character, a placeholder for a damaged one, or "" for no reading.
        damaged: Whether several characters would leave the same.
        gain: Bits for "this is mojibake" over "this is clean text"; ``-inf`` without a reading.
        vote: The gain that distinguishes code pages. All continuation bytes are about equally
            frequent in ideographs, so there the number of candidates counts; elsewhere one letter
            usually has all the weight, and other candidates only show that more bytes get lost.
            What can be read in two ways has a vote, but no reading.
        separates: Whether it is punctuation that may well be clean text beside mojibake.
        size: How many characters of the data it takes; the rest is ASCII that is what it seems.
    """

    __slots__ = ("char", "damaged", "gain", "separates", "size", "vote")

    def __init__(
        self, char: str, damaged: bool, gain: float, separates: bool = False, size: int = 0
    ) -> None:
        self.char = char
        self.damaged = damaged
        self.gain = gain
        self.vote = gain
        self.separates = separates
        self.size = size


_MOST_PIECES = 1 << 15


@lru_cache(maxsize=64)
def lexicon_of(channel: Channel) -> "Lexicon":
    """Return the pieces of a channel, shared by all callers."""
    return Lexicon(channel)


class Lexicon(dict[bytes, Piece]):
    """The pieces of one channel by their bytes, made when first asked for."""

    def __init__(self, channel: Channel) -> None:
        super().__init__()
        self.channel = channel
        self.grammar = grammar_of(channel)
        self._page = channel.page

    def __missing__(self, data: bytes) -> Piece:
        if len(self) >= _MOST_PIECES:
            self.clear()
        piece = self[data] = self._choose(data)
        return piece

    def cut(self, stretch: bytes) -> list[bytes]:
        """Return the pieces of a stretch of a view."""
        parts: list[bytes] = self.grammar.piece.findall(stretch)
        if not self.channel.substitutes:
            return parts
        cut: list[bytes] = []
        for part in parts:
            size = self[part].size
            cut += (part,) if size == len(part) else (part[:size], part[size:])
        return cut

    def _choose(self, data: bytes) -> Piece:
        """Return the likeliest reading: with all, some or none of the ASCII at the end of it."""
        if data[0] < 0x80:
            return Piece("", False, _UNREADABLE, True, len(data))
        parts: list[bytes] = self.grammar.token.findall(data)
        best = self._read(data, len(parts))
        for places in range(len(parts) - 1, 0, -1):
            if parts[places][0] >= 0x80:
                break
            piece = self._read(b"".join(parts[:places]), places)
            if self.channel.lost and abs(piece.gain - best.gain) < _CLEARLY:
                unclear = Piece("", True, _UNREADABLE, True, len(data))
                unclear.vote = max(piece.gain, best.gain)
                return unclear
            if piece.gain > best.gain:
                best = piece
        if best.gain == _UNREADABLE:
            # What is not mojibake ends before the first ASCII character.
            best.size = next((at for at, byte in enumerate(data) if byte < 0x80), len(data)) or 1
        return best

    def _read(self, data: bytes, places: int) -> Piece:
        lead, size = data[0], len(data)
        high = bytes(byte for byte in data if byte >= 0x80)
        shown = self._page.to_text(high)
        is_lead = 0xC2 <= lead <= 0xF4
        if not is_lead and not (self.channel.loses_leads and lead < 0xC0):
            return Piece("", False, _UNREADABLE, shown in _NATURAL, size)
        if is_lead and len(high) == size and size == sequence_length(lead):
            return self._read_whole(data, shown)
        found, likelihood, heaviest = _weigh(tokens(self.channel, data), self.channel.lost)
        if likelihood < 2.0**-20 or not self.channel.lost.isdisjoint(high):
            return Piece("", True, _UNREADABLE, shown in _NATURAL, size)
        missing = max(sequence_length(found[0].encode()[0]) - places, 0)
        cost = _DAMAGE_COST * missing - log2(likelihood)
        char = found if len(found) == 1 and not missing else placeholder(found)
        cost -= sum(_AS_IT_SEEMS.get(part, 0.0) for part in self.grammar.token.findall(data))
        cost += _SELDOM.get(found, 0.0)
        piece = Piece(char, char != found, clean_cost(shown) - cost, False, size)
        if not 0xE4 <= lead <= 0xE9:
            piece.vote -= log2(likelihood / heaviest)
        return piece

    def _read_whole(self, data: bytes, shown: str) -> Piece:
        try:
            char = data.decode()
        except UnicodeDecodeError:
            return Piece("", False, _UNREADABLE, False, len(data))
        cost = written_cost(char)
        if cost >= IMPOSSIBLE:
            return Piece("", False, _UNREADABLE, False, len(data))
        return Piece(char, False, clean_cost(shown) - cost, False, len(data))


@lru_cache(maxsize=1 << 14)
def _weigh(places: tuple[bytes, ...], lost: frozenset[int]) -> tuple[str, float, float]:
    """Return the candidates, the sum of their likelihoods, and the highest of these."""
    found = fitting(places, lost)
    weights = [2.0 ** -written_cost(char) for char in found]
    return found, sum(weights), max(weights, default=0.0)


def forget_pieces() -> None:
    """Clear the cache of pieces."""
    for remembered in (lexicon_of, _weigh, written_cost, clean_cost):
        remembered.cache_clear()

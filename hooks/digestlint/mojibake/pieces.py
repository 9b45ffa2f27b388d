"""Cutting a stretch of high bytes into the UTF-8 sequences it came from.

A lead byte says how many continuation bytes follow; a channel that loses bytes loses only
continuation bytes, so each lead byte starts a piece, and the piece ends before the next lead.
"""

import re
from math import log2

from digestlint.mojibake.channel import candidates, sequence_length
from digestlint.mojibake.codepages import CodePage
from digestlint.mojibake.plausibility import IMPOSSIBLE, clean_cost, placeholder, written_cost

STRETCH = re.compile(rb"[\x80-\xff]+")
PIECE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]?"
    rb"|[\xe0-\xef][\x80-\xbf]{0,2}"
    rb"|[\xf0-\xf4][\x80-\xbf]{0,3}"
    rb"|[\x80-\xc1\xf5-\xff]"
)
WHOLE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")

_DAMAGE_COST = 2.0
"""The cost in bits of a lost byte: one continuation byte in six or so, where bytes are lost."""


class Piece:
    """One sequence of a code page, as the text that it may have been.

    Attributes:
        char: The restored character, a placeholder for a damaged one, or "" for no reading.
        damaged: Whether bytes are missing.
        gain: Bits for "this is mojibake" over "this is clean text"; ``-inf`` without a reading.
        vote: The gain as far as it tells code pages apart. All continuation bytes are about equally
            frequent in ideographs, so there the number of candidates counts; elsewhere one letter
            usually has all the weight, and other candidates only show that more bytes get lost.
        separates: Whether it is punctuation that may well stand clean beside mojibake.
    """

    __slots__ = ("char", "damaged", "gain", "separates", "vote")

    def __init__(self, char: str, damaged: bool, gain: float, separates: bool) -> None:
        self.char = char
        self.damaged = damaged
        self.gain = gain
        self.vote = gain
        self.separates = separates


class Lexicon(dict[bytes, Piece]):
    """The pieces of one code page by their bytes, made when first asked for."""

    def __init__(self, page: CodePage, lost: frozenset[int]) -> None:
        super().__init__()
        self.page = page
        self.lost = lost

    def __missing__(self, data: bytes) -> Piece:
        piece = self[data] = self._read(data)
        return piece

    def _read(self, data: bytes) -> Piece:
        lead = data[0]
        shown = self.page.to_text(data)
        if not 0xC2 <= lead <= 0xF4:
            return Piece("", False, -float("inf"), shown in "“”‘’«»„–—…·•\xa0")
        if len(data) == sequence_length(lead):
            try:
                char = data.decode()
            except UnicodeDecodeError:
                return Piece("", False, -float("inf"), False)
            cost = written_cost(char)
            if cost >= IMPOSSIBLE:
                return Piece("", False, -float("inf"), False)
            return Piece(char, False, clean_cost(shown) - cost, False)
        found = candidates(data, self.lost)
        weights = [2.0 ** -written_cost(char) for char in found]
        likelihood = sum(weights)
        if likelihood < 2.0**-20:
            return Piece("", True, -float("inf"), False)
        missing = sequence_length(lead) - len(data)
        cost = -log2(likelihood) + _DAMAGE_COST * missing
        piece = Piece(placeholder(found), True, clean_cost(shown) - cost, False)
        if not 0xE4 <= lead <= 0xE9:
            piece.vote -= log2(likelihood / max(weights))
        return piece

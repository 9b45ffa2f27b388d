"""What a stretch of text reads as under a channel, wherever it is.

A digest has the same labels again and again: each different stretch is cut and weighed once.
"""

import unicodedata
from functools import lru_cache

from digestlint.encoding.channels.channel import Channel
from digestlint.encoding.channels.pieces import Piece, forget_pieces, lexicon_of
from digestlint.encoding.channels.plausibility import kind

_MOST = 1 << 15


class Decoding:
    """A stretch of text as mojibake.

    Attributes:
        shown: The stretch as it is there.
        sizes: How many of its characters each piece takes.
        pieces: What they read as, if one of them has no reading.
        text: The restored characters, placeholders for damaged ones.
        damaged: Indices into ``text`` of the characters that lost bytes.
        gain: The evidence of the pieces that this is mojibake, in bits.
        is_whole: Whether each piece has a reading.
        only_leads: Whether it is made of lead bytes alone, which look like accented letters.
        begins_with_mark: Whether the first restored character is a combining mark.
    """

    __slots__ = (
        "begins_with_mark",
        "damaged",
        "gain",
        "is_whole",
        "only_leads",
        "pieces",
        "shown",
        "sizes",
        "text",
    )

    def __init__(self, shown: str, sizes: bytes, pieces: list[Piece]) -> None:
        """Take the pieces of ``shown``."""
        self.shown = shown
        self.sizes = sizes
        self.text = "".join([piece.char for piece in pieces])
        self.damaged = tuple([at for at, piece in enumerate(pieces) if piece.damaged])
        self.gain = sum([piece.gain for piece in pieces])
        self.is_whole = len(self.text) == len(pieces)
        self.pieces = [] if self.is_whole else pieces
        self.only_leads = len(shown) == len(pieces)
        self.begins_with_mark = unicodedata.category(self.text[:1] or " ")[0] == "M"

    @property
    def ends_with_sign(self) -> bool:
        """Whether a symbol is last, or an odd mark."""
        return kind(self.shown[-1]) in "sm$po"

    @property
    def is_east_asian(self) -> bool:
        """Whether all restored characters are of East Asian scripts, or beyond."""
        return min(self.text) >= "\u2e80"


class Decodings:
    """The decodings of one channel, made when first asked for."""

    def __init__(self, channel: Channel) -> None:
        """Take the channel."""
        self.lexicon = lexicon_of(channel)
        self._known: dict[tuple[str, bytes], Decoding] = {}

    def read(self, shown: str, view: bytes) -> Decoding:
        """Return the decoding of a stretch, given the channel's view of it."""
        # The view says which spaces are half of a character, which depends on their neighbours.
        found = self._known.get((shown, view))
        if found is None:
            if len(self._known) >= _MOST:
                self._known.clear()
            lexicon = self.lexicon
            parts = lexicon.cut(view)
            found = Decoding(shown, bytes(map(len, parts)), [lexicon[part] for part in parts])
            self._known[shown, view] = found
        return found


@lru_cache(maxsize=16)
def decodings_of(channel: Channel) -> Decodings:
    """Return the decodings of a channel, shared by all callers."""
    return Decodings(channel)


def forget() -> None:
    """Clear the cache: the next text has other stretches."""
    decodings_of.cache_clear()
    forget_pieces()

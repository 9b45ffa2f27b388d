"""Finding stretches of a text that read as mojibake of one channel."""

import unicodedata
from collections.abc import Iterator

from digestlint.mojibake.channel import Channel
from digestlint.mojibake.pieces import Piece, lexicon_of
from digestlint.mojibake.plausibility import kind

_STRAY_COST = 15.0
"""What it costs a run to touch a character that no reading of the same code page explains."""


class Stretch:
    """A run in the making: where it is, what it reads as, and the evidence in bits.

    Attributes:
        start: The offset of its first character.
        end: The offset after the last one.
        sizes: How many characters each piece takes.
        pieces: What they read as.
        gain: The evidence that this is mojibake.
    """

    __slots__ = ("end", "gain", "pieces", "sizes", "start", "text")

    def __init__(self, start: int, sizes: list[int], pieces: list[Piece], gain: float) -> None:
        self.start = start
        self.end = start + sum(sizes)
        self.sizes = sizes
        self.pieces = pieces
        self.gain = gain
        self.text = "".join([piece.char for piece in pieces])
        """The restored characters, placeholders for damaged ones."""

    @property
    def only_leads(self) -> bool:
        """Whether it is made of lead bytes alone, which look like accented letters (``é``)."""
        return self.end - self.start == len(self.pieces)


def scan(text: str, channel: Channel) -> Iterator[Stretch]:
    """Yield each maximal stretch of ``text`` that reads as mojibake of ``channel``, in order.

    The stretches hold no character without a reading.
    """
    lexicon = lexicon_of(channel)
    for match in lexicon.grammar.stretch.finditer(channel.view(text)):
        parts = lexicon.cut(match.group())
        pieces = [lexicon[part] for part in parts]
        stretch = Stretch(match.start(), list(map(len, parts)), pieces, 0.0)
        if len(stretch.text) < len(pieces):
            yield from _split(text, stretch)
        else:
            stretch.gain = _gain(text, stretch)
            yield stretch


def _split(text: str, whole: Stretch) -> Iterator[Stretch]:
    """Yield the stretches between the characters without a reading."""
    at, sizes, pieces = whole.start, whole.sizes, whole.pieces
    stray = False
    first = 0
    for index in range(len(pieces) + 1):
        if index < len(pieces) and pieces[index].char:
            continue
        stray_after = index < len(pieces) and not pieces[index].separates
        if index > first:
            stretch = Stretch(at, sizes[first:index], pieces[first:index], 0.0)
            stretch.gain = _gain(text, stretch) - _STRAY_COST * (stray + stray_after)
            yield stretch
        at += sum(sizes[first : index + 1])
        stray = stray_after
        first = index + 1


def _gain(text: str, stretch: Stretch) -> float:
    """Return the evidence of a run: its pieces, and how it stands between its neighbours.

    A capital after a small letter or a digit is odd in clean text, and after a capital it is not;
    so is a symbol inside a word. Mojibake seldom starts with a combining mark, touches a letter
    of a cased script that the code page lacks, or puts East Asian characters inside a word. Lead
    bytes alone that touch a word or number are most likely what they seem (``café``, ``2×``), and
    inside a word (``naïve``) they are, whatever the rest of the document is like.
    """
    start, end = stretch.start, stretch.end
    gain = sum([piece.gain for piece in stretch.pieces])
    before = text[start - 1] if start else "\n"
    after = text[end] if end < len(text) else "\n"
    inside_word = before.islower() and after.islower()
    if before.islower() and text[start].isupper():
        gain += 7.0
    elif stretch.only_leads and (before.isalnum() or after.isalnum()):
        gain -= 40.0 if inside_word else 10.0
    elif before.isdecimal() and text[start].isupper():
        gain += 4.0
    elif before.isupper() and text[start].isupper():
        gain -= 4.0
    if inside_word and kind(text[end - 1]) in "sm$po":
        gain += 6.0
    if unicodedata.category(stretch.text[0])[0] == "M":
        gain -= 12.0
    if (before > "\x7f" and _is_cased(before)) or (after > "\x7f" and _is_cased(after)):
        gain -= _STRAY_COST
    if inside_word and min(stretch.text) >= "\u2e80":
        gain -= 4.0
    return gain


def _is_cased(char: str) -> bool:
    return char.islower() or char.isupper()

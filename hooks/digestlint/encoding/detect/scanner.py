"""Finding stretches of a text that read as mojibake of one channel."""

from collections.abc import Iterator

from digestlint._runtime.patterns import lazy_pattern
from digestlint.encoding.channels.channel import Channel
from digestlint.encoding.detect.decoding import Decoding, decodings_of

_STRAY_COST = 15.0
"""What it costs a run to touch a character that no reading of the same code page explains."""

_APART = frozenset("\n\t !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
"""What says nothing of a stretch beside it."""
TWO_BYTE_LEADS = frozenset("ÂÃÄÅÈÐÑÎÏØÙÞĂĎŇŘÃ")
"""Capitals that are what is left of a letter of two bytes: no word has them inside."""
_PORTUGUESE = lazy_pattern(r"(?:s|quel[ae]s?|quilo)\b")
"""What follows the ``à`` of a word."""


class Stretch:
    """A run in the making: where it is, what it reads as, and the evidence in bits.

    Attributes:
        start: The offset of its first character.
        end: The offset after the last one.
        decoding: What it reads as.
        gain: The evidence that this is mojibake.
    """

    __slots__ = ("decoding", "end", "gain", "start")

    def __init__(self, start: int, decoding: Decoding, gain: float) -> None:
        self.start = start
        self.end = start + len(decoding.shown)
        self.decoding = decoding
        self.gain = gain

    @property
    def text(self) -> str:
        """The restored characters, placeholders for damaged ones."""
        return self.decoding.text


def scan(text: str, channel: Channel) -> Iterator[Stretch]:
    """Yield each maximal stretch of ``text`` that reads as mojibake of ``channel``, in order.

    The stretches hold no character without a reading.
    """
    known = decodings_of(channel)
    for match in known.lexicon.grammar.stretch.finditer(channel.view(text)):
        start, end = match.span()
        decoding = known.read(text[start:end], match.group())
        if decoding.is_whole:
            yield Stretch(start, decoding, _gain(text, start, decoding))
        else:
            yield from _split(text, start, decoding)


def _split(text: str, at: int, whole: Decoding) -> Iterator[Stretch]:
    """Yield the stretches between the characters without a reading, from offset ``at`` on."""
    sizes, pieces = whole.sizes, whole.pieces
    stray = False
    first = 0
    for index in range(len(pieces) + 1):
        if index < len(pieces) and pieces[index].char:
            continue
        stray_after = index < len(pieces) and not pieces[index].separates
        if index > first:
            here = sizes[first:index]
            decoding = Decoding(text[at : at + sum(here)], here, pieces[first:index])
            gain = _gain(text, at, decoding) - _STRAY_COST * (stray + stray_after)
            yield Stretch(at, decoding, gain)
        at += sum(sizes[first : index + 1])
        stray = stray_after
        first = index + 1


def _gain(text: str, start: int, decoding: Decoding) -> float:
    """Return the evidence of a run: its pieces, and how it stands between its neighbours.

    A capital after a small letter or a digit is odd in clean text, and after a capital it is not;
    so is a symbol inside a word. Mojibake seldom starts with a combining mark, touches a letter
    of a cased script that the code page lacks, or puts East Asian characters inside a word. Lead
    bytes alone that touch a word or number are most likely what they seem (``café``, ``2×``), and
    inside a word (``naïve``) they are, whatever the rest of the document is like. The blank between
    the word ``à`` and the next one is not also what is left of the letter, but in the few words of
    Portuguese that begin with ``à``.
    """
    gain = decoding.gain
    if len(decoding.text) == 1 and len(decoding.shown) > 2 and not decoding.damaged:
        gain += 2.0  # three such signs stand beside each other nowhere else
    if decoding.begins_with_mark:
        gain -= 12.0
    end = start + len(decoding.shown)
    before = text[start - 1] if start else "\n"
    after = text[end] if end < len(text) else "\n"
    if before in _APART and after in _APART:
        return gain
    inside_word = before.islower() and after.islower()
    begins_with_capital = text[start].isupper()
    if before.islower() and begins_with_capital:
        gain += 13.0 if inside_word and decoding.only_leads else 7.0
    elif decoding.only_leads and (before.isalnum() or after.isalnum()):
        gain -= 40.0 if inside_word else 10.0
    elif before.isdecimal() and begins_with_capital:
        gain += 4.0
    elif before.isupper() and begins_with_capital:
        gain -= 4.0
    if inside_word and decoding.ends_with_sign:
        gain += 6.0
    if (before > "\x7f" and _is_cased(before)) or (after > "\x7f" and _is_cased(after)):
        gain -= _STRAY_COST
    if inside_word and decoding.is_east_asian:
        gain -= 4.0
    is_word = decoding.text == "à" and decoding.shown[-1] == " " and not before.isalnum()
    if is_word and after.isalnum() and not _PORTUGUESE.match(text, end):
        gain -= 40.0
    return gain


def _is_cased(char: str) -> bool:
    return char.islower() or char.isupper()

"""Finding stretches of a text that read as mojibake of one channel."""

from collections.abc import Iterator

from digestlint._runtime.patterns import lazy_pattern
from digestlint.encoding.channels.channel import Channel
from digestlint.encoding.detect.decoding import Decoding, decodings_of

_STRAY_COST = 15.0
"""The cost for a run that touches a character without a reading in the same code page."""

_APART = frozenset("\n\t !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
"""Characters that are not evidence about the text next to them."""
TWO_BYTE_LEADS = frozenset("ÂÃÄÅÈÐÑÎÏØÙÞĂĎŇŘÃ")
"""Capitals that are what is left of a letter of two bytes: no word has them inside."""
_PORTUGUESE = lazy_pattern(r"(?:s|quel[ae]s?|quilo)\b")
"""What follows the ``à`` of a word."""
_CUT_SHORT = lazy_pattern("(?<![^\\W_])Ã(?=[b-df-hj-np-vx-z][a-z])")
"""What is left of ``Área``: no word begins like that."""
_MARK_CUT_SHORT = lazy_pattern("(?<=[aeioun])Ì(?![A-ZÀ-Þ])")
"""What is left of a combining accent on a letter."""


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

    Every character of a stretch has a reading.
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


_WEIGHTS = {
    # Three such signs in a row occur nowhere else.
    "several signs for one character": 2.0,
    "begins with a combining mark": -12.0,
    # A capital after a small letter or a digit is odd in clean text; after a capital it is not.
    "leads that begin with a capital inside a word": 13.0,
    "capital after a small letter": 7.0,
    "capital after a digit": 4.0,
    "capital after a capital": -4.0,
    # Lead bytes alone are most likely what they seem (``café``, ``2×``), and inside a word
    # (``naïve``) they are, whatever the rest of the document is like.
    "leads inside a word": -40.0,
    "leads beside a word or number": -10.0,
    "ends in a sign inside a word": 6.0,
    "a capital that is cut short begins a word": 6.0,
    "a combining accent that is cut short": 16.0,
    # The code page lacks the letter.
    "beside a letter of a cased script": -_STRAY_COST,
    "East Asian inside a word": -4.0,
    # The space between it and the next word is not also what is left of the letter, but in the
    # few words of Portuguese that begin with it.
    "the word à before a word": -40.0,
}
"""The evidence of a run and its neighbours, in bits."""


def _gain(text: str, start: int, decoding: Decoding) -> float:
    """Return the evidence of a run in bits: its pieces, and how it is between its neighbours."""
    gain = decoding.gain
    for feature in _features(text, start, decoding):
        gain += _WEIGHTS[feature]
    return gain


def _features(text: str, start: int, decoding: Decoding) -> Iterator[str]:
    """Yield the names of ``_WEIGHTS`` that apply to a run."""
    if len(decoding.text) == 1 and len(decoding.shown) > 2 and not decoding.damaged:
        yield "several signs for one character"
    if decoding.begins_with_mark:
        yield "begins with a combining mark"
    end = start + len(decoding.shown)
    before = text[start - 1] if start else "\n"
    after = text[end] if end < len(text) else "\n"
    if before in _APART and after in _APART:
        return
    inside_word = before.islower() and after.islower()
    if len(decoding.shown) == 1 and is_cut_short(text, start):
        yield "a capital that is cut short begins a word"
        return
    if decoding.damaged == (0,) and _MARK_CUT_SHORT.match(text, start):
        yield "a combining accent that is cut short"
        return
    yield from _of_capitals_and_leads(text[start], before, after, decoding)
    if inside_word and decoding.ends_with_sign:
        yield "ends in a sign inside a word"
    if (before > "\x7f" and _is_cased(before)) or (after > "\x7f" and _is_cased(after)):
        yield "beside a letter of a cased script"
    if inside_word and decoding.is_east_asian:
        yield "East Asian inside a word"
    is_word = decoding.text == "à" and decoding.shown[-1] == " " and not before.isalnum()
    if is_word and after.isalnum() and not _PORTUGUESE.match(text, end):
        yield "the word à before a word"


def _of_capitals_and_leads(
    first: str, before: str, after: str, decoding: Decoding
) -> Iterator[str]:
    inside_word = before.islower() and after.islower()
    begins_with_capital = first.isupper()
    if before.islower() and begins_with_capital:
        is_inside = inside_word and decoding.only_leads
        yield (
            "leads that begin with a capital inside a word"
            if is_inside
            else "capital after a small letter"
        )
    elif decoding.only_leads and (before.isalnum() or after.isalnum()):
        yield "leads inside a word" if inside_word else "leads beside a word or number"
    elif before.isdecimal() and begins_with_capital:
        yield "capital after a digit"
    elif before.isupper() and begins_with_capital:
        yield "capital after a capital"


def is_cut_short(text: str, start: int) -> bool:
    """Whether a letter at the beginning of a word is what is left of another one."""
    return _CUT_SHORT.match(text, start) is not None


def _is_cased(char: str) -> bool:
    return char.islower() or char.isupper()

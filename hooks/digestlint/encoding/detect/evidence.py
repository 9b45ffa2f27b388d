"""How sure it is that a stretch is mojibake, from itself and from the rest of the document."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate
from math import log2
from typing import Literal, Protocol

from digestlint.encoding.detect.footnotes import ends_word
from digestlint.encoding.detect.natural import Naturals, continues_word
from digestlint.encoding.detect.quotations import (
    Examples,
    closes_quotation,
    code_blocks,
    is_about_encodings,
)
from digestlint.encoding.detect.scanner import TWO_BYTE_LEADS, Stretch
from digestlint.encoding.detect.words import by_line, words_of
from digestlint.text.edits import applied

Verdict = Literal["certain", "likely", "suspect"]
"""``certain`` may be rewritten; ``likely`` is restored for other rules, but is rewritten only if
the user asks for it; ``suspect`` is only reported."""

# Thresholds in bits. Stray hits in clean text stay below 12; the shortest mojibake that no clean
# text resembles (such as a curly quote read as windows-1252) has 26 or more.
_UNCONFIRMED = -20.0
CONFIRMED = 45.0
_CERTAIN = 6.0
_SUSPECT = 8.0
_NO_CHANCE = 20.0
_DASHES = "–—"
_CONFIRMED_BY_ANOTHER = 30.0
"""Where two different stretches support each other, this much is enough."""
_BESIDE = -12.0
"""From this much evidence on, a stretch beside certain mojibake is most likely mojibake, too."""

_SWALLOWS = -20.0
"""Below this, a space that the stretch includes separates two words."""

_CLEAN_NEIGHBOR = 25.0
"""Bits against a stretch that belongs to a clean quotation or word beside it."""

_BEYOND_DOUBT = 50.0

_INSIDE_OUT = "»«"
"""No quotation closes and opens like that; a Vietnamese letter reads so."""

_MANY = 64
"""From this many stretches on, a document shows what its mojibake is made of."""

_DOMINATED = 256
"""From this many restored characters on, a document is mojibake and not a text about it."""

_ANECDOTE = 32
"""Below this many, mojibake in code blocks is an example; above, it may be a fenced note."""


class _Span(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def judge(text: str, stretches: list[Stretch], strays: int) -> Iterator[tuple[Stretch, Verdict]]:
    """Yield the stretches that look like mojibake, and how sure that is.

    Args:
        text: The whole text.
        stretches: The stretches of one code page, in order.
        strays: How many characters of that page have no reading.
    """
    judging = _Judging(text, stretches, strays)
    verdicts = [judging.alone(stretch) for stretch in stretches]
    if "certain" in verdicts:
        verdicts = judging.together(verdicts)
    for stretch, verdict in zip(stretches, verdicts, strict=True):
        if verdict is not None:
            yield stretch, verdict


class _Judging:
    """What judging a stretch needs to know about the text."""

    def __init__(self, text: str, stretches: list[Stretch], strays: int) -> None:
        strong = [stretch for stretch in stretches if stretch.gain >= 6.0]
        size = sum([len(stretch.text) for stretch in strong])
        self._text = text
        self._stretches = stretches
        self._size = size
        self._is_dense = len(strong) >= _MANY
        self._is_lesson = bool(strong) and is_about_encodings(text, size)
        self._clean = mask(text, strong)
        in_code, beside = _shown(text, self._clean, strong, self._is_lesson)
        self._shown = in_code | beside
        self._naturals = Naturals(text, self._clean, mask(text, stretches), stretches)
        suffered = [s for s in strong if self._is_evidence(s)]
        self._prior = _prior(suffered, strays)
        if any(stretch.gain + self._prior >= _CERTAIN for stretch in suffered):
            self._shown = beside  # the code is as damaged as the prose
        self._is_typical = self._prior > 0 and len(suffered) >= _MANY

    def _is_evidence(self, stretch: Stretch) -> bool:
        """Whether a stretch says something of the others: not what clean text has, too."""
        if stretch.start in self._shown or stretch in self._naturals:
            return False
        return not ends_word(self._text, stretch)

    def _gain(self, stretch: Stretch) -> float:
        gain = stretch.gain
        if (
            gain < _BEYOND_DOUBT
            and _INSIDE_OUT not in stretch.decoding.shown
            and (
                continues_word(self._text, stretch)
                or closes_quotation(self._clean, self._text, stretch.start, stretch.end)
            )
        ):
            gain -= _CLEAN_NEIGHBOR
        return gain

    def alone(self, stretch: Stretch) -> Verdict | None:
        """Judge a stretch by itself and by what the whole text is like."""
        gain, prior = stretch.gain, self._prior
        if stretch in self._naturals:
            likely = self._is_dense or gain + prior >= _CERTAIN
            is_mojibake = prior > 0 and likely and not self._is_lesson
            return "certain" if is_mojibake and self._naturals.is_mojibake(stretch) else None
        if prior <= 0 and ends_word(self._text, stretch):
            return None
        is_shown = stretch.start in self._shown
        if self._is_lesson and is_shown:
            return None
        gain = self._gain(stretch)
        certain = gain + prior >= _CERTAIN and not self._is_lesson and not is_shown
        if self._is_typical and len(stretch.text) == 1:
            lead = self._text[stretch.start]
            if self._naturals.leads[lead] < 2:
                certain = certain and gain + prior - log2(self._size) >= _CERTAIN
        if certain:
            return "certain"
        return "suspect" if gain >= _SUSPECT and not self._is_chance(stretch) else None

    def _is_chance(self, stretch: Stretch) -> bool:
        """Whether weak evidence comes from signs that often occur beside each other.

        As in ``§12.1–§12.4``: a dash or root is not a stray letter, and a letter, a space and a
        quotation mark are just that.
        """
        if stretch.gain >= _NO_CHANCE:
            return False
        shown = stretch.decoding.shown
        before = self._text[stretch.start - 1 : stretch.start]
        if shown[0].isalpha():
            # Latin words have no ideograph or syllable at their end: ``Brontë…”``.
            is_foreign = before.isalpha() and "\u2e80" <= stretch.text < "\ufb00"
            return is_foreign or any(char < "\x80" for char in shown)
        return shown[0] in _DASHES or not before.isalpha()

    def together(self, verdicts: list[Verdict | None]) -> list[Verdict | None]:
        """Judge again the stretches beside certain mojibake: a line is restored as a whole."""
        known = dict(zip([s.start for s in self._stretches], verdicts, strict=True))
        sure = {s.decoding.shown: s for s in self._stretches if known[s.start] == "certain"}
        leads = {
            shown[at]
            for shown, s in sure.items()
            for at in accumulate(s.decoding.sizes[:-1], initial=0)
        }
        found: list[Verdict | None] = []
        for _, _, line in by_line(self._text, self._stretches):
            here = [known[stretch.start] for stretch in line]
            if "certain" in here:
                again = [v or self._beside(s, leads) for s, v in zip(line, here, strict=True)]
                here = ["likely" if verdict == "suspect" else verdict for verdict in again]
            found += here
        return found

    def _beside(self, stretch: Stretch, leads: set[str]) -> Verdict | None:
        """Judge a stretch that is not mojibake by itself, in a line with certain mojibake."""
        lead = self._text[stretch.start]
        if stretch in self._naturals:
            is_left_over = lead in leads and lead in TWO_BYTE_LEADS
            return "likely" if is_left_over and stretch.gain > _SWALLOWS else None
        if stretch.start in self._shown:
            return "likely"
        gain = self._gain(stretch)
        if gain < stretch.gain:
            return None  # something clean beside it lays claim to it
        if lead in leads:
            return "certain" if gain >= _CERTAIN else "likely" if gain >= _BESIDE else None
        return "likely" if gain >= _CERTAIN and lead.isalpha() else None


def mask(text: str, spans: Sequence[_Span]) -> str:
    """Return ``text`` with each character of the spans, which are in order, as a space."""
    return applied(text, ((at.start, at.end, " " * (at.end - at.start)) for at in spans))


def _shown(
    text: str, clean: str, strong: list[Stretch], is_lesson: bool
) -> tuple[set[int], set[int]]:
    """Return the starts of the stretches that are examples: those in code, and others."""
    in_code, beside = set[int](), set[int]()
    size = sum([len(stretch.text) for stretch in strong])
    if not strong or (size >= _DOMINATED and not is_lesson):
        return in_code, beside
    blocks = code_blocks(text) if size < _ANECDOTE or is_lesson else []
    block_starts = [start for start, _ in blocks]
    examples = Examples(text, clean, is_lesson)
    for stretch, word in words_of(text, strong):
        start, end = stretch.start, stretch.end
        block = bisect_right(block_starts, start) - 1
        if (block >= 0 and start < blocks[block][1]) or examples.is_in_code_span(start, end):
            (beside if is_lesson else in_code).add(start)
        if examples.is_shown(start, end, word):
            beside.add(start)
    return in_code, beside


def _prior(strong: list[Stretch], strays: int) -> float:
    """Return the evidence, in bits, that the rest of the document gives for this stretch.

    Repetitions of the same characters are weaker evidence than other ones.
    """
    seen = Counter([stretch.text for stretch in strong])
    gains = {stretch.text: stretch.gain for stretch in strong}
    total = sum(gain * (1.0 + log2(seen[chars])) for chars, gain in gains.items())
    if total < (_CONFIRMED_BY_ANOTHER if len(seen) > 1 else CONFIRMED):
        return _UNCONFIRMED
    return min(log2(len(strong) + 1.0) - log2(strays + 1.0), 10.0)

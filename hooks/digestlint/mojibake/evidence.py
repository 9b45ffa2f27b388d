"""How sure it is that a stretch is mojibake, from itself and from the rest of the document."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from math import log2
from typing import Protocol

from digestlint.mojibake.natural import Naturals, continues_word
from digestlint.mojibake.quoting import (
    closes_quotation,
    code_blocks,
    is_about_encodings,
    is_shown,
)
from digestlint.mojibake.scanner import Stretch

# Thresholds in bits. Stray hits in clean text stay below 12; the shortest mojibake that no clean
# text resembles (such as a curly quote read as windows-1252) has 26 or more.
_UNCONFIRMED = -20.0
CONFIRMED = 45.0
_CERTAIN = 6.0
_SUSPECT = 8.0

_CLEAN_NEIGHBOR = 25.0
"""Bits against a stretch that a clean quotation or word beside it lays claim to."""

_BEYOND_DOUBT = 50.0

_MANY = 64
"""From so many stretches on, a document tells what its mojibake is made of."""

_DOMINATED = 256
"""From this many restored characters on, a document is mojibake and not a text about it."""

_ANECDOTE = 32
"""Below this many, mojibake in code blocks is an example; above, it may be a fenced note."""


class _Span(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def judge(text: str, stretches: list[Stretch], strays: int) -> Iterator[tuple[Stretch, bool]]:
    """Yield the stretches that look like mojibake, and whether that is certain.

    Args:
        text: The whole text.
        stretches: The stretches of one code page, in order.
        strays: How many characters of that page have no reading.
    """
    strong = [stretch for stretch in stretches if stretch.gain >= 6.0]
    size = sum([len(stretch.text) for stretch in strong])
    is_lesson = bool(strong) and is_about_encodings(text, size)
    clean = mask(text, strong)
    shown = _shown(text, clean, strong, is_lesson)
    naturals = Naturals(text, clean, mask(text, stretches), stretches)
    suffered = [s for s in strong if s.start not in shown and s not in naturals]
    prior = _prior(suffered, strays)
    typical = prior > 0 and len(suffered) >= _MANY
    for stretch in stretches:
        gain = stretch.gain
        if stretch in naturals:
            likely = len(strong) >= _MANY or gain + prior >= _CERTAIN
            if prior > 0 and likely and not is_lesson and naturals.is_mojibake(stretch):
                yield stretch, True
            continue
        if is_lesson and stretch.start in shown:
            continue
        if gain < _BEYOND_DOUBT and (
            continues_word(text, stretch)
            or closes_quotation(clean, text, stretch.start, stretch.end)
        ):
            gain -= _CLEAN_NEIGHBOR
        certain = gain + prior >= _CERTAIN and not is_lesson and stretch.start not in shown
        if typical and len(stretch.text) == 1 and naturals.leads[text[stretch.start]] < 2:
            certain = certain and gain + prior - log2(size) >= _CERTAIN
        if certain or gain >= _SUSPECT:
            yield stretch, certain


def mask(text: str, spans: Sequence[_Span]) -> str:
    """Return ``text`` with each character of the spans, which are in order, as a space."""
    parts: list[str] = []
    at = 0
    for span in spans:
        parts += text[at : span.start], " " * (span.end - span.start)
        at = span.end
    return "".join([*parts, text[at:]])


def _shown(text: str, clean: str, strong: list[Stretch], is_lesson: bool) -> set[int]:
    """Return the starts of the stretches that are examples."""
    size = sum([len(stretch.text) for stretch in strong])
    if not strong or (size >= _DOMINATED and not is_lesson):
        return set()
    blocks = code_blocks(text) if size < _ANECDOTE or is_lesson else []
    block_starts = [start for start, _ in blocks]
    shown: set[int] = set()
    for stretch in strong:
        block = bisect_right(block_starts, stretch.start) - 1
        if (block >= 0 and stretch.start < blocks[block][1]) or is_shown(
            text, clean, stretch.start, stretch.end, stretch.text, is_lesson
        ):
            shown.add(stretch.start)
    return shown


def _prior(strong: list[Stretch], strays: int) -> float:
    """Return the bits for "this stretch is mojibake" that the rest of the document gives.

    The same characters again are weaker evidence than other ones.
    """
    seen = Counter([stretch.text for stretch in strong])
    gains = {stretch.text: stretch.gain for stretch in strong}
    total = sum(gain * (1.0 + log2(seen[chars])) for chars, gain in gains.items())
    if total < CONFIRMED:
        return _UNCONFIRMED
    return min(log2(len(strong) + 1.0) - log2(strays + 1.0), 10.0)

"""How sure it is that a stretch is mojibake, from itself and from the rest of the document."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from math import log2
from typing import Protocol

from digestlint.mojibake.quoting import code_blocks, is_shown
from digestlint.mojibake.scanner import Stretch

# Thresholds in bits. Stray hits in clean text stay below 12; the shortest mojibake that no clean
# text resembles (such as a curly quote read as windows-1252) has 26 or more.
_UNCONFIRMED = -20.0
CONFIRMED = 45.0
_CERTAIN = 6.0
_SUSPECT = 8.0

# Where a document has many runs, and not one accented letter or Latin symbol outside them.
_NOTHING_CLEAN = 20.0
_MANY = 64

_DOMINATED = 256
"""From this many restored characters on, a document is mojibake and not a text about it."""

_ANECDOTE = 32
"""Below this many, mojibake in code blocks is an example; above, it may be a fenced note."""


# Latin-1 Supplement, Latin Extended-A and -B.
_LATIN = re.compile("[\u0080-\u024f]")


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
    shown = _shown(text, strong)
    prior = _prior([stretch for stretch in strong if stretch.start not in shown], strays)
    if prior > 0 and len(strong) >= _MANY and _leaves_nothing(text, stretches):
        prior = _NOTHING_CLEAN
    for stretch in stretches:
        certain = stretch.gain + prior >= _CERTAIN and stretch.start not in shown
        if certain or stretch.gain >= _SUSPECT:
            yield stretch, certain


def mask(text: str, spans: Sequence[_Span]) -> str:
    """Return ``text`` with each character of the spans, which are in order, as a space."""
    parts: list[str] = []
    at = 0
    for span in spans:
        parts += text[at : span.start], " " * (span.end - span.start)
        at = span.end
    return "".join([*parts, text[at:]])


def _leaves_nothing(text: str, stretches: list[Stretch]) -> bool:
    """Whether every accented letter and Latin symbol is in one of the stretches.

    Clean characters of other scripts (a repaired line, a line added later) say nothing about
    what a lone lead byte is.
    """
    return _LATIN.search(mask(text, stretches)) is None


def _shown(text: str, strong: list[Stretch]) -> set[int]:
    """Return the starts of the stretches that a text about encodings shows as examples."""
    size = sum(len(stretch.pieces) for stretch in strong)
    if not strong or size >= _DOMINATED:
        return set()
    clean = mask(text, strong)
    blocks = code_blocks(text) if size < _ANECDOTE else []
    return {
        stretch.start
        for stretch in strong
        if any(start <= stretch.start < end for start, end in blocks)
        or is_shown(text, clean, stretch.start, stretch.end, stretch.text)
    }


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

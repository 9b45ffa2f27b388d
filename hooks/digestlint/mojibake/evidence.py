"""How sure it is that a stretch is mojibake, from itself and from the rest of the document."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from math import log2
from typing import Protocol

from digestlint.mojibake.lines import line_around
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
    rest = mask(text, stretches)
    if prior > 0 and len(strong) >= _MANY and _LATIN.search(rest) is None:
        prior = _NOTHING_CLEAN
    companions = [stretch.start for stretch in stretches if not stretch.only_leads]
    for stretch in stretches:
        certain = stretch.gain + prior >= _CERTAIN and stretch.start not in shown
        if stretch.only_leads and not _fits_in(rest, stretch.start, companions):
            certain = False
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


def _fits_in(rest: str, start: int, companions: list[int]) -> bool:
    """Whether a lone lead byte at ``start`` is in a line that is mojibake throughout.

    Such a line holds other mojibake (``companions`` are the starts of stretches that have more than
    lead bytes), and nothing beyond ASCII in ``rest``: a line that was repaired, or added later, has
    clean accents, too.
    """
    before, end = line_around(rest, start, start)
    i = bisect_left(companions, before)
    return i < len(companions) and companions[i] < end and rest[before:end].isascii()


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

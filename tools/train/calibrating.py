"""How sure the model of a language may be, learnt from sources that it has not seen.

Some sources are left out of training, damaged and restored. Two things are learnt:
how often a choice is right at given odds, and from which odds on whole lines are hardly ever wrong.
Below these, no posterior is high enough for a safe fix.
"""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from digestlint.encoding.infill.by_language import written
from digestlint.encoding.infill.language_model import LanguageModel
from digestlint.encoding.infill.spelling import Hole, rank
from tools.train.channels import lost_bytes

_CHANNELS = (("windows-1252", False), ("windows-1254", False), ("windows-1254", True))
_MOST_SOURCES = 4
_MOST_LEFT_OUT = 0.35
_WORD_LISTS = ("hunspell", "wordfreq")
_LEAST_SIZE = 15_000
_MOST_LINES = 2500
_BINS = 24
_MOST_WRONG = 2.5e-4
"""Of the lines that are all sure, so many may be wrong."""

_JUST_SAFE, _JUST_NOT_SAFE = 4.7, 4.5
"""Log-odds on either side of 0.99."""

_SURE_AT_LAST = 9.0

Train = Callable[[str, dict[str, list[str]]], dict[str, Any]]


class Choice(NamedTuple):
    """What became of a damaged character: its log-odds, and whether it is right."""

    line: int
    odds: float
    right: bool


def calibration(language: str, sources: dict[str, list[str]], train: Train) -> NDArray[np.float32]:
    """Return log-odds as computed and as they may be told, ascending."""
    choices = list(_left_out(language, sources, train))
    odds = np.asarray([choice.odds for choice in choices])
    right = np.asarray([choice.right for choice in choices], dtype=np.float64)
    order = np.argsort(odds)
    odds, right = odds[order], right[order]
    middle: list[float] = []
    told: list[float] = []
    for part in np.array_split(np.arange(len(odds)), _BINS):
        if len(part):
            middle.append(float(odds[part].mean()))
            share = (right[part].sum() + 0.5) / (len(part) + 1.0)
            told.append(float(np.log(share / (1.0 - share))))
    safe = _safe_from(choices)
    return _with_step(np.asarray(middle), np.maximum.accumulate(told), safe)


def _with_step(
    middle: NDArray[np.float64], told: NDArray[np.float64], safe: float
) -> NDArray[np.float32]:
    """Return the curve, below 0.99 up to the odds ``safe``, and above from there on."""
    below = middle < safe
    computed = [*middle[below], safe - 1e-3, safe, *middle[~below]]
    high = np.maximum(told[~below], _JUST_SAFE)
    shown = [*np.minimum(told[below], _JUST_NOT_SAFE), _JUST_NOT_SAFE, _JUST_SAFE, *high]
    last = max(computed[-1] + 1.0, 20.0)
    points = np.asarray([[*computed, last], [*shown, max(shown[-1], _SURE_AT_LAST)]])
    keep = np.append(True, np.diff(points[0]) > 0)
    return points[:, keep].astype(np.float32)


def _safe_from(choices: list[Choice]) -> float:
    """Return the least odds from which on the lines that are all as sure are right."""
    lines: dict[int, tuple[float, bool]] = {}
    for line, odds, right in choices:
        least, good = lines.get(line, (np.inf, True))
        lines[line] = min(least, odds), good and right
    ranked = sorted(lines.values(), reverse=True)
    safe, wrong = np.inf, 0
    for number, (odds, good) in enumerate(ranked, 1):
        wrong += not good
        if wrong <= _MOST_WRONG * number:
            safe = odds
    return float(min(safe, 30.0))


def _left_out(language: str, sources: dict[str, list[str]], train: Train) -> Iterator[Choice]:
    sizes = {
        name: sum(map(len, lines))
        for name, lines in sources.items()
        if not name.startswith(_WORD_LISTS)
    }
    whole = sum(sizes.values())
    chosen: list[str] = []
    for name in sorted(sizes, key=lambda each: sizes[each]):
        left_out = sum(sizes[other] for other in (*chosen, name))
        if sizes[name] >= _LEAST_SIZE and left_out <= _MOST_LEFT_OUT * whole:
            chosen.append(name)
    chosen = chosen[-_MOST_SOURCES:]
    rest = {name: lines for name, lines in sources.items() if name not in chosen}
    model = LanguageModel(train(language, rest))
    first = 0
    for name in chosen:
        lines = sources[name]
        lines = lines[:: max(len(lines) // _MOST_LINES, 1)]
        for page, soft_hyphen in _CHANNELS:
            yield from judged(model, lines, lost_bytes(page, soft_hyphen), first)
            first += len(lines)


def judged(
    model: LanguageModel, lines: list[str], lost: frozenset[int], first: int = 0
) -> Iterator[Choice]:
    """Yield what becomes of the damaged characters of some lines; ``first`` is the first one's."""
    text = "\n".join(lines)
    gone = bytes(sorted(lost))
    known: dict[str, str] = {}
    holes: list[Hole] = []
    owner: list[int] = []
    line = first
    for offset, char in enumerate(text):
        line += char == "\n"
        if char >= "\x80":
            if char not in known:
                known[char] = _options(char.encode("utf-8", "replace"), gone, lost)
            if known[char]:
                holes.append(Hole(offset, known[char]))
                owner.append(line)
    for number, shares in rank(model, text, holes):
        best = int(shares.argmax())
        rest = max(float(shares.sum() - shares[best]), 1e-15)
        hole = holes[number]
        right = hole.options[best] == text[hole.offset]
        if len(hole.options) > 1:
            yield Choice(owner[number], float(np.log(shares[best] / rest)), right)


def _options(data: bytes, gone: bytes, lost: frozenset[int]) -> str:
    survived = data.translate(None, gone)
    if len(survived) == len(data) or survived[:1] < b"\xc2":
        return ""
    return written(survived, lost)

"""Damaged letters of alphabets, chosen by how often rows of letters are written.

A letter that lost bytes leaves a few candidates, and the letters around it decide between them. The
table has rows of one to five letters of some fifty languages in one: bytes distinguish scripts, and
neighbours distinguish languages. Words are folded to lower case; anything that is not a letter
is a single boundary. Only reading the table needs NumPy.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import exp, log
from typing import NamedTuple

from digestlint.encoding.channels.candidates import candidates
from digestlint.encoding.channels.plausibility import IMPOSSIBLE, written_cost
from digestlint.encoding.infill.letter_counts import letter_counts

LONGEST = 5
"""The longest rows of the table."""

BOUNDARY = " "

_REACH = LONGEST - 1
_BEAM = 24
_MOST_OPTIONS = 8
_MOST_TOGETHER = 12
"""At most this many damaged letters near each other are chosen together."""

_UNSEEN = 1e-3
_UNTRUSTED = 0.5
_RARE = 30.0
_CAPITAL_AT_START, _CAPITAL_INSIDE = 0.3, 1e-4
_JOINERS = "\u200c\u200d"

_LEADS = (range(0xC3, 0xE0), range(0xE0, 0xE2))


class Ranked(NamedTuple):
    """A candidate and how likely it is."""

    char: str
    probability: float


def is_letter(char: str) -> bool:
    """Whether a character is part of a word: a letter, a mark on one, or a joiner."""
    return char.isalpha() or char in _JOINERS or unicodedata.category(char)[0] == "M"


@lru_cache(maxsize=1 << 14)
def fold(char: str) -> str:
    """Return the small letter of a letter before the East Asian scripts, else the boundary."""
    if char >= "\u3000" or not is_letter(char):
        return BOUNDARY
    small = char.lower()
    return small if len(small) == 1 else char


@lru_cache(maxsize=1 << 12)
def letters_that_fit(survived: bytes, lost: frozenset[int], every: str = "") -> str:
    """Return the letters that may have left these bytes; "" where this table is not asked."""
    if not survived or not any(survived[0] in leads for leads in _LEADS):
        return ""
    fitting = every or candidates(survived, lost)
    return "".join(filter(is_usual_letter, fitting))


def is_usual_letter(char: str) -> bool:
    """Whether a character is part of a word in a living language."""
    return is_letter(char) and written_cost(char) < min(_RARE, IMPOSSIBLE)


def rank(text: str, damaged: Iterable[tuple[int, str]]) -> dict[int, list[Ranked]]:
    """Rank the candidates of each damaged letter of ``text``, the likeliest first.

    Args:
        text: The text; whatever stands for a damaged letter.
        damaged: Offsets, ascending, and candidates.
    """
    found: dict[int, list[Ranked]] = {}
    holes = [(at, _of_case(text, at, chars)) for at, chars in damaged]
    for group in _groups(text, holes):
        offsets = [at for at, _ in group]
        around = _around(text, group)
        for at, ranked in zip(offsets, _rank(*around), strict=True):
            found[at] = list(ranked)
    return found


def _of_case(text: str, at: int, chars: str) -> str:
    """Return the candidates in the case that the letters beside them have, if that is clear."""
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if before.islower():
        chosen = "".join(char for char in chars if not char.isupper())
    elif before.isupper() and after.isupper():
        chosen = "".join(char for char in chars if not char.islower())
    else:
        return chars
    return chosen or chars


def _groups(text: str, damaged: Sequence[tuple[int, str]]) -> Iterable[list[tuple[int, str]]]:
    """Yield the damaged letters that depend on each other."""
    group: list[tuple[int, str]] = []
    for at, chars in damaged:
        if group:
            last = group[-1][0]
            apart = at - last > _REACH or any(c in "\r\n" for c in text[last + 1 : at])
            if apart or len(group) >= _MOST_TOGETHER:
                yield group
                group = []
        group.append((at, chars))
    if group:
        yield group


def _around(text: str, group: Sequence[tuple[int, str]]) -> tuple[str, tuple[tuple[int, str], ...]]:
    """Return the folded letters around a group, and the places of its letters among them."""
    first, last = group[0][0], group[-1][0]
    holes = dict(group)
    row: list[str] = [BOUNDARY]
    places: list[tuple[int, str]] = []
    for at in range(max(first - 2 * _REACH, 0), min(last + _REACH + 1, len(text))):
        if at in holes:
            places.append((len(row), holes[at]))
            row.append("\0")
            continue
        char = fold(text[at])
        if char != BOUNDARY or row[-1] != BOUNDARY:
            row.append(char)
    if len(text) <= last + _REACH + 1 and row[-1] != BOUNDARY:
        row.append(BOUNDARY)
    return "".join(row), tuple(places)


@lru_cache(maxsize=1 << 16)
def _rank(row: str, places: tuple[tuple[int, str], ...]) -> tuple[tuple[Ranked, ...], ...]:
    """Rank the candidates of the letters at some places of a row of folded letters."""
    holes = dict(places)
    end = min(places[-1][0] + LONGEST, len(row))
    beams: list[tuple[float, str, str]] = [(0.0, "", "")]  # log-probability, row so far, choices
    for at in range(end):
        near = any(0 <= at - place < LONGEST for place, _ in places)
        if not near:
            beams = [(odds, so_far + row[at], chosen) for odds, so_far, chosen in beams]
            continue
        new: dict[tuple[str, str], float] = {}
        options = holes.get(at, "")
        for odds, so_far, chosen in beams:
            history = so_far[-_REACH:]
            if options:
                for char, folded, more in _choices(history, options):
                    key = so_far + folded, chosen + char
                    new[key] = max(odds + more, new.get(key, -1e9))
            else:
                key = so_far + row[at], chosen
                new[key] = max(odds + _next(history, row[at]), new.get(key, -1e9))
        ranked = sorted(((odds, *key) for key, odds in new.items()), reverse=True)
        beams = ranked[:_BEAM]
    best = beams[0][0]
    weights = [exp(odds - best) for odds, _, _ in beams]
    total = sum(weights)
    result: list[tuple[Ranked, ...]] = []
    for number in range(len(places)):
        shares: dict[str, float] = {}
        for weight, (_, _, chosen) in zip(weights, beams, strict=True):
            shares[chosen[number]] = shares.get(chosen[number], 0.0) + weight / total
        ordered = sorted(shares.items(), key=lambda item: -item[1])
        at = places[number][0]
        trust = 1.0 if _is_seen(beams[0][1], at) else _UNTRUSTED
        result.append(tuple(Ranked(char, share * trust) for char, share in ordered))
    return tuple(result)


def _is_seen(row: str, at: int) -> bool:
    """Whether the letter at ``at`` was ever seen beside its present neighbours.

    If not, the true letter may not be among the candidates at all.
    """
    pairs = (row[at - 1 : at + 1], row[at : at + 2])
    count = letter_counts()
    return all(len(pair) < 2 or BOUNDARY in pair or count[pair] > 0.0 for pair in pairs)


@lru_cache(maxsize=1 << 14)
def _choices(history: str, options: str) -> tuple[tuple[str, str, float], ...]:
    """Return the candidates after ``history``, folded ones, and their log-probabilities."""
    count = letter_counts()
    rivals = sorted(set(map(fold, options)))
    odds = dict.fromkeys(rivals, 1.0 / len(rivals))
    for size in range(min(len(history), _REACH) + 1):
        before = history[len(history) - size :]
        seen = {rival: count[before + rival] for rival in rivals}
        total = sum(seen.values())
        if total:
            trust = 2.0 * size + 0.5
            odds = {
                rival: (seen[rival] + trust * odds[rival]) / (total + trust) for rival in rivals
            }
        elif size > 1:
            break
    found = [
        (char, folded, log(max(odds[folded], 1e-7)) + log(_case(history, char)))
        for char, folded in zip(options, map(fold, options), strict=True)
    ]
    found.sort(key=lambda item: -item[2])
    return tuple(found[:_MOST_OPTIONS])


def _case(history: str, char: str) -> float:
    if char.lower() == char.upper():
        return 1.0
    inside = history[-1:] not in ("", BOUNDARY)
    capital = _CAPITAL_INSIDE if inside else _CAPITAL_AT_START
    return capital if char.isupper() else 1.0 - capital


@lru_cache(maxsize=1 << 16)
def _next(history: str, char: str) -> float:
    """Return the log-probability of a letter that is known after ``history``."""
    count = letter_counts()
    probability = _UNSEEN
    for size in range(1, len(history) + 1):
        before = history[len(history) - size :]
        if before.isascii():
            continue
        total = count[before]
        if not total:
            break
        trust = 2.0 * size
        seen = min(count[before + char], total)
        probability = (seen + trust * probability) / (total + trust)
    return log(probability)

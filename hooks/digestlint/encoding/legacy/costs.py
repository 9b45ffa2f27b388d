"""What a line costs as it is, in whatever language, and what it cost before a trip."""

from collections.abc import Sequence
from functools import cache
from math import inf
from operator import add

from digestlint.encoding.legacy.languages import (
    LANGUAGES,
    OF_LATIN,
    OF_MANY_CHARACTERS,
    Language,
    PairCosts,
    language,
)
from digestlint.encoding.legacy.trips import Reading

_LAST_LATIN, _LAST_ALPHABET = "\u036f", "\u2fff"
_LEFT = 14.0
"""Bits against a character beside a reading that is not part of it."""


class _Clean(PairCosts):
    """What a pair costs in the language in which it is most usual."""

    most = 1 << 17

    def __init__(self) -> None:
        self._all = [language(name) for name in LANGUAGES]
        self._others = [table for table in self._all if table.name not in OF_LATIN]

    def of(self, pair: str) -> float:
        """Return what a pair costs."""
        if pair.isascii():
            return 0.0
        last = max(pair)
        tables = self._others if _LAST_LATIN < last < "\u1e00" or last > "\u20ff" else self._all
        return min([table.of(pair) for table in tables])


@cache
def _clean() -> _Clean:
    return _Clean()


def as_it_is(line: str) -> float:
    """Return what a line costs in bits as clean text, in the language that fits best."""
    padded = f" {line} "
    least = inf
    for table in _tables(_scripts(line)):
        least = min(least, table.cost(padded, least))
    return least


def costs_at_least(line: str, bits: float) -> bool:
    """Whether ``as_it_is`` is at least ``bits``; few lines need all languages for that."""
    padded, scripts = f" {line} ", _scripts(line)
    if _least(scripts).cost(padded) >= bits:
        return True
    return all(table.cost(padded) >= bits for table in _tables(scripts))


class _Least(PairCosts):
    """What a pair costs at least in some languages."""

    def __init__(self, tables: Sequence[Language]) -> None:
        self._tables = tables

    def of(self, pair: str) -> float:
        """Return what a pair costs at least."""
        return min(table.of(pair) for table in self._tables)


@cache
def _least(scripts: tuple[bool, bool, bool]) -> _Least:
    return _Least(_tables(scripts))


def _scripts(line: str) -> tuple[bool, bool, bool]:
    """Return whether a line has letters of Latin, of other alphabets, and others, beyond ASCII."""
    letters = {char for char in line if char > "\x7f" and char.isalpha()}
    latin = any(char <= _LAST_LATIN or "\u1e00" <= char <= "\u1eff" for char in letters)
    other = any(_LAST_LATIN < char < "\u1100" for char in letters)
    return latin, other, any(char > _LAST_ALPHABET for char in letters)


@cache
def _tables(scripts: tuple[bool, bool, bool]) -> list[Language]:
    latin, other, many = scripts if any(scripts) else (True, True, True)
    return [
        language(name)
        for name in LANGUAGES
        if (latin if name in OF_LATIN else many if name in OF_MANY_CHARACTERS else other)
    ]


def before(line: str, readings: Sequence[Reading], table: Language) -> float:
    """Return what a line costs where these parts of it are of a language."""
    return of_readings(line, readings, table) + of_rest(line, readings)


def of_readings(
    line: str, readings: Sequence[Reading], table: Language, most: float = inf
) -> float:
    """Return what these parts of a line cost; if that is more than ``most``, at least that."""
    total = 0.0
    for reading in readings:
        start, end = reading.start, reading.end
        left, right = line[start - 1 : start] or " ", line[end : end + 1] or " "
        total += table.cost(left + reading.text + right, most - total)
        if total > most:
            break
        total += _LEFT * ((left > "\x7f") + (right > "\x7f"))
    return total


def of_rest(line: str, readings: Sequence[Reading]) -> float:
    """Return what a line costs apart from these parts of it."""
    clean = _clean()
    total, at = 0.0, 0
    for reading in readings:
        total += clean.cost(line[at : reading.start])
        at = reading.end
    return total + clean.cost(line[at:])


def number(text: str) -> int:
    """Return how many pairs have a character beyond ASCII."""
    return sum(not pair.isascii() for pair in map(add, " " + text, text + " "))

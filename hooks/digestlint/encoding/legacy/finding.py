"""Which trip explains a text, and which of its lines went through it.

One trip has to explain the document: its lines read far better before the trip than as they are.
Then each line is judged by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from operator import add

from digestlint._runtime.records import NamedTuple
from digestlint.encoding.channels.channel import Channel
from digestlint.encoding.legacy.languages import LANGUAGES as ALL
from digestlint.encoding.legacy.languages import OF_LATIN, Language, language
from digestlint.encoding.legacy.trips import LANGUAGES, Reading, Trip, pieces, read, trips
from digestlint.encoding.result.run import Run

_FIRST_SAMPLE, _SAMPLE = 600, 4_000
"""Characters that are enough to see which trips are possible, and which one it was."""

_HOPEFUL = 6
"""So many trips are compared with the larger sample."""

_LEAST = 24.0
"""Bits that a trip must gain to be mentioned."""

_HOPELESS = 30.0
"""Bits a line: a language of the same script will not do, either."""

_CERTAIN = 60.0
_LINE = 5.0
_LINE_ALONE = 24.0
_MOST_TRIPS = 3
_WORSE, _WORSE_ALONE = 3.5, 2.5
"""How many bits a pair may cost more than usual in text that reads well."""
_BESIDE = 12.0
_RIVAL = 0.85


class Candidate(NamedTuple):
    """A trip, the language that was written, and the bits that it gains in a sample."""

    trip: Trip
    language: str
    gain: float


class _Line(NamedTuple):
    """A reading of a stretch: the bits that it gains, and what a pair costs beyond the usual."""

    reading: Reading
    gain: float
    worse: float


def find(text: str, odd: Iterable[tuple[int, int]]) -> list[Run]:
    """Return what was read in another encoding, in order.

    Args:
        text: Any text.
        odd: The bounds of the lines that look odd.
    """
    found: list[Run] = []
    left = list(odd)
    for _ in range(_MOST_TRIPS):
        best = _best(text, left)
        if best is None:
            break
        runs = list(_runs(text, left, best))
        if not runs:
            break
        found += runs
        starts = {run.start for run in runs}
        left = [(a, b) for a, b in left if not any(a <= start < b for start in starts)]
    return sorted(found, key=lambda run: run.start)


def _best(text: str, lines: list[tuple[int, int]]) -> Candidate | None:
    """Return the trip that explains most of these lines, if any does."""
    few = _sample(text, lines, _FIRST_SAMPLE)
    if not few:
        return None
    chars = {char for line in few for char in line if char > "\x7f"}
    found = _compared(trips(chars), few)
    many = _sample(text, lines, _SAMPLE)
    if len(many) > len(few):
        again = dict.fromkeys(each.trip for each in found[:_HOPEFUL])
        found = _compared(again, many)
    return found[0] if found and found[0].gain >= _LEAST else None


def _sample(text: str, lines: list[tuple[int, int]], size: int) -> list[str]:
    """Return different ones of the lines, from all over the text."""
    total = sum(end - start for start, end in lines)
    step = total // (size + 1) + 1
    return list(dict.fromkeys(text[start:end] for start, end in lines[::step]))


def _compared(trips: Iterable[Trip], lines: list[str]) -> list[Candidate]:
    """Return the trips that gain anything, the best one first."""
    found: list[Candidate] = []
    seen: set[tuple[tuple[str, str], ...]] = set()
    costs: dict[str, float] = {}
    for trip in trips:
        readings = tuple(_readings(trip, lines))
        if not readings or readings in seen:
            continue  # as another page, or another encoding
        seen.add(readings)
        for shown, _ in readings:
            if shown not in costs:
                costs[shown] = clean_cost(shown)
        found += _gains(trip, readings, costs)
    return sorted(found, key=lambda each: -each.gain)


def _readings(trip: Trip, lines: list[str]) -> Iterator[tuple[str, str]]:
    """Yield what is there and what it was before."""
    for line in lines:
        for piece in pieces(line, 0, trip.shown):
            reading = read(piece, trip.encoding)
            if reading is not None:
                yield line[reading.start : reading.end], reading.text


def _gains(
    trip: Trip, readings: tuple[tuple[str, str], ...], costs: dict[str, float]
) -> Iterator[Candidate]:
    """Yield the languages in which a trip gains anything."""
    for name in LANGUAGES[trip.encoding]:
        table = language(name)
        gain = 0.0
        for shown, text in readings:
            gained = costs[shown] - table.cost(text)
            gain += gained if gained > 0 else gained / 2
        if gain > 0:
            yield Candidate(trip, name, gain)
        elif gain < -_HOPELESS * len(readings):
            return


def _runs(text: str, lines: list[tuple[int, int]], best: Candidate) -> Iterator[Run]:
    channel = Channel(best.trip.shown, encoding=best.trip.encoding)
    table = language(best.language)
    is_certain = best.gain >= _CERTAIN
    for start, end in lines:
        line = text[start:end]
        for piece in pieces(line, start, best.trip.shown):
            reading = read(piece, best.trip.encoding)
            if reading is None:
                continue
            shown = text[reading.start : reading.end]
            judged = _judge(shown, reading, table)
            if judged.gain < (_LINE if is_certain else _LINE_ALONE):
                continue
            if judged.worse > (_WORSE if is_certain else _WORSE_ALONE):
                continue
            yield Run(
                reading.start,
                reading.end,
                0,
                0,
                reading.text,
                reading.bounds,
                (),
                channel,
                is_certain,
            )


def _judge(shown: str, reading: Reading, table: Language) -> _Line:
    text = reading.text
    cost = table.cost(text)
    number = sum(not pair.isascii() for pair in map(add, " " + text, text + " "))
    worse = (cost - _BESIDE) / number - table.typical
    return _Line(reading, clean_cost(shown) - cost, worse)


class _Clean(dict[str, float]):
    """What a pair costs in the language in which it is most usual."""

    def __init__(self, tables: Iterable[Language]) -> None:
        self._tables = list(tables)

    def __missing__(self, pair: str) -> float:
        if len(self) > 1 << 17:
            self.clear()
        cost = self[pair] = min(table[pair] for table in self._tables)
        return cost


@cache
def _clean() -> tuple[_Clean, _Clean]:
    latin = _Clean(language(name) for name in ALL if name in OF_LATIN)
    return latin, _Clean(language(name) for name in ALL if name not in OF_LATIN)


def clean_cost(text: str) -> float:
    """Return what a text costs as it is, in whatever language."""
    latin, others = _clean()
    total = 0.0
    for pair in map(add, " " + text, text + " "):
        total += (latin if max(pair) < "\u0370" else others)[pair]
    return total

"""Which trip explains a text best: one pair of encodings, and the language that was written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter, sub

from digestlint._runtime.records import NamedTuple
from digestlint.encoding.legacy import costs
from digestlint.encoding.legacy.languages import language
from digestlint.encoding.legacy.trips import LANGUAGES, Reading, Trip, pieces, read_pieces, trips

_FIRST_SAMPLE, _SAMPLE = 600, 4_000
"""Characters that are enough to see which trips are possible, and which one it was."""

_HOPEFUL = 6
"""So many trips are compared with the larger sample."""

_LEAST = 24.0
"""Bits that a trip must gain to be mentioned."""

_MOST_RIVALS, _RIVAL = 6, 0.8


_shown_of = attrgetter("shown")


class Candidate(NamedTuple):
    """A trip, the language that was written, and the bits that it gains in a sample."""

    trip: Trip
    language: str
    gain: float


def best_trips(text: str, lines: list[tuple[int, int]]) -> list[Candidate]:
    """Return the trip that explains most of these lines, if any does, and its rivals."""
    few = _sample(text, lines, _FIRST_SAMPLE)
    if not few:
        return []
    chars = {char for line in few for char in line if char > "\x7f"}
    found = _compared(trips(chars), few)
    many = _sample(text, lines, _SAMPLE)
    if len(many) > len(few):
        again = dict.fromkeys(each.trip for each in found[:_HOPEFUL])
        found = _compared(again, many)
    if not found or found[0].gain < _LEAST:
        return []
    least = found[0].gain * _RIVAL
    return [each for each in found[:_MOST_RIVALS] if each.gain >= least]


def _sample(text: str, lines: list[tuple[int, int]], size: int) -> list[str]:
    """Return different ones of the lines, from all over the text."""
    total = sum(end - start for start, end in lines)
    step = total // (size + 1) + 1
    return list(dict.fromkeys(text[start:end] for start, end in lines[::step]))


def _compared(trips: Iterable[Trip], lines: list[str]) -> list[Candidate]:
    """Return the trips that gain anything, the best one first."""
    found: list[Candidate] = []
    seen: set[tuple[tuple[Reading, ...], ...]] = set()
    clean = [costs.as_it_is(line) for line in lines]
    for shown, of_page in groupby(trips, _shown_of):
        parts = [tuple(pieces(line, shown)) for line in lines]
        for trip in of_page:
            readings = tuple([read_pieces(each, trip.encoding) for each in parts])
            if readings in seen or not any(readings):
                continue  # as another page, or another encoding
            seen.add(readings)
            found += _gains(trip, lines, readings, clean)
    return sorted(found, key=lambda each: -each.gain)


def _gains(
    trip: Trip,
    lines: list[str],
    readings: tuple[tuple[Reading, ...], ...],
    clean: list[float],
) -> Iterator[Candidate]:
    """Yield the languages in which a trip gains anything."""
    read = [each for each in zip(lines, readings, clean, strict=True) if each[1]]
    chars = [Counter("".join([part.text for part in parts])) for _, parts, _ in read]
    for name in LANGUAGES[trip.encoding]:
        table = language(name)
        gains = (
            _counted(cost - table.least(of)) for (_, _, cost), of in zip(read, chars, strict=True)
        )
        if sum(gains) <= 0:
            continue  # whatever follows what
        most: list[float] = []
        left = sum(cost for _, _, cost in read)
        gain = 0.0
        for line, parts, cost in read:
            left -= cost
            # What costs more than this makes up for all that the other lines may gain.
            spare = gain + left
            limit = cost + max(spare, 2 * spare)
            most.append(cost - costs.of_readings(line, parts, table, limit))
            gain += _counted(most[-1])
            if gain + left <= 0:
                break
        else:
            # The rest of a line takes long to find: seldom is it needed.
            rest = [costs.of_rest(line, parts) for line, parts, _ in read]
            gain = sum(map(_counted, map(sub, most, rest)))
            if gain > 0:
                yield Candidate(trip, name, gain)


def _counted(gained: float) -> float:
    """Return what counts of the bits that a line gains: half of them where it loses."""
    return gained if gained > 0 else gained / 2

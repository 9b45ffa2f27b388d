"""Which trip explains a text, and which of its lines went through it.

One trip has to explain the document: its lines read far better before the trip than as they are.
Then each line is judged by itself.
"""

from __future__ import annotations

from collections.abc import Iterable

from digestlint._runtime.records import NamedTuple
from digestlint.encoding.channels.channel import Channel
from digestlint.encoding.legacy import costs
from digestlint.encoding.legacy.choosing import Candidate, best_trips
from digestlint.encoding.legacy.languages import OF_MANY_CHARACTERS, language
from digestlint.encoding.legacy.losses import is_listed, losable
from digestlint.encoding.legacy.trips import Reading, Trip, read_line
from digestlint.encoding.result.run import Run
from digestlint.text.edits import applied

_CERTAIN = 60.0
_LINE = 5.0
_LINE_ALONE = 24.0
_CLEARLY = 8.0
"""Bits by which one reading of a line is better than another, beyond doubt."""

_LOST_UNSEEN = 0.3
"""How many characters may have lost bytes where none is seen to."""

_SELDOM = 0.001
"""So seldom, it does not matter: what follows a lost byte of two reads badly."""

_FIRST_OF_EAST = "\u2e80"
_MOST_TRIPS = 3
_WORSE, _WORSE_ALONE = 3.5, 2.5
"""How many bits a pair may cost more than usual in text that reads well."""
_MANY_CHARACTERS = 3.5
_BESIDE = 12.0


class Found(NamedTuple):
    """What is restored, and what is only suspected, both in order."""

    runs: list[Run]
    suspects: list[Run]


class _Finding(NamedTuple):
    """The trip that explains a text, with its rivals, and how it is to be believed.

    Attributes:
        best: The trip.
        rivals: Others that explain it nearly as well.
        is_known: Whether it is the trip for certain.
        is_whole: Whether nothing can have been lost unseen.
    """

    best: Candidate
    rivals: list[Candidate]
    is_known: bool
    is_whole: bool


def find(text: str, odd: Iterable[tuple[int, int]], lines: Iterable[tuple[int, int]]) -> Found:
    """Return what was read in another encoding.

    Args:
        text: Any text.
        odd: The bounds of the lines that look odd.
        lines: Those of all lines beyond ASCII.
    """
    found = Found([], [])
    odd = [(start, end) for start, end in odd if not is_listed(text[start:end])]
    left = list(lines)
    for _ in range(_MOST_TRIPS):
        best = best_trips(text, odd)
        if not best:
            break
        done = {*left}
        left = _taken(text, left, best, found)
        if len(left) == len(done):
            break
        done.difference_update(left)
        odd = [line for line in odd if line not in done]
    for runs in found:
        runs.sort(key=lambda run: run.start)
    return found


def _taken(
    text: str, lines: list[tuple[int, int]], best: list[Candidate], found: Found
) -> list[tuple[int, int]]:
    """Add to ``found`` what the best trip explains; return the lines that it does not."""
    is_known = best[0].gain >= _CERTAIN
    finding = _Finding(best[0], best[1:], is_known, _is_whole(text, lines, best[0]))
    left: list[tuple[int, int]] = []
    for start, end in lines:
        runs = _runs(text[start:end], start, finding)
        (found.runs if is_known else found.suspects).extend(runs)
        if not runs:
            left.append((start, end))
    return left


def _is_whole(text: str, lines: list[tuple[int, int]], best: Candidate) -> bool:
    """Whether a trip lost nothing, or nothing that is not seen."""
    share, kept = losable(best.trip, best.language)
    if any(char in text for char in kept) or "\ufffd" in text:
        return True
    return share < _SELDOM or share * sum(end - start for start, end in lines) < _LOST_UNSEEN


def _runs(line: str, at: int, finding: _Finding) -> list[Run]:
    """Return what a line at this offset was, if it reads well before the trip."""
    ours = _judged(line, finding.best)
    if ours is None or is_listed(line) or is_listed(ours.text):
        return []
    ours, is_clear = _compare(line, ours, finding.rivals)
    least, most = (_LINE, _WORSE) if finding.is_known else (_LINE_ALONE, _WORSE_ALONE)
    if ours.worse > most or not costs.costs_at_least(line, ours.cost + least):
        return []
    is_certain = is_clear and finding.is_known and finding.is_whole and not ours.rest
    channel = Channel(ours.trip.shown, encoding=ours.trip.encoding)
    found: list[Run] = []
    for reading in ours.readings:
        bounds = tuple([at + bound for bound in reading.bounds])
        run = Run(bounds[0], bounds[-1], 0, 0, reading.text, bounds, (), channel, is_certain)
        found.append(run)
    return found


def _compare(line: str, ours: _Judged, rivals: list[Candidate]) -> tuple[_Judged, bool]:
    """Return the best reading of a line, and whether it is that beyond doubt."""
    is_clear = min(each.margin for each in ours.readings) >= _CLEARLY
    for rival in rivals:
        theirs = _judged(line, rival)
        if theirs is None or theirs.text == ours.text or len(theirs.rest) > len(ours.rest):
            continue
        if theirs.cost < ours.cost - _CLEARLY:
            ours = theirs
        elif theirs.cost < ours.cost + _CLEARLY:
            is_clear = False
    return ours, is_clear


class _Judged(NamedTuple):
    """What a line was before a trip.

    Attributes:
        trip: The trip.
        readings: What parts of the line were.
        text: All of the line.
        cost: What it costs in bits.
        worse: By how much a pair is more expensive than usual in its language.
        rest: The characters beyond ASCII that are in no reading, and of no other script.
    """

    trip: Trip
    readings: tuple[Reading, ...]
    text: str
    cost: float
    worse: float
    rest: str


def _judged(line: str, candidate: Candidate) -> _Judged | None:
    table = language(candidate.language)
    readings = read_line(line, candidate.trip, table.cost)
    if not readings:
        return None
    cost = costs.before(line, readings, table)
    number = sum(costs.number(reading.text) for reading in readings)
    worse = (cost - _BESIDE) / number - table.typical
    if table.name in OF_MANY_CHARACTERS:
        worse -= _MANY_CHARACTERS
    text = applied(line, ((each.start, each.end, each.text) for each in readings))
    rest = applied(line, ((each.start, each.end, "") for each in readings))
    rest = "".join([char for char in rest if "\x7f" < char < _FIRST_OF_EAST or char == "\ufffd"])
    return _Judged(candidate.trip, readings, text, cost, worse, rest)

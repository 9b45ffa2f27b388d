"""A line is restored as a whole or not at all, by ``restore`` and by the fixes of the rules."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence

from digestlint.encoding import Restoration, Run
from digestlint.encoding.infill import Choice
from digestlint.text.edits import applied
from digestlint.text.lines import line_around, line_end


def runs_by_line(source: str, runs: Iterable[Run]) -> Iterator[tuple[Run, ...]]:
    """Yield the runs of each line of ``source`` that has some; ``runs`` are in order."""
    line: list[Run] = []
    end = -1
    for run in runs:
        if run.start > end:
            if line:
                yield tuple(line)
            line = []
            end = line_end(source, run.end)
        line.append(run)
    if line:
        yield tuple(line)


def joined(source: str, runs: Iterable[Run], start: int, end: int) -> str:
    """``source[start:end]`` with ``runs``, which lie in it in order, restored."""
    return applied(source, ((run.start, run.end, run.text) for run in runs), start, end)


def is_sure(
    restoration: Restoration, runs: Sequence[Run], choices: Mapping[int, Choice], confidence: float
) -> bool:
    """Whether the line of ``runs``, which are all that it has, may be rewritten without asking.

    Each damaged character must have a posterior of at least ``confidence``, each run must be
    mojibake for certain, and nothing else in the line may look damaged.

    ``choices`` are by offset in the restored text (``Filled.choices``).
    """
    if not all(run.certain for run in runs):
        return False
    if not is_complete(restoration, runs):
        return False
    return choices_of(runs, choices, confidence) is not None


def is_complete(restoration: Restoration, runs: Sequence[Run]) -> bool:
    """Whether nothing that looks damaged is left in the line of ``runs`` once they are restored."""
    return not remains_beside(restoration, runs)


def remains_beside(restoration: Restoration, runs: Sequence[Run]) -> list[tuple[int, int]]:
    """Return what looks damaged in the line of ``runs``, and has no reading."""
    remains = restoration.remains
    if not remains:
        return []
    start, end = line_around(restoration.source, runs[0].start, runs[-1].end)
    first = bisect_left(remains, (start, start))
    return list(remains[first : bisect_left(remains, (end, end), first)])


def choices_of(
    runs: Iterable[Run], choices: Mapping[int, Choice], confidence: float
) -> Iterator[Choice] | None:
    """Return the choices for the damaged characters of ``runs``, in order.

    None if there is none for one of them, or one with a posterior below ``confidence``.
    """
    found: list[Choice] = []
    for run in runs:
        for index in run.damaged:
            choice = choices.get(run.restored_start + index)
            if choice is None or choice[1] < confidence:
                return None
            found.append(choice)
    return iter(found)

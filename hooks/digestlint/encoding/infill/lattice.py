"""Choosing damaged characters near each other together: each path of candidates has its odds.

A stretch is a row of characters from four before its first damaged one to four after its last. Its
paths are followed from left to right, the likeliest ones of each stretch, all stretches at a time,
and then back, so that each candidate gets the share of all paths that go through it.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from digestlint.encoding.infill.distinct import firsts
from digestlint.encoding.infill.language_model import (
    REACH,
    LanguageModel,
    Symbols,
    lengthened,
    spread,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_PATHS = 48
"""So many ways to have come are remembered at each character of a stretch."""

_HOPELESS = 24.0
"""A path that is less likely than the best one by so many bits is given up."""


class Stretch(NamedTuple):
    """A row of characters with damaged ones.

    Attributes:
        before: The numbers of the last characters before it, the last one first.
        places: For each character the numbers of those that it may be; one, where it is known.
    """

    before: tuple[int, ...]
    places: tuple[tuple[int, ...], ...]


class _Step(NamedTuple):
    """From one character to the next: each way to go on, sorted by where it comes from."""

    came_from: "NDArray[np.int64]"
    goes_to: "NDArray[np.int64]"
    log_probability: "NDArray[np.float32]"
    option: "NDArray[np.int64]"
    until: "NDArray[np.float64]"


class Lattice:
    """All the paths of some stretches.

    Args:
        model: The language.
        known: The symbols that the stretches have the numbers of.
        stretches: The longest first.
    """

    def __init__(self, model: LanguageModel, known: Symbols, stretches: Sequence[Stretch]) -> None:
        import numpy as np

        self._model = model
        self._known = known
        self._stretches = stretches
        self._lengths = np.asarray([len(stretch.places) for stretch in stretches])

    def shares(self) -> "list[list[NDArray[np.float64]]]":
        """Return for each character of each stretch the probabilities of what it may be."""
        import numpy as np

        sizes = [[len(place) for place in stretch.places] for stretch in self._stretches]
        first = np.cumsum([0, *(sum(size) for size in sizes)])
        total = np.zeros(first[-1])
        steps, ends = self._forward(first)
        self._backward(steps, ends, total)
        found = []
        for start, size in zip(first[:-1].tolist(), sizes, strict=True):
            bounds = np.cumsum([start, *size])
            found.append([total[start:end] for start, end in pairwise(bounds.tolist())])
        return found

    def _forward(self, first: "NDArray[np.int64]") -> "tuple[list[_Step], list[NDArray[np.int64]]]":
        """Follow the paths; return the steps, and for each step the stretch of each path after."""
        import numpy as np

        owner = np.arange(len(self._stretches))
        history = np.asarray([stretch.before for stretch in self._stretches], dtype=np.int32)
        odds = np.zeros(len(owner))
        option_at = first[:-1].copy()
        steps: list[_Step] = []
        owners = [owner]
        for at in range(int(self._lengths.max(initial=0))):
            going = np.flatnonzero(self._lengths[owner] > at)
            here = [stretch.places[at] for stretch in self._stretches if len(stretch.places) > at]
            sizes = np.zeros(len(self._stretches), dtype=np.int64)
            sizes[: len(here)] = list(map(len, here))
            chars = np.asarray([char for place in here for char in place], dtype=np.int32)
            starts = np.cumsum(sizes) - sizes
            counts = sizes[owner[going]]
            came = np.repeat(going, counts)
            number = np.arange(len(came)) - np.repeat(np.cumsum(counts) - counts, counts)
            char = chars[starts[owner[came]] + number]
            backoffs = np.zeros((len(owner), REACH + 1), dtype=np.float32)
            backoffs[going] = self._model.backoffs(self._known, history[going])
            more = self._model.log_probabilities(self._known, history[came], backoffs[came], char)
            reached = odds[came] + more
            after = np.column_stack([char, history[came, : REACH - 1]]).astype(np.int32)
            goes, new_owner, new_history, new_odds = _merged(owner[came], after, reached)
            option = option_at[owner[came]] + number
            option_at[: len(here)] += sizes[: len(here)]
            steps.append(_Step(came, goes, more, option, odds))
            owner, history, odds = new_owner, new_history, new_odds
            owners.append(owner)
        return steps, owners

    def _backward(
        self, steps: "list[_Step]", owners: "list[NDArray[np.int64]]", total: "NDArray[np.float64]"
    ) -> None:
        """Go back, and add to ``total`` the share of each option."""
        import numpy as np

        count = len(self._stretches)
        rest: NDArray[np.float64] = np.zeros(len(owners[-1]))
        for at, step in reversed([*enumerate(steps)]):
            kept = step.goes_to >= 0
            came, goes = step.came_from[kept], step.goes_to[kept]
            through = step.log_probability[kept] + rest[goes]
            here = np.where(self._lengths[owners[at]] == at, 0.0, -np.inf)
            here = _added(here, came, through)
            whole = _added(np.full(count, -np.inf), owners[at], step.until + here)
            share = np.exp2(step.until[came] + through - whole[owners[at][came]])
            np.add.at(total, step.option[kept], share)
            rest = here


def _added(
    start: "NDArray[np.float64]", rows: "NDArray[np.int64]", more: "NDArray[np.float64]"
) -> "NDArray[np.float64]":
    """Return the logarithms of sums: those of ``start``, and of ``more`` in their rows."""
    import numpy as np

    best = start.copy()
    np.maximum.at(best, rows, more)
    level = np.where(np.isfinite(best), best, 0.0)
    total = np.exp2(start - level)
    np.add.at(total, rows, np.exp2(more - level[rows]))
    with np.errstate(divide="ignore"):
        found: NDArray[np.float64] = np.log2(total) + level
    return found


def _merged(
    owner: "NDArray[np.int64]", history: "NDArray[np.int32]", odds: "NDArray[np.float64]"
) -> "tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int32], NDArray[np.float64]]":
    """Make one of the paths of a stretch that have the same last characters; keep the likeliest.

    Returns:
        For each given path its number now, -1 if it is given up; and for each path that is left
        its stretch, its last characters and its logarithm. They are sorted by stretch.
    """
    import numpy as np

    key = spread(owner.astype(np.uint64))
    for column in range(history.shape[1]):
        key = lengthened(key, history[:, column].astype(np.uint64))
    example, merged = firsts(key)
    total = _added(np.full(len(example), -np.inf), merged, odds)
    of = owner[example]
    order = np.lexsort((-total, of))
    of, total, example = of[order], total[order], example[order]
    starts = np.flatnonzero(np.append(True, of[1:] != of[:-1])[: len(of)])
    group = np.cumsum(np.append(True, of[1:] != of[:-1])[: len(of)]) - 1
    place = np.arange(len(of)) - starts[group]
    kept = (place < MOST_PATHS) & (total > total[starts][group] - _HOPELESS)
    number = np.full(len(of), -1)
    number[order[kept]] = np.arange(int(kept.sum()))
    rows = example[kept]
    return number[merged], of[kept], history[rows], total[kept]

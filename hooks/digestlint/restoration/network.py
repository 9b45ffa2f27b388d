"""The network in NumPy: scores for the candidates of each damaged character.

It is a residual convolutional network over symbols (``tools/train/network.py`` has the same in
PyTorch, and says why it is shaped so). Each layer is worked out only where it is looked at: the
first two around the damaged characters, the last two around those that are still in doubt.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from digestlint.restoration.first_layers import FirstLayers, normal
from digestlint.restoration.threads import Progress, slices, spread

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from digestlint.restoration.weights import Weights

_PART = 1 << 15
"""So many symbols are worked through at a time, which bounds the memory."""

_SETTLED = 0.9999
"""From this probability on the first opinion stands, and nothing more is computed."""

_CHARACTERS = 256
"""So many damaged characters make one piece of work for a thread."""


@dataclass(frozen=True, slots=True)
class Damage:
    """The damaged characters of a row of symbols.

    Attributes:
        at: ``(n,)`` their places among the symbols, ascending.
        starts: ``(n + 1,)`` where the candidates of each start, and their number at the end.
        candidates: ``(starts[-1],)`` the candidates of all, one after the other; none is empty.
    """

    at: "NDArray[np.int64]"
    starts: "NDArray[np.int64]"
    candidates: "NDArray[np.int32]"

    def part(self, first: int, last: int) -> "Damage":
        """Return those numbered ``first`` up to, not including, ``last``."""
        starts = self.starts[first : last + 1]
        return Damage(
            self.at[first:last], starts - starts[0], self.candidates[starts[0] : starts[-1]]
        )

    def chosen(self, numbers: "NDArray[np.int64]") -> "tuple[Damage, NDArray[np.int64]]":
        """Return those of the given numbers, ascending, and the rows of their candidates."""
        import numpy as np

        sizes = np.diff(self.starts)[numbers]
        starts = np.cumsum(np.concatenate([[0], sizes]))
        rows = np.repeat(self.starts[numbers] - starts[:-1], sizes) + np.arange(starts[-1])
        return Damage(self.at[numbers], starts, self.candidates[rows]), rows


def score(
    weights: "Weights",
    symbols: "NDArray[np.int32]",
    damage: Damage,
    progress: Progress | None = None,
) -> "NDArray[np.float32]":
    """Return the log-probability of each of ``damage.candidates`` within its set.

    ``progress`` is told how many damaged characters are done.
    """
    import numpy as np

    scores: list[NDArray[np.float32]] = []
    for first, last in _parts(damage.at):
        scores.append(_score_part(weights, symbols, damage, first, last))
        if progress is not None:
            progress(last, len(damage.at))
    return np.concatenate(scores)


def _parts(at: "NDArray[np.int64]") -> "list[tuple[int, int]]":
    """Cut the damaged characters into groups that are close together."""
    import numpy as np

    parts: list[tuple[int, int]] = []
    first = 0
    while first < len(at):
        last = int(np.searchsorted(at, at[first] + _PART))
        parts.append((first, last))
        first = last
    return parts


def _score_part(
    weights: "Weights", symbols: "NDArray[np.int32]", damage: Damage, first: int, last: int
) -> "NDArray[np.float32]":
    import numpy as np

    reach = weights.reach
    begin = max(int(damage.at[first]) - reach, 0)
    end = min(int(damage.at[last - 1]) + reach + 1, len(symbols))
    # Damaged characters in the margins are given a first opinion as well.
    low, high = (int(place) for place in np.searchsorted(damage.at, (begin, end)))
    here = damage.part(low, high)
    here = Damage(here.at - begin, here.starts, here.candidates)
    layers = FirstLayers(weights, symbols[begin:end])
    result, x = _first_opinion(weights, layers, here)

    best = np.maximum.reduceat(result, here.starts[:-1])
    best[: first - low] = best[last - low :] = 0.0  # the margins are another part's
    doubtful = np.flatnonzero(best < np.log(_SETTLED))
    if len(doubtful):
        again, rows = here.chosen(doubtful)
        result[rows] = _final_opinion(weights, layers, again, here.at, x)
    return result[here.starts[first - low] : here.starts[last - low]]


def _first_opinion(
    weights: "Weights", layers: FirstLayers, damage: Damage
) -> "tuple[NDArray[np.float32], NDArray[np.float32]]":
    """Return the first log-probabilities, and ``(n, width)``: what the next layers see there."""
    import numpy as np

    layers.prepare(damage.at)

    def work(part: slice) -> "tuple[NDArray[np.float32], NDArray[np.float32]]":
        some = damage.part(part.start, part.stop)
        x = layers.at(some.at)
        opinion = _log_probabilities(weights, x, some)
        expected = np.add.reduceat(
            np.exp(opinion)[:, None] * weights.embedding[some.candidates], some.starts[:-1], axis=0
        )
        x += expected @ weights.feedback + weights.feedback_bias
        return opinion, x

    opinions, xs = zip(*spread(work, slices(len(damage.at), _CHARACTERS)), strict=True)
    return np.concatenate(opinions), np.concatenate(xs)


def _final_opinion(
    weights: "Weights",
    layers: FirstLayers,
    damage: Damage,
    known_at: "NDArray[np.int64]",
    known: "NDArray[np.float32]",
) -> "NDArray[np.float32]":
    """Return the last log-probabilities of damaged characters.

    Args:
        weights: The weights.
        layers: The first layers, for the intact characters around them.
        damage: The damaged characters in doubt.
        known_at: ``(m,)`` the places of all damaged characters.
        known: ``(m, width)`` what ``_first_opinion`` says of these.
    """
    import numpy as np

    late, last = np.asarray(weights.late.offsets), np.asarray(weights.last.offsets)
    layers.prepare(layers.near(damage.at, np.unique(late[:, None] + last)))

    def work(part: slice) -> "NDArray[np.float32]":
        some = damage.part(part.start, part.stop)
        seen = layers.near(some.at, last)
        needed = layers.near(seen, late)
        base = needed[0] - last[-1]
        x = np.zeros((int(needed[-1] - base + last[-1] + 1), known.shape[1]), dtype=np.float32)
        place = np.minimum(np.searchsorted(known_at, needed), len(known_at) - 1)
        is_known = known_at[place] == needed
        x[needed[is_known] - base] = known[place[is_known]]
        x[needed[~is_known] - base] = layers.at(needed[~is_known])
        # Elsewhere x is zero, as beyond the ends of the text, but nobody looks there.
        x[seen - base] += weights.late.added(normal(x)[(seen - base)[:, None] + late])
        at = some.at - base
        final = x[at] + weights.last.added(normal(x)[at[:, None] + last])
        return _log_probabilities(weights, final, some)

    return np.concatenate(spread(work, slices(len(damage.at), _CHARACTERS)))


def _log_probabilities(
    weights: "Weights", x: "NDArray[np.float32]", damage: Damage
) -> "NDArray[np.float32]":
    import numpy as np

    starts, candidates = damage.starts, damage.candidates
    sizes = np.diff(starts)
    rows = np.repeat(normal(x), sizes, axis=0)
    scores: NDArray[np.float32] = np.einsum("ij,ij->i", rows, weights.output[candidates])
    scores += weights.bias[candidates]
    best = np.maximum.reduceat(scores, starts[:-1])
    scores -= np.repeat(best, sizes)
    total = np.add.reduceat(np.exp(scores), starts[:-1])
    scores -= np.repeat(np.log(total), sizes)
    return scores

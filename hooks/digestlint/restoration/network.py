"""The network in NumPy: scores for the candidates of each damaged character.

It is a residual convolutional network over symbols (``tools/train/network.py`` has the same in
PyTorch, and says why it is shaped so). Text is worked through in chunks that fit the cache.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from digestlint.restoration.threads import spread

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from digestlint.restoration.weights import Weights

_CHUNK = 1536
_SETTLED = 0.9999
"""From this probability on the first opinion stands, and nothing more is computed."""

_EPSILON = 1.1920929e-07
"""What PyTorch's ``rms_norm`` adds to the mean square by default: float32's machine epsilon."""


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


def score(
    weights: "Weights", symbols: "NDArray[np.int32]", damage: Damage
) -> "NDArray[np.float32]":
    """Return the log-probability of each of ``damage.candidates`` within its set."""
    import numpy as np

    def work(chunk: tuple[int, int]) -> "NDArray[np.float32]":
        return _score_chunk(weights, symbols, damage, *chunk)

    return np.concatenate(spread(work, _chunks(damage.at)))


def _chunks(at: "NDArray[np.int64]") -> "list[tuple[int, int]]":
    """Cut the damaged characters into groups that are close together."""
    import numpy as np

    chunks: list[tuple[int, int]] = []
    first = 0
    while first < len(at):
        last = int(np.searchsorted(at, at[first] + _CHUNK))
        chunks.append((first, last))
        first = last
    return chunks


def _score_chunk(
    weights: "Weights", symbols: "NDArray[np.int32]", damage: Damage, first: int, last: int
) -> "NDArray[np.float32]":
    import numpy as np

    reach = weights.reach
    begin = max(int(damage.at[first]) - reach, 0)
    end = min(int(damage.at[last - 1]) + reach + 1, len(symbols))
    # Damaged characters in the margins are given a first opinion as well.
    low, high = (int(place) for place in np.searchsorted(damage.at, (begin, end)))
    at = damage.at[low:high] - begin
    starts = damage.starts[low : high + 1] - damage.starts[low]
    candidates = damage.candidates[damage.starts[low] : damage.starts[high]]
    x = weights.embedding[symbols[begin:end]]
    for block in weights.early:
        x += block.apply(_normal(x))
    first_opinion = _log_probabilities(weights, x[at], starts, candidates)
    expected = np.add.reduceat(
        np.exp(first_opinion)[:, None] * weights.embedding[candidates], starts[:-1], axis=0
    )
    x[at] += expected @ weights.feedback + weights.feedback_bias

    first_row, last_row = int(starts[first - low]), int(starts[last - low])
    result = first_opinion[first_row:last_row].copy()
    inner = slice(first - low, last - low)
    best = np.maximum.reduceat(first_opinion, starts[:-1])[inner]
    open_ones = np.flatnonzero(best < np.log(_SETTLED))
    if not len(open_ones):
        return result
    again = _final(weights, x, at[inner][open_ones])
    starts = starts[first - low : last - low + 1] - starts[first - low]
    rows = _rows(starts, open_ones)
    starts = np.cumsum(np.concatenate([[0], np.diff(starts)[open_ones]]))
    result[rows] = _log_probabilities(weights, again, starts, candidates[first_row:last_row][rows])
    return result


def _final(
    weights: "Weights", x: "NDArray[np.float32]", at: "NDArray[np.int64]"
) -> "NDArray[np.float32]":
    """Return the last layer at some positions; the layer before it is computed where these look."""
    import numpy as np

    seen = at[:, None] + np.asarray(weights.last.offsets)
    needed = np.zeros(len(x), dtype=bool)
    needed[seen[(seen >= 0) & (seen < len(x))]] = True
    places = np.flatnonzero(needed)
    x[places] += weights.late.apply_at(_normal(x), places)
    # Elsewhere this is out of date, but nobody looks there.
    final: NDArray[np.float32] = x[at] + weights.last.apply_at(_normal(x), at)
    return final


def _rows(starts: "NDArray[np.int64]", chosen: "NDArray[np.int64]") -> "NDArray[np.int64]":
    """Return the rows of the candidates of some characters."""
    import numpy as np

    sizes = np.diff(starts)[chosen]
    ends = np.cumsum(sizes)
    return np.repeat(starts[:-1][chosen] - (ends - sizes), sizes) + np.arange(ends[-1])


def _normal(x: "NDArray[np.float32]") -> "NDArray[np.float32]":
    import numpy as np

    squares = np.einsum("ij,ij->i", x, x)
    scale: NDArray[np.float32] = 1.0 / np.sqrt(
        squares / np.float32(x.shape[1]) + np.float32(_EPSILON)
    )
    normal: NDArray[np.float32] = x * scale[:, None]
    return normal


def _log_probabilities(
    weights: "Weights",
    x: "NDArray[np.float32]",
    starts: "NDArray[np.int64]",
    candidates: "NDArray[np.int32]",
) -> "NDArray[np.float32]":
    import numpy as np

    sizes = np.diff(starts)
    rows = np.repeat(_normal(x), sizes, axis=0)
    scores: NDArray[np.float32] = np.einsum("ij,ij->i", rows, weights.output[candidates])
    scores += weights.bias[candidates]
    best = np.maximum.reduceat(scores, starts[:-1])
    scores -= np.repeat(best, sizes)
    total = np.add.reduceat(np.exp(scores), starts[:-1])
    scores -= np.repeat(np.log(total), sizes)
    return scores

"""The network in NumPy: scores for the candidates of each damaged character.

It is a residual convolutional network over symbols (``tools/train/network.py`` has the same in
PyTorch, and says why it is shaped so). Each layer is worked out only where it is looked at: the
first two around the damaged characters, the last two around those that are still in doubt.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from digestlint.encoding.infill.distinct import distinct
from digestlint.encoding.infill.first_layers import FirstLayers, Sums
from digestlint.encoding.infill.positions import Outputs, apply, near
from digestlint.encoding.infill.threads import Progress, parallel_map

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from digestlint.encoding.infill.weights import PackedWeights, Weights

_PART = 1536
"""How many symbols one thread works through at a time; this bounds the memory."""

_MANY = 20_000
"""From this many damaged characters on, threads share the work."""

_SETTLED = 0.9999
"""From this probability on the first opinion is final, and nothing more is computed."""


@dataclass(frozen=True, slots=True)
class Damage:
    """The damaged characters of a row of symbols.

    Attributes:
        at: ``(n,)`` their places among the symbols, ascending.
        starts: ``(n + 1,)`` where the candidates of each start, and their number at the end.
        candidates: ``(starts[-1],)`` the candidates of all, one after the other; none is empty.
        kinds: ``(n,)`` a number for each; where it is the same, the candidates are.
    """

    at: "NDArray[np.int64]"
    starts: "NDArray[np.int64]"
    candidates: "NDArray[np.int32]"
    kinds: "NDArray[np.int64]"

    def part(self, first: int, last: int) -> "Damage":
        """Return those numbered ``first`` up to, not including, ``last``."""
        starts = self.starts[first : last + 1]
        return Damage(
            self.at[first:last],
            starts - starts[0],
            self.candidates[starts[0] : starts[-1]],
            self.kinds[first:last],
        )

    def alike(
        self, numbers: "NDArray[np.int64]"
    ) -> "Iterator[tuple[slice, NDArray[np.int64], NDArray[np.int32]]]":
        """Yield those that share their candidates, of ``numbers``, which are sorted by kind.

        Yields:
            Where they are in ``numbers``, ``(n, size)`` the rows of their candidates, and
            ``(size,)`` these candidates.
        """
        import numpy as np

        kinds = self.kinds[numbers]
        ends = np.flatnonzero(np.append(kinds[1:] != kinds[:-1], True)) + 1
        first = 0
        for last in ends.tolist():
            starts = self.starts[numbers[first:last]]
            size = int(self.starts[numbers[first] + 1] - starts[0])
            yield (
                slice(first, last),
                starts[:, None] + np.arange(size),
                self.candidates[starts[0] : starts[0] + size],
            )
            first = last


def score(
    packed: "PackedWeights",
    symbols: "NDArray[np.int32]",
    damage: Damage,
    progress: Progress | None = None,
) -> "NDArray[np.float32]":
    """Return the log-probability of each of ``damage.candidates`` within its set.

    ``progress`` is called with the number of damaged characters that are done.
    """
    import numpy as np

    # Little is kept of the large matrices before others are made.
    seen = symbols[near(damage.at, range(-packed.reach, packed.reach + 1), len(symbols))]
    packed = packed.only_for(distinct(seen), distinct(damage.candidates))
    sums = Sums(packed, seen)
    weights = packed.unpacked()
    del packed, seen
    shape = min(_PART + 2 * weights.reach, len(symbols)), weights.embedding.width, weights.reach
    spare: list[Sequence[Outputs]] = []
    one_by_one = Lock()
    done = 0

    found = np.empty(len(damage.candidates), dtype=np.float32)

    def work(part: tuple[int, int]) -> None:
        nonlocal done
        first, last = part
        outputs = spare.pop() if spare else [Outputs(*shape) for _ in range(4)]
        here = slice(damage.starts[first], damage.starts[last])
        found[here] = _score_part(weights, sums, symbols, damage, outputs, first, last)
        spare.append(outputs)
        if progress is not None:
            with one_by_one:
                done += last - first
                progress(done, len(damage.at))

    if len(damage.at) > _MANY:
        parallel_map(work, _parts(damage.at))
    else:  # what each thread works with takes memory that no other uses later
        for part in _parts(damage.at):
            work(part)
    return found


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
    weights: "Weights",
    sums: Sums,
    symbols: "NDArray[np.int32]",
    damage: Damage,
    outputs: Sequence[Outputs],
    first: int,
    last: int,
) -> "NDArray[np.float32]":
    import numpy as np

    begin = max(int(damage.at[first]) - weights.reach, 0)
    end = min(int(damage.at[last - 1]) + weights.reach + 1, len(symbols))
    # Damaged characters in the margins are given a first opinion as well.
    low, high = (int(place) for place in np.searchsorted(damage.at, (begin, end)))
    here = damage.part(low, high)
    here = Damage(here.at - begin, here.starts, here.candidates, here.kinds)
    for each in outputs:
        each.clear(end - begin)
    layers = FirstLayers(weights, sums, symbols[begin:end], outputs[0])
    by_kind = np.argsort(here.kinds, kind="stable")
    result = np.empty(len(here.candidates), dtype=np.float32)
    layers.at(here.at[by_kind], outputs[1])
    best = _first_opinion(weights, outputs[1], here, by_kind, result)
    # The margins are another part's.
    is_ours = (by_kind >= first - low) & (by_kind < last - low)
    doubtful = by_kind[is_ours & (best < np.log(_SETTLED))]
    if len(doubtful):
        final = _final_layers(weights, layers, here.at[doubtful], outputs)
        for some, rows, candidates in here.alike(doubtful):
            result[rows], _ = _log_probabilities(weights, final[some], candidates)
    return result[here.starts[first - low] : here.starts[last - low]]


def _first_opinion(
    weights: "Weights",
    outputs: Outputs,
    damage: Damage,
    numbers: "NDArray[np.int64]",
    result: "NDArray[np.float32]",
) -> "NDArray[np.float32]":
    """Put the first log-probabilities into ``result``, and their feedback into ``outputs``.

    Args:
        weights: The weights.
        outputs: The outputs of the second block at the damaged characters, from row 1 on.
        damage: The damaged characters.
        numbers: ``(n,)`` their numbers in the order of ``outputs``, sorted by kind.
        result: Takes the log-probabilities of all candidates.

    Returns:
        ``(n,)`` the log-probability of the best candidate, in the order of ``numbers``.
    """
    import numpy as np

    rows = slice(1, len(numbers) + 1)
    normalized = outputs.normal(rows)
    expected = np.empty_like(normalized)
    best = np.empty(len(numbers), dtype=np.float32)
    for some, places, candidates in damage.alike(numbers):
        opinion, best[some] = _log_probabilities(weights, normalized[some], candidates)
        result[places] = opinion
        expected[some] = np.exp(opinion) @ weights.embedding[candidates]
    x = outputs.raw[rows]
    x += expected @ weights.feedback
    x += weights.feedback_bias
    outputs.set(rows, x)
    return best


def _final_layers(
    weights: "Weights", layers: FirstLayers, at: "NDArray[np.int64]", outputs: Sequence[Outputs]
) -> "NDArray[np.float32]":
    """Return ``(len(at), width)``: what the last layer says, normalized.

    Args:
        weights: The weights.
        layers: The first layers, for the intact characters.
        at: The places of the damaged characters in doubt.
        outputs: Those of each layer; of the second block, with feedback, at all damaged characters.
    """
    import numpy as np

    _, second, late, last = outputs
    seen = near(at, weights.last.offsets, late.length)
    needed = near(seen, weights.late.offsets, late.length)
    layers.at(needed[second.row[needed + second.margin] == 0], second)
    for block, before, places, after in (
        (weights.late, second, seen, late),
        (weights.last, late, at, last),
    ):
        rows = before.rows(places, np.asarray(block.offsets))
        apply(block, before, rows, after, after.extend(places))
    return last.normal(slice(1, len(at) + 1))


def _log_probabilities(
    weights: "Weights", normalized: "NDArray[np.float32]", candidates: "NDArray[np.int32]"
) -> "tuple[NDArray[np.float32], NDArray[np.float32]]":
    """Return ``(n, size)`` log-probabilities of the same candidates, and each row's greatest."""
    import numpy as np

    scores: NDArray[np.float32] = normalized @ weights.output[candidates].T
    scores += weights.bias[candidates]
    scores -= scores.max(axis=1, keepdims=True)
    total = np.log(np.exp(scores).sum(axis=1))
    scores -= total[:, None]
    return scores, -total

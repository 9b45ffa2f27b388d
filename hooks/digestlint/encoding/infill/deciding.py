"""Deciding on each damaged character: the network's opinion, and second thoughts in doubt."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from digestlint._runtime.freeing import give_back
from digestlint.encoding.infill.model import Model
from digestlint.encoding.infill.network import Damage
from digestlint.encoding.infill.rescoring import (
    REACH,
    TABLE_FEATURES,
    DocumentCounts,
    DoubtfulCandidates,
    document_features,
    table_features,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ROUNDS = 2

_SURE = 0.99
"""A neighbour from this posterior on counts as known when the document's rows are counted."""

_PIECE = 1 << 12
"""About so many candidates are looked at together."""


class Doubts:
    """The doubtful characters of a text, and the candidates that are worth a second thought.

    Attributes:
        rows: ``(m,)`` the indices of these candidates among all.
        owners: ``(n,)`` the indices of the doubtful characters among the damaged ones.
        doubt: The same for ``rescoring.features``.
    """

    def __init__(
        self,
        model: Model,
        symbols: "NDArray[np.int32]",
        damage: Damage,
        scores: "NDArray[np.float32]",
    ):
        """Find what the network, by its log-probabilities, is not sure of."""
        import numpy as np

        self._symbols = symbols
        self._damage = damage
        self._scores = scores
        numbers = np.arange(len(damage.at), dtype=np.int32)
        self._group = np.repeat(numbers, np.diff(damage.starts))
        best = np.maximum.reduceat(scores, damage.starts[:-1])[self._group]
        self._doubtful = best < np.log(model.no_doubt)
        possible = (scores > np.log(model.no_candidate)) | (scores == best)
        self.rows = np.flatnonzero(self._doubtful & possible)
        owners = self._group[self.rows]
        is_first = np.concatenate([[True], owners[1:] != owners[:-1]])[: len(owners)]
        starts = np.flatnonzero(is_first)
        self.owners = owners[starts]
        self.doubt = DoubtfulCandidates(
            damage.at[owners], damage.candidates[self.rows], starts, np.cumsum(is_first) - 1
        )

    def guessed(
        self, current: "NDArray[np.float32]"
    ) -> "tuple[NDArray[np.int32], NDArray[np.bool_]]":
        """Return the likeliest symbols of the text, and for each whether it is hardly a doubt.

        Args:
            current: The log-probability of each candidate of each damaged character so far.
        """
        import numpy as np

        at = self._damage.at
        best = np.maximum.reduceat(current, self._damage.starts[:-1])
        winners = np.flatnonzero(current == best[self._group])
        guess, sure = self._symbols.copy(), np.ones(len(self._symbols), dtype=bool)
        guess[at[self._group[winners]]] = self._damage.candidates[winners]
        sure[at] = best > np.log(_SURE)
        return guess, sure

    def around(self, before: "NDArray[np.int32]", now: "NDArray[np.int32]") -> "NDArray[np.int64]":
        """Return the indices of the candidates near which another symbol is guessed than before."""
        import numpy as np

        differs = before != now
        changed = np.cumsum(np.pad(differs, (REACH + 1, REACH)), dtype=np.int64)
        at = self.doubt.at
        # A candidate is in its own place, whatever the guess is.
        return np.flatnonzero(changed[at + 2 * REACH + 1] - changed[at] - differs[at])

    def pieces(self, rows: "NDArray[np.int64]") -> "Iterator[NDArray[np.int64]]":
        """Cut the indices of candidates into pieces, each with all candidates of a character."""
        owners = self.doubt.group[rows]
        first = 0
        while first < len(rows):
            last = min(first + _PIECE, len(rows))
            while last < len(rows) and owners[last] == owners[last - 1]:
                last += 1
            yield rows[first:last]
            first = last

    def decide(self, model: Model, evidence: "NDArray[np.float32]") -> "NDArray[np.float32]":
        """Return the log-probability of each candidate, the doubtful ones by the evidence.

        Args:
            model: The model.
            evidence: ``(m,)`` what is known of each of them beside the network's opinion, weighed.
        """
        import numpy as np

        opinion = model.network_weight * self._scores[self.rows] + evidence
        starts, group = self.doubt.starts, self.doubt.group
        opinion -= np.maximum.reduceat(opinion, starts)[group]
        opinion -= np.log(np.add.reduceat(np.exp(opinion), starts))[group]
        result = np.where(self._doubtful, np.float32(-np.inf), self._scores)
        result[self.rows] = opinion
        return result


def decide(
    model: Model,
    symbols: "NDArray[np.int32]",
    damage: Damage,
    scores: "NDArray[np.float32]",
) -> "NDArray[np.float32]":
    """Return the log-probability of each candidate after second thoughts.

    Args:
        model: The model.
        symbols: The text.
        damage: Its damaged characters, at least one.
        scores: The network's log-probability of each candidate.
    """
    doubts = Doubts(model, symbols, damage, scores)
    if not len(doubts.rows):
        return scores
    import numpy as np

    ends = TABLE_FEATURES * np.arange(1, len(model.read_tables) + 1)
    *of_tables, of_document = np.split(model.feature_weights, ends)
    current = scores
    known = np.empty(len(doubts.rows), dtype=np.float32)
    rows = np.arange(len(doubts.rows))
    before: NDArray[np.int32] | None = None
    for _ in range(ROUNDS):
        guess, sure = doubts.guessed(current)
        if before is not None:  # elsewhere, the table says what it said
            rows = doubts.around(before, guess)
        known[rows] = 0.0
        for read_table, weights in zip(model.read_tables, of_tables, strict=True):
            give_back()
            table = read_table()
            for some in doubts.pieces(rows):
                columns = table_features(table, doubts.doubt.only(some), guess)
                known[some] += _weighed(columns, weights)
            del table
        before = guess
        give_back()
        document = DocumentCounts(guess, sure)
        evidence = known.copy()
        for some in doubts.pieces(np.arange(len(doubts.rows))):
            columns = document_features(document, doubts.doubt.only(some), guess)
            evidence[some] += _weighed(columns, of_document)
        del document
        current = doubts.decide(model, evidence)
    return current


def _weighed(
    columns: "Iterator[NDArray[np.float32]]", weights: "NDArray[np.float32]"
) -> "NDArray[np.float32]":
    """Return the sum of the columns, each times its weight; never are there two of them."""
    total: NDArray[np.float32] = next(columns) * weights[0]
    for column, weight in zip(columns, weights[1:], strict=True):
        total += column * weight
    return total

"""Deciding on each damaged character: the network's opinion, and second thoughts in doubt."""

from typing import TYPE_CHECKING

from digestlint.restoration.model import Model
from digestlint.restoration.network import Damage
from digestlint.restoration.ngrams import NgramTable
from digestlint.restoration.rescoring import (
    FEATURES,
    REACH,
    TABLE_FEATURES,
    Doubt,
    document_features,
    table_features,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ROUNDS = 2

_NO_DOUBT = 0.9995
"""From this probability on the network's choice stands; n-grams hardly ever change it."""

_NO_CANDIDATE = 1e-4
"""What the network gives less than this is out, unless it is the best."""

_SURE = 0.99
"""A neighbour from this posterior on counts as known when the document's rows are counted."""


class Doubts:
    """The doubtful characters of a text, and the candidates that are worth a second thought.

    Attributes:
        rows: ``(m,)`` the indices of these candidates among all.
        owners: ``(n,)`` the indices of the doubtful characters among the damaged ones.
        doubt: The same for ``rescoring.features``.
    """

    def __init__(self, symbols: "NDArray[np.int32]", damage: Damage, scores: "NDArray[np.float32]"):
        """Find what the network, by its log-probabilities, is not sure of."""
        import numpy as np

        self._symbols = symbols
        self._damage = damage
        self._scores = scores
        self._group = np.repeat(np.arange(len(damage.at)), np.diff(damage.starts))
        best = np.maximum.reduceat(scores, damage.starts[:-1])[self._group]
        self._doubtful = best < np.log(_NO_DOUBT)
        possible = (scores > np.log(_NO_CANDIDATE)) | (scores == best)
        self.rows = np.flatnonzero(self._doubtful & possible)
        owners = self._group[self.rows]
        is_first = np.concatenate([[True], owners[1:] != owners[:-1]])[: len(owners)]
        starts = np.flatnonzero(is_first)
        self.owners = owners[starts]
        # What was last looked up: where, for which guesses, and what was found.
        self._looked_up: tuple[NgramTable, NDArray[np.int32], NDArray[np.float32]] | None = None
        self.doubt = Doubt(
            damage.at[owners], damage.candidates[self.rows], starts, np.cumsum(is_first) - 1
        )

    def evidence(self, model: Model, current: "NDArray[np.float32]") -> "NDArray[np.float32]":
        """Return the features of the doubtful candidates.

        Args:
            model: The model, for its n-grams.
            current: The log-probability of each candidate of each damaged character so far.
        """
        import numpy as np

        at = self._damage.at
        best = np.maximum.reduceat(current, self._damage.starts[:-1])
        winners = np.flatnonzero(current == best[self._group])
        guess, sure = self._symbols.copy(), np.ones(len(self._symbols), dtype=bool)
        guess[at[self._group[winners]]] = self._damage.candidates[winners]
        sure[at] = best > np.log(_SURE)
        found = self._from_table(model, guess)
        columns = document_features(self.doubt, guess, sure)
        for number, column in enumerate(columns, TABLE_FEATURES):
            found[:, number] = column
        return found

    def _from_table(self, model: Model, guess: "NDArray[np.int32]") -> "NDArray[np.float32]":
        """Return ``FEATURES`` columns with ``table_features`` in the first ones.

        They are those of before where no guess nearby has changed.
        """
        import numpy as np

        if self._looked_up is None or self._looked_up[0] is not model.table:
            found = np.empty((len(self.rows), FEATURES), dtype=np.float32)
            for number, column in enumerate(table_features(model.table, self.doubt, guess)):
                found[:, number] = column
        else:
            _, before, found = self._looked_up
            changed = np.cumsum(np.pad(guess != before, (REACH + 1, REACH)), dtype=np.int64)
            at = self.doubt.at
            # A candidate stands in its own place, whatever the guess is.
            around = changed[at + 2 * REACH + 1] - changed[at] - (guess != before)[at]
            rows = np.flatnonzero(around)
            only = self.doubt.only(rows)
            for number, column in enumerate(table_features(model.table, only, guess)):
                found[rows, number] = column
        self._looked_up = model.table, guess, found
        return found

    def decide(self, model: Model, evidence: "NDArray[np.float32]") -> "NDArray[np.float32]":
        """Return the log-probability of each candidate, the doubtful ones by the evidence."""
        import numpy as np

        opinion = model.network_weight * self._scores[self.rows] + evidence @ model.feature_weights
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
    doubts = Doubts(symbols, damage, scores)
    if not len(doubts.rows):
        return scores
    current = scores
    for _ in range(ROUNDS):
        current = doubts.decide(model, doubts.evidence(model, current))
    return current

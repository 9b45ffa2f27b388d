"""Second thoughts on doubtful characters, from n-grams of the training text and of the document.

Where the network is not sure, each candidate is put into its place between the best guesses for
its neighbours, and every row of two to five symbols that it is in is looked up: how often was
it seen with this candidate, and how often with the others? The answers are weighed with the
network's log-probability in one log-linear model. Its weights depend on the kind of row, and on
how much was seen of it. This runs twice: the second time the neighbours are better.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from digestlint.encoding.infill.ngrams import ORDERS, NgramTable, hashes
from digestlint.encoding.infill.threads import slices

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WINDOWS: tuple[tuple[int, int], ...] = tuple(
    (order, role) for order in ORDERS for role in range(order)
)
"""Length of a row, and the candidate's place in it."""

DOCUMENT_WINDOWS: tuple[tuple[int, int], ...] = ((2, 0), (2, 1), (3, 0), (3, 1), (3, 2))
_SEEN = (1.0, 4.0, 30.0, float("inf"))
"""Limits between little, some and much seen of a row, for each of which there is a weight."""

_DOCUMENT_SEEN = (1.0, 4.0, float("inf"))
TABLE_FEATURES = len(WINDOWS) * (len(_SEEN) - 1)
FEATURES = TABLE_FEATURES + len(DOCUMENT_WINDOWS) * (len(_DOCUMENT_SEEN) - 1)
REACH = max(ORDERS) - 1
"""How far to each side the symbols are that a row may hold."""

_UNSEEN = 0.2
_PIECE = 1 << 12  # how many rows of a document are looked at together


@dataclass(frozen=True, slots=True)
class DoubtfulCandidates:
    """Candidates of doubtful characters, those of one character next to each other.

    Attributes:
        at: ``(m,)`` the place among the symbols, for each candidate.
        symbols: ``(m,)`` the candidates.
        starts: ``(n,)`` where the candidates of each character start.
        group: ``(m,)`` the number, below ``n``, of the character.
    """

    at: "NDArray[np.int64]"
    symbols: "NDArray[np.int32]"
    starts: "NDArray[np.int64]"
    group: "NDArray[np.int64]"

    def only(self, rows: "NDArray[np.int64]") -> "DoubtfulCandidates":
        """Return these candidates, ascending; of each character all or none."""
        import numpy as np

        owners = self.group[rows]
        is_first = np.append(True, owners[1:] != owners[:-1])[: len(owners)]
        return DoubtfulCandidates(
            self.at[rows], self.symbols[rows], np.flatnonzero(is_first), np.cumsum(is_first) - 1
        )


def table_features(
    table: NgramTable, doubt: DoubtfulCandidates, guess: "NDArray[np.int32]"
) -> "Iterator[NDArray[np.float32]]":
    """Yield ``TABLE_FEATURES`` columns: what the training text says for each candidate, in nats.

    Args:
        table: Its n-grams.
        doubt: What to choose from.
        guess: The document's symbols with the best guess in each damaged place.
    """
    import numpy as np

    padded = np.pad(guess, REACH)
    for order, role in WINDOWS:
        counts = np.empty(len(doubt.at), dtype=np.float32)
        for piece in slices(len(counts), _PIECE):
            counts[piece] = table.counts(_rows(doubt, padded, order, role, piece))
        yield from _for_and_against(counts, doubt, _SEEN)


def document_features(
    document: "DocumentCounts", doubt: DoubtfulCandidates, guess: "NDArray[np.int32]"
) -> "Iterator[NDArray[np.float32]]":
    """Yield the other columns: what the rest of the document says, in nats.

    Args:
        document: How often it has which rows.
        doubt: What to choose from.
        guess: The document's symbols with the best guess in each damaged place.
    """
    import numpy as np

    padded = np.pad(guess, REACH)
    for order, role in DOCUMENT_WINDOWS:
        counts = np.empty(len(doubt.at), dtype=np.float32)
        for piece in slices(len(counts), _PIECE):
            counts[piece] = document.counts(_rows(doubt, padded, order, role, piece))
        yield from _for_and_against(counts, doubt, _DOCUMENT_SEEN)


def _rows(
    doubt: DoubtfulCandidates, padded: "NDArray[np.int32]", order: int, role: int, piece: slice
) -> "NDArray[np.int32]":
    import numpy as np

    places = doubt.at[piece, None] + REACH - role + np.arange(order)
    rows: NDArray[np.int32] = padded[places]
    rows[:, role] = doubt.symbols[piece]
    return rows


class DocumentCounts:
    """How often a document has which rows of two and three symbols."""

    def __init__(self, guess: "NDArray[np.int32]", sure: "NDArray[np.bool_]") -> None:
        """Count the rows.

        Args:
            guess: The document's symbols with the best guess in each damaged place.
            sure: For each of them whether it is intact or hardly doubtful, and may be counted.
        """
        # By the length of the rows: their hashes, ascending, and how often each is there.
        self._known = {
            order: _counted(guess, sure, order) for order in {size for size, _ in DOCUMENT_WINDOWS}
        }

    def counts(self, rows: "NDArray[np.int32]") -> "NDArray[np.float32]":
        """Return how often each row of an ``(n, order)`` array is there."""
        import numpy as np

        known, counts = self._known[rows.shape[1]]
        if not len(known):
            return np.zeros(len(rows), dtype=np.float32)
        wanted = hashes(rows)
        places = np.searchsorted(known, wanted)
        places[places == len(known)] = 0
        return np.where(known[places] == wanted, counts[places], np.float32(0.0))


def _counted(
    guess: "NDArray[np.int32]", sure: "NDArray[np.bool_]", order: int
) -> "tuple[NDArray[np.uint64], NDArray[np.float32]]":
    import numpy as np

    pieces = []
    for piece in slices(max(len(guess) - order + 1, 0), _PIECE):
        rows = np.stack([guess[piece.start + at : piece.stop + at] for at in range(order)], axis=1)
        wanted = np.ones(len(rows), dtype=bool)
        for at in range(order):
            wanted &= sure[piece.start + at : piece.stop + at]
        pieces.append(hashes(rows[wanted]))
    found = np.concatenate([*pieces, np.empty(0, dtype=np.uint64)])
    del pieces
    found.sort()
    firsts = np.flatnonzero(np.append(True, found[1:] != found[:-1])[: len(found)])
    counts = np.diff(firsts, append=len(found)).astype(np.float32)
    return found[firsts], counts


def _for_and_against(
    counts: "NDArray[np.float32]", doubt: DoubtfulCandidates, limits: tuple[float, ...]
) -> "list[NDArray[np.float32]]":
    """Return log-likelihoods against an even chance, one column for each amount seen."""
    import numpy as np

    total = np.add.reduceat(counts, doubt.starts)[doubt.group]
    choices = np.bincount(doubt.group).astype(np.float32)[doubt.group]
    share = (counts + np.float32(_UNSEEN)) / (total + np.float32(_UNSEEN) * choices)
    evidence = np.log(share * choices)
    return [
        np.where((total >= low) & (total < high), evidence, np.float32(0.0))
        for low, high in pairwise(limits)
    ]

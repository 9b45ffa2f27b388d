"""Counting rows of symbols, and choosing the ones that distinguish candidates."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digestlint.encoding.infill.ngrams import ORDERS, hashes
from digestlint.encoding.infill.symbols import LINE_END
from tools.train.channels import Simulation

_LEAST_COUNTS = {2: 1, 3: 2, 4: 3, 5: 3}
_TIE = 1e-4
"""What repeats the shorter rows inside it still adds confidence, the more the more frequent."""

_COUNT_EXPONENT = 0.5
"""The network knows what is frequent; the table is for the rest. Found on development text."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Distinct rows of ``order`` symbols: ``(n, order)``, and ``(n,)`` how often each was seen."""

    symbols: NDArray[np.int32]
    counts: NDArray[np.int64]


def count(stream: NDArray[np.int16], order: int, damaged: NDArray[np.bool_]) -> Rows:
    """Count the rows of one order that hold a character which the channel damages.

    Args:
        stream: The training text as symbols.
        order: The length of the rows.
        damaged: For each symbol whether the channel damages it.
    """
    size = len(stream) - order + 1
    wanted = np.zeros(size, dtype=bool)
    keys = np.full(size, order, dtype=np.uint64)
    for at in range(order):
        part = stream[at : at + size]
        wanted |= damaged[part]
        keys += part.astype(np.uint64)
        keys *= np.uint64(0x9E3779B97F4A7C15)
        keys ^= keys >> np.uint64(29)
    for at in range(1, order - 1):
        wanted &= stream[at : at + size] != LINE_END
    places = np.flatnonzero(wanted)
    keys = keys[places]
    by_key = np.argsort(keys)
    keys = keys[by_key]
    first = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
    counts = np.diff(np.concatenate([first, [len(keys)]]))
    enough = counts >= _LEAST_COUNTS[order]
    starts = places[by_key[first[enough]]]
    rows = stream[starts[:, None] + np.arange(order)].astype(np.int32)
    return Rows(rows, counts[enough].astype(np.int64))


def choose(
    tables: dict[int, Rows], channel: Simulation, unigrams: NDArray[np.float64], most: int
) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Return hashes and counts of the ``most`` useful rows of all orders.

    A row is useful in the role of each damaged character in it: by how much it changes that one's
    likelihood, among the candidates of its class, from what the shorter rows inside it say.
    """
    keys = [hashes(tables[order].symbols) for order in ORDERS]
    values = [np.zeros(len(tables[order].counts)) for order in ORDERS]
    shorter: dict[int, tuple[NDArray[np.uint64], NDArray[np.float64]]] = {}
    for number, order in enumerate(ORDERS):
        rows = tables[order]
        here: dict[int, tuple[NDArray[np.uint64], NDArray[np.float64]]] = {}
        for role in range(order):
            center = rows.symbols[:, role]
            hit = np.flatnonzero(channel.damaged[center] != center)
            likelihood, group = _likelihood(rows, channel, role, hit)
            known = np.maximum(unigrams[center[hit]], 1e-9)
            for part, inner in ((slice(1, None), role - 1), (slice(0, -1), role)):
                if order > 2 and 0 <= inner < order - 1:
                    known = np.maximum(
                        known, _find(shorter[inner], hashes(rows.symbols[hit][:, part]))
                    )
            gain = rows.counts[hit] ** _COUNT_EXPONENT * np.abs(np.log(likelihood / known))
            # A row without its rivals would speak for its candidate alone: all stay, or none.
            best = np.zeros(group.max() + 1)
            np.maximum.at(best, group, gain)
            values[number][hit] = np.maximum(values[number][hit], best[group])
            sorting = np.argsort(keys[number][hit])
            here[role] = (keys[number][hit][sorting], likelihood[sorting])
        shorter = here
    value = np.concatenate(values)
    counts = np.concatenate([tables[order].counts for order in ORDERS])
    value += _TIE * np.log2(counts)
    chosen = np.argsort(-value, kind="stable")[:most]
    return np.concatenate(keys)[chosen], counts[chosen]


def _likelihood(
    rows: Rows, channel: Simulation, role: int, hit: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return each row's share of its group, and the number of that group.

    A group is the rows that look the same without the role's character.
    """
    masked = rows.symbols[hit].copy()
    masked[:, role] = channel.damaged[masked[:, role]]
    _, inverse = np.unique(hashes(masked), return_inverse=True)
    counts = rows.counts[hit].astype(np.float64)
    likelihood: NDArray[np.float64] = counts / np.bincount(inverse, weights=counts)[inverse]
    return likelihood, inverse


def _find(
    table: tuple[NDArray[np.uint64], NDArray[np.float64]], keys: NDArray[np.uint64]
) -> NDArray[np.float64]:
    known, values = table
    at = np.minimum(np.searchsorted(known, keys), len(known) - 1)
    return np.where(known[at] == keys, values[at], 0.0)

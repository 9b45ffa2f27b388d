"""Counting rows of characters, smoothing the counts, and keeping the rows that matter most.

Counts are interpolated by absolute discounting (Ney et al. 1994). A row is worth what it changes
in the probability of its last character, times how often it was seen, if it holds a character that
common channels damage; other rows hardly ever decide anything.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digestlint.encoding.channels.codepages import code_page
from digestlint.encoding.infill.language_model import (
    LOWEST_BACKOFF,
    LOWEST_PROBABILITY,
    ORDER,
    STEP,
    as_context,
    lengthened,
    symbols,
)
from digestlint.encoding.infill.row_table import fingerprints

_DISCOUNT = 0.6
_SEEN_ONCE = 0.5
"""What a row that was seen once is worth beside others: it may be an accident."""

_COMMON_PAGES = ("windows-1252", "windows-1254")
_OTHER_PAGES = ("windows-1250", "windows-1251", "windows-1253", "windows-1257", "windows-1258")
_SOFT_HYPHEN = 0xAD
_DAMAGED, _SELDOM_DAMAGED, _INTACT = 1.0, 0.2, 0.03


@dataclass(frozen=True, slots=True)
class _Rows:
    """The distinct rows of one length.

    Attributes:
        hashes: Ascending.
        probabilities: How likely the last character of each is after the others.
        worth: How much each matters.
        context: The number of each row's context, of ``contexts``.
        contexts: The hashes of the contexts.
        shorter: For each row the number of that without its first character.
    """

    hashes: NDArray[np.uint64]
    probabilities: NDArray[np.float64]
    worth: NDArray[np.float64]
    context: NDArray[np.int64]
    contexts: NDArray[np.uint64]
    shorter: NDArray[np.int64]


def build(text: str, weights: NDArray[np.float32], most: int, *, is_latin: bool) -> dict[str, Any]:
    """Return the arrays of a model of ``text``, without calibration.

    Args:
        text: Lines of the language.
        weights: What each character of it counts.
        most: How many rows are kept.
        is_latin: Whether Latin letters differ.
    """
    rows = _count(text, weights, is_latin=is_latin)
    kept = _best(rows, most)
    keys = [each.hashes[keep] for each, keep in zip(rows, kept, strict=True)]
    values = [np.log2(each.probabilities[keep]) for each, keep in zip(rows, kept, strict=True)]
    backoffs = [_backoffs(rows[size - 1], rows[size], kept[size]) for size in range(1, ORDER)]
    return {
        "is_latin": np.bool_(is_latin),
        **_pack("rows", np.concatenate(keys), np.concatenate(values), LOWEST_PROBABILITY),
        **_pack(
            "contexts",
            np.concatenate([keys for keys, _ in backoffs]),
            np.concatenate([left for _, left in backoffs]),
            LOWEST_BACKOFF,
        ),
    }


def _damage(char: str) -> float:
    """Return how much a character matters: whether common channels damage it."""
    data = char.encode("utf-8", "replace")
    if len(data) < 2:
        return _INTACT
    if any(byte in code_page(page).undefined for page in _COMMON_PAGES for byte in data):
        return _DAMAGED
    if _SOFT_HYPHEN in data:
        return _DAMAGED
    lost = any(byte in code_page(page).undefined for page in _OTHER_PAGES for byte in data)
    return _SELDOM_DAMAGED if lost else _INTACT


def _count(text: str, weights: NDArray[np.float32], *, is_latin: bool) -> list[_Rows]:
    codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
    distinct, ids = np.unique(codes, return_inverse=True)
    chars = "".join(map(chr, distinct.tolist()))
    known = symbols(chars, is_latin=is_latin)
    damage = np.asarray([_damage(char) for char in chars], dtype=np.float32)
    boundary = chars.index("\n")
    matters = damage[ids]
    hashes = lengthened(np.zeros(len(ids), dtype=np.uint64), known.last[ids])
    found = [_unigrams(hashes, weights)]
    context = np.zeros(len(ids), dtype=np.uint64)
    before = ids
    for size in range(1, ORDER):
        ended = before == boundary if size > 1 else np.zeros(len(ids), dtype=bool)
        before = np.roll(ids, size)
        before[:size] = boundary
        before[ended] = boundary  # what is in other lines says nothing
        shorter = hashes
        symbol = known.last if size == 1 else known.inner
        hashes = lengthened(hashes, symbol[before])
        context = lengthened(context, symbol[before])
        matters = np.maximum(matters, damage[before])
        found.append(_smoothed(found[-1], hashes, shorter, as_context(context), weights, matters))
    return found


def _unigrams(hashes: NDArray[np.uint64], weights: NDArray[np.float32]) -> _Rows:
    distinct, group = np.unique(hashes, return_inverse=True)
    counts = np.bincount(group, weights=weights).astype(np.float64)
    probabilities = counts / (counts.sum() + len(counts))
    none = np.zeros(0, dtype=np.int64)
    return _Rows(distinct, probabilities, counts, none, np.zeros(0, dtype=np.uint64), none)


def _smoothed(
    lower: _Rows,
    hashes: NDArray[np.uint64],
    shorter: NDArray[np.uint64],
    contexts: NDArray[np.uint64],
    weights: NDArray[np.float32],
    matters: NDArray[np.float32],
) -> _Rows:
    distinct, example, group = np.unique(hashes, return_index=True, return_inverse=True)
    counts = np.bincount(group, weights=weights)
    of_contexts, context = np.unique(contexts[example], return_inverse=True)
    total = np.bincount(context, weights=counts)[context]
    discount = np.minimum(counts, _DISCOUNT)
    number = np.searchsorted(lower.hashes, shorter[example])
    rest = np.bincount(context, weights=discount)[context] / total * lower.probabilities[number]
    probabilities = (counts - discount) / total + rest
    worth = matters[example] * counts * np.abs(np.log2(probabilities) - np.log2(rest))
    worth[counts < 1.5 * weights.min()] *= _SEEN_ONCE
    return _Rows(distinct, probabilities, worth, context, of_contexts, number)


def _best(rows: list[_Rows], most: int) -> list[NDArray[np.bool_]]:
    """Return which rows are kept: with each row, all that end as it does."""
    singles = rows[0].worth >= 0.5
    worth = np.concatenate([each.worth for each in rows[1:]])
    left = most - int(singles.sum())
    least = np.partition(worth, -left)[-left] if left < len(worth) else 0.0
    while True:
        kept = [singles.copy(), *(each.worth >= least for each in rows[1:])]
        for size in range(ORDER - 1, 0, -1):
            kept[size - 1][rows[size].shorter[kept[size]]] = True
        if sum(int(keep.sum()) for keep in kept) <= most or not left:
            return kept
        least = max(least * 1.1, 1e-6)


def _backoffs(
    lower: _Rows, rows: _Rows, kept: NDArray[np.bool_]
) -> tuple[NDArray[np.uint64], NDArray[np.float64]]:
    """Return the contexts of the rows that are kept, and what is left for others, as logarithms."""
    size, context = len(rows.contexts), rows.context[kept]
    taken = np.bincount(context, weights=rows.probabilities[kept], minlength=size)
    shorter = lower.probabilities[rows.shorter[kept]]
    as_shorter = np.bincount(context, weights=shorter, minlength=size)
    has = np.bincount(context, minlength=size) > 0
    left = np.maximum(1.0 - taken[has], 1e-6) / np.maximum(1.0 - as_shorter[has], 1e-6)
    return rows.contexts[has], np.log2(left)


def _pack(
    name: str, keys: NDArray[np.uint64], values: NDArray[np.float64], lowest: float
) -> dict[str, Any]:
    """Return the arrays of a table."""
    order = np.argsort(keys)
    keys = keys[order]
    steps = np.rint((values[order] - lowest) / STEP).clip(0, 255).astype(np.uint8)
    bits = max(len(keys).bit_length() - 1, 8)
    sizes = np.bincount((keys >> np.uint64(64 - bits)).astype(np.int64), minlength=1 << bits)
    marks = fingerprints(keys)
    high = np.append(marks >> 8, np.zeros(len(marks) % 2, dtype=np.uint16)).astype(np.uint8)
    return {
        f"{name}.sizes": sizes.astype(np.uint8),
        f"{name}.marks": (marks & 255).astype(np.uint8),
        f"{name}.more": high[::2] | high[1::2] << 4,
        f"{name}.values": steps,
    }

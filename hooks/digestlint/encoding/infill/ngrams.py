"""How often rows of two to five symbols occur in the training text: a compact hash table.

A row's 64-bit hash gives its bucket (the upper bits) and a fingerprint; an entry is a 12-bit
fingerprint and a 4-bit logarithmic count. Entries are sorted by bucket, so that nothing is stored
but themselves and the buckets' sizes. About one lookup in a thousand finds a row that is not there.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ORDERS = (2, 3, 4, 5)
BUCKET_BITS = 19
_FINGERPRINT_BITS = 12
_STEPS_PER_OCTAVE = 1.6
_LARGEST = 15
_BLOCK = 16  # buckets, of which each has at most 255 entries


def hashes(rows: "NDArray[np.int32]") -> "NDArray[np.uint64]":
    """Return a 64-bit hash of each row of an ``(n, order)`` array of symbols."""
    import numpy as np

    result = np.full(len(rows), rows.shape[1], dtype=np.uint64)
    for column in range(rows.shape[1]):
        result += rows[:, column].astype(np.uint64)
        result *= np.uint64(0x9E3779B97F4A7C15)
        result ^= result >> np.uint64(29)
    return result


def _split(keys: "NDArray[np.uint64]") -> "tuple[NDArray[np.int64], NDArray[np.uint16]]":
    import numpy as np

    buckets = (keys >> np.uint64(64 - BUCKET_BITS)).astype(np.int64)
    fingerprints = (keys >> np.uint64(16)) & np.uint64((1 << _FINGERPRINT_BITS) - 1)
    return buckets, fingerprints.astype(np.uint16)


def build(
    keys: "NDArray[np.uint64]", counts: "NDArray[np.int64]"
) -> "tuple[NDArray[np.uint16], NDArray[np.uint8]]":
    """Return the entries and the bucket sizes of a table.

    Args:
        keys: Distinct hashes.
        counts: How often each row was seen, at least once.
    """
    import numpy as np

    steps = np.rint(np.log2(counts) * _STEPS_PER_OCTAVE).clip(0, _LARGEST).astype(np.uint16)
    buckets, fingerprints = _split(keys)
    order = np.argsort(buckets, kind="stable")
    sizes = np.bincount(buckets, minlength=1 << BUCKET_BITS)
    entries = (fingerprints << np.uint16(4)) | steps
    return entries[order], sizes.astype(np.uint8)


class NgramTable:
    """Counts of rows of symbols."""

    def __init__(self, entries: "NDArray[np.uint16]", sizes: "NDArray[np.uint8]") -> None:
        """Take what ``build`` returned.

        Raises:
            ValueError: The sizes do not fit the entries.
        """
        import numpy as np

        if len(sizes) != 1 << BUCKET_BITS or int(sizes.sum(dtype=np.int64)) != len(entries):
            raise ValueError("the n-gram table is inconsistent")
        self._entries = entries
        # Where each block of buckets starts; where each bucket does would take a megabyte.
        self._sizes = sizes.reshape(-1, _BLOCK)
        ends = np.cumsum(self._sizes.sum(axis=1, dtype=np.int32), dtype=np.int32)
        self._block_starts = np.append(np.int32(0), ends[:-1])
        self._counts = np.exp2(np.arange(_LARGEST + 1) / _STEPS_PER_OCTAVE).astype(np.float32)

    def counts(self, rows: "NDArray[np.int32]") -> "NDArray[np.float32]":
        """Return how often each row of an ``(n, order)`` array was seen; 0 where it is unknown."""
        import numpy as np

        buckets, wanted = _split(hashes(rows))
        result = np.zeros(len(rows), dtype=np.float32)
        block, place = np.divmod(buckets, _BLOCK)
        sizes = self._sizes[block]
        before = (sizes * (np.arange(_BLOCK) < place[:, None])).sum(axis=1, dtype=np.int32)
        at = self._block_starts[block] + before
        ends = at + sizes[np.arange(len(rows)), place]
        open_rows = np.flatnonzero(at < ends)
        while len(open_rows):
            entries = self._entries[at[open_rows]]
            found = entries >> np.uint16(4) == wanted[open_rows]
            hit = open_rows[found]
            result[hit] = self._counts[entries[found] & np.uint16(_LARGEST)]
            open_rows = open_rows[~found]
            at[open_rows] += 1
            open_rows = open_rows[at[open_rows] < ends[open_rows]]
        return result

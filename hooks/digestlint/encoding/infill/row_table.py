"""A table of numbers by hash: of each hash, a bucket and twelve bits are stored, and a byte."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

_FINGERPRINT_BITS = 12


class Table:
    """Buckets of fingerprints, each with a number."""

    def __init__(
        self,
        sizes: "NDArray[np.uint8]",
        marks: "NDArray[np.uint16]",
        values: "NDArray[np.float32]",
    ) -> None:
        """Take the sizes of the buckets, and the fingerprints and numbers in their order.

        Raises:
            ValueError: The sizes do not fit the rest.
        """
        import numpy as np

        if int(sizes.sum(dtype=np.int64)) != len(marks) or len(marks) != len(values):
            raise ValueError("the table of rows is inconsistent")
        self._shift = np.uint64(64 - (len(sizes).bit_length() - 1))
        self._ends = np.cumsum(sizes, dtype=np.int32)
        self._sizes = sizes
        self._marks = marks
        self._values = values

    def find(self, hashes: "NDArray[np.uint64]") -> "NDArray[np.float32]":
        """Return the value of each row; NaN where there is none."""
        import numpy as np

        bucket = (hashes >> self._shift).astype(np.int32)
        wanted = fingerprints(hashes)
        left = self._sizes[bucket].astype(np.int32)
        at = self._ends[bucket] - left
        result = np.full(len(hashes), np.nan, dtype=np.float32)
        rows = np.flatnonzero(left)
        at, left, wanted = at[rows], left[rows], wanted[rows]
        while len(rows):
            found = self._marks[at] == wanted
            result[rows[found]] = self._values[at[found]]
            more = ~found & (left > 1)
            rows, at, left, wanted = rows[more], at[more] + 1, left[more] - 1, wanted[more]
        return result


def fingerprints(hashes: "NDArray[np.uint64]") -> "NDArray[np.uint16]":
    """Return the bits of each hash that are compared."""
    import numpy as np

    mask = np.uint64((1 << _FINGERPRINT_BITS) - 1)
    found: NDArray[np.uint16] = ((hashes >> np.uint64(16)) & mask).astype(np.uint16)
    return found


def read_table(
    arrays: "Mapping[str, NDArray[np.generic]]", name: str, step: float, lowest: float
) -> Table:
    """Return the table that some arrays of a file are.

    Args:
        arrays: ``NAME.sizes``; ``NAME.marks`` and ``NAME.more``, the lower eight bits of each
            fingerprint and the others of two; ``NAME.values``, in steps.
        name: Its name.
        step: What a step is worth.
        lowest: The number that is no step.
    """
    import numpy as np

    marks: NDArray[np.uint16] = arrays[name + ".marks"].astype(np.uint16)
    pairs = arrays[name + ".more"].astype(np.uint16)
    marks |= np.stack([pairs & 15, pairs >> 4], axis=1).reshape(-1)[: len(marks)] << 8
    values = arrays[name + ".values"].astype(np.float32) * np.float32(step) + np.float32(lowest)
    return Table(arrays[name + ".sizes"].astype(np.uint8), marks, values)

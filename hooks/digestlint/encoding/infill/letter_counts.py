"""How often rows of folded letters were seen in the training text."""

from array import array
from bisect import bisect_left
from functools import cache

from digestlint._runtime.hashing import blake2b
from digestlint.encoding.infill.model import read_arrays

LETTERS = "letters"
STEPS_PER_OCTAVE = 6


def row_key(row: str) -> int:
    """Return the number that a row of folded letters has in the table."""
    return int.from_bytes(blake2b(row.encode(), digest_size=4).digest(), "little")


class LetterCounts:
    """How often each row was seen in the training text, by its number.

    Looked up in a sorted array, since most texts ask for few, and a dictionary takes long to make.
    """

    def __init__(self) -> None:
        arrays = read_arrays(LETTERS)
        self._keys = array("I", arrays["gaps"].cumsum(dtype="uint32").tobytes())
        self._steps = arrays["steps"].tobytes()
        self._counts: list[float] = [2.0 ** (step / STEPS_PER_OCTAVE) for step in range(256)]

    def __getitem__(self, row: str) -> float:
        key = row_key(row)
        at = bisect_left(self._keys, key)
        if at == len(self._keys) or self._keys[at] != key:
            return 0.0
        return self._counts[self._steps[at]]


@cache
def letter_counts() -> LetterCounts:
    """Return the counts of the package, read once."""
    return LetterCounts()

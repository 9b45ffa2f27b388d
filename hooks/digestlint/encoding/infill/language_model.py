"""A language as a model of its characters: how likely one is after up to four others.

The model is a table of rows of one to five characters. Case counts in the last two of a row only.
A row that is not there is as likely as the next shorter one, times what the table says is left for
such rows. Rows are found by their hashes, of which a bucket number and twelve bits are stored.
"""

from bisect import bisect_right
from math import exp, log
from typing import TYPE_CHECKING, NamedTuple

from digestlint.encoding.infill.model import read_arrays
from digestlint.encoding.infill.row_table import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

ORDER = 5
"""The longest rows of the table."""

REACH = ORDER - 1
"""How many characters before one say something of it."""

STEP = 0.1
LOWEST_PROBABILITY, LOWEST_BACKOFF = -25.5, -20.0
"""Values are stored as steps of so many bits above the lowest ones."""

UNKNOWN = -32.0
"""The binary logarithm of the probability of a character that was never seen."""

_MULTIPLIER = 0x9E3779B97F4A7C15
_CONTEXT = 0x5851F42D4C957F2D
_SPACES = "\t \xa0\u202f\u3000"


class Symbols(NamedTuple):
    """Some characters as the model sees them, by number.

    Attributes:
        last: What each adds to a hash at the end of a row.
        inner: The same before that.
    """

    last: "NDArray[np.uint64]"
    inner: "NDArray[np.uint64]"


def symbols(chars: str, *, is_latin: bool) -> Symbols:
    """Return the symbols of some characters."""
    import numpy as np

    shown = [_shown(char, is_latin) for char in chars]
    last = np.asarray([ord(char) for char in shown], dtype=np.uint64)
    inner = np.asarray([_folded(char) for char in shown], dtype=np.uint64)
    return Symbols(spread(last), spread(inner))


def spread(codes: "NDArray[np.uint64]") -> "NDArray[np.uint64]":
    """Return a hash of each code point."""
    import numpy as np

    found = (codes + np.uint64(1)) * np.uint64(_MULTIPLIER)
    return found ^ (found >> np.uint64(31))


def _shown(char: str, is_latin: bool) -> str:
    if char in _SPACES:
        return " "
    if char.isascii() and char.isdecimal():
        return "0"
    if not is_latin and char.isascii() and char.isalpha():
        return "a"
    return char


def _folded(char: str) -> int:
    small = char.lower()
    return ord(small) if len(small) == 1 else ord(char)


def lengthened(hashes: "NDArray[np.uint64]", more: "NDArray[np.uint64]") -> "NDArray[np.uint64]":
    """Return the hashes of rows that have one more character in front."""
    import numpy as np

    found = (hashes ^ more) * np.uint64(_MULTIPLIER)
    return found ^ (found >> np.uint64(29))


def as_context(hashes: "NDArray[np.uint64]") -> "NDArray[np.uint64]":
    """Return the hashes of the same rows as what comes before a character."""
    import numpy as np

    found = (hashes ^ np.uint64(_CONTEXT)) * np.uint64(_MULTIPLIER)
    return found ^ (found >> np.uint64(32))


class LanguageModel:
    """The model of one language.

    Attributes:
        is_latin: Whether Latin letters differ; in other scripts they are all the same.
        calibration: Two rows of ascending log-odds: as computed, and as they turned out to be.
    """

    def __init__(self, arrays: "Mapping[str, NDArray[np.generic]]") -> None:
        """Take the arrays of its file."""
        self.is_latin = bool(arrays["is_latin"])
        self.calibration = arrays["calibration"].astype("float32")
        self._known: dict[str, bool] = {}
        self._rows = read_table(arrays, "rows", STEP, LOWEST_PROBABILITY)
        self._contexts = read_table(arrays, "contexts", STEP, LOWEST_BACKOFF)

    def commonness(self, chars: str) -> "NDArray[np.float32]":
        """Return the binary logarithm of how common each character is."""
        import numpy as np

        known = symbols(chars, is_latin=self.is_latin)
        hashes = lengthened(np.zeros(len(chars), dtype=np.uint64), known.last)
        found: NDArray[np.float32] = np.nan_to_num(self._rows.find(hashes), nan=UNKNOWN)
        return found

    def knows(self, char: str) -> bool:
        """Whether the language has a character."""
        if char not in self._known:
            self._known[char] = float(self.commonness(char)[0]) != UNKNOWN
        return self._known[char]

    def calibrated(self, best: float, rest: float) -> float:
        """Return the probability that the best candidate is right, given its share and the rest."""
        if rest <= 0.0:
            return 1.0
        computed, turned_out = self.calibration.tolist()
        odds = log(max(best, 1e-15) / max(rest, 1e-15))
        at = bisect_right(computed, odds)
        if 0 < at < len(computed):
            low, high = computed[at - 1], computed[at]
            share = (odds - low) / (high - low)
            odds = turned_out[at - 1] + share * (turned_out[at] - turned_out[at - 1])
        else:
            odds = turned_out[0] if at == 0 else turned_out[-1]
        return 1.0 / (1.0 + exp(-odds))

    def backoffs(self, known: Symbols, history: "NDArray[np.int32]") -> "NDArray[np.float32]":
        """Return ``(n, REACH + 1)``: what the next character's row of each order is multiplied by.

        That is the sum of the logarithms for all longer rows, which are not there.

        Args:
            known: The symbols that ``history`` has the numbers of.
            history: ``(n, REACH)`` the last characters, the last one first.
        """
        import numpy as np

        found = np.zeros((len(history), REACH + 1), dtype=np.float32)
        hashes = np.zeros(len(history), dtype=np.uint64)
        for size in range(1, REACH + 1):
            before = known.last if size == 1 else known.inner
            hashes = lengthened(hashes, before[history[:, size - 1]])
            left = self._contexts.find(as_context(hashes))
            found[:, size] = np.nan_to_num(left, nan=0.0)
        return found[:, ::-1].cumsum(axis=1)[:, ::-1]

    def log_probabilities(
        self,
        known: Symbols,
        history: "NDArray[np.int32]",
        backoffs: "NDArray[np.float32]",
        chars: "NDArray[np.int32]",
    ) -> "NDArray[np.float32]":
        """Return the binary logarithm of how likely each of ``chars`` is after its history."""
        import numpy as np

        hashes = lengthened(np.zeros(len(chars), dtype=np.uint64), known.last[chars])
        result = self._rows.find(hashes)
        unknown = np.isnan(result)
        result[unknown] = UNKNOWN
        result += backoffs[:, 1]
        rows = np.flatnonzero(~unknown)
        hashes = hashes[rows]
        for size in range(1, REACH + 1):
            before = known.last if size == 1 else known.inner
            hashes = lengthened(hashes, before[history[rows, size - 1]])
            found = self._rows.find(hashes)
            hit = ~np.isnan(found)
            rows, hashes = rows[hit], hashes[hit]
            if not len(rows):
                break
            rest = backoffs[rows, size + 1] if size < REACH else np.float32(0.0)
            result[rows] = found[hit] + rest
        return result


def language_model(language: str) -> LanguageModel:
    """Return the model of a language; it is not kept, as a text needs it once."""
    return LanguageModel(read_arrays(f"language-{language}"))

"""The closed set of each damaged character: what it may have been, given the bytes that are left.

Characters of the model's vocabulary are candidates each by itself. The others that fit (rare
hanzi, mathematical letters, emoji) share one candidate, ``RARE``, and are ranked by how common
their kind of character is.
"""

from typing import TYPE_CHECKING

from digestlint.encoding.channels.candidates import candidates
from digestlint.encoding.channels.plausibility import IMPOSSIBLE, written_cost
from digestlint.encoding.infill.symbols import FIRST_CHARACTER, RARE, Alphabet

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class ClosedSets:
    """The candidates of one channel, by surviving bytes."""

    def __init__(self, alphabet: Alphabet, lost: frozenset[int]) -> None:
        """Sort the vocabulary by what the channel leaves of each character.

        Args:
            alphabet: The model's alphabet.
            lost: The bytes that the channel drops.
        """
        self._alphabet = alphabet
        self._lost = lost
        self._groups: dict[bytes, list[int]] = {}
        whole = "\n".join(map(chr, alphabet.vocabulary.tolist())).encode()
        parts = whole.split(b"\n"), whole.translate(None, bytes(sorted(lost))).split(b"\n")
        for symbol, (char, survived) in enumerate(zip(*parts, strict=True), FIRST_CHARACTER):
            if len(survived) < len(char):
                self._groups.setdefault(survived, []).append(symbol)
        self._symbols: dict[tuple[bytes, str], NDArray[np.int32]] = {}
        self._rare: dict[tuple[bytes, str], tuple[tuple[str, float], ...]] = {}

    def symbols(self, survived: bytes, every: str = "") -> "NDArray[np.int32]":
        """Return the candidates as symbols: ``RARE`` first, if it stands for any, then ascending.

        Empty where no assigned character fits.

        Args:
            survived: The bytes that are left of a character.
            every: All characters that fit, if more is known; see ``Damaged``.
        """
        import numpy as np

        found = self._symbols.get((survived, every))
        if found is None:
            rare = [RARE] if self.rare(survived, every) else []
            group = self._group(survived, every)
            found = np.asarray(rare + group, dtype=np.int32)
            self._symbols[survived, every] = found
        return found

    def _group(self, survived: bytes, every: str) -> list[int]:
        if not every:
            return self._groups.get(survived, [])
        known = set(map(ord, every))
        codes = self._alphabet.vocabulary.tolist()
        return [symbol for symbol, code in enumerate(codes, FIRST_CHARACTER) if code in known]

    def rare(self, survived: bytes, every: str = "") -> tuple[tuple[str, float], ...]:
        """Return the characters that ``RARE`` stands for, likeliest first, and their shares.

        The shares sum to 1.
        """
        found = self._rare.get((survived, every))
        if found is None:
            fitting = every or candidates(survived, self._lost)
            found = self._rare[survived, every] = self._weigh(fitting)
        return found

    def _weigh(self, every: str) -> tuple[tuple[str, float], ...]:
        costs = [(written_cost(char), char) for char in every if not self._alphabet.knows(char)]
        written = [(2.0**-cost, char) for cost, char in costs if cost < IMPOSSIBLE]
        total = sum(weight for weight, _ in written)
        return tuple((char, weight / total) for weight, char in sorted(written, reverse=True))

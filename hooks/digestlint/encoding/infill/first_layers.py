"""The network's first two layers, where they are asked for.

The first block sees three symbols, and the same three are in many places of a text: it is worked
out once for each distinct row of three. Of four digests with 205,000 symbols, 88,000 rows are left.
What its hidden layer makes of one symbol in one of the three places depends on that symbol alone,
so a matrix product is done for each distinct symbol only, and rows of three are sums.
"""

from typing import TYPE_CHECKING

from digestlint.encoding.infill.distinct import firsts
from digestlint.encoding.infill.positions import (
    PIECE,
    Outputs,
    apply,
    near,
    normalize,
)
from digestlint.encoding.infill.threads import slices

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from digestlint.encoding.infill.weights import PackedWeights, Weights

_LARGEST = 32_000
"""A sum of three 16-bit integers is at most as large as this, but for rounding."""

_LEAST = 1e-6
"""Of a column without any weight, so that nothing is divided by zero."""


class Sums:
    """The first block's hidden layer, symbol by symbol, for the symbols of one text.

    Attributes:
        symbols: ``(m,)`` the symbols of the text; before them 0, for what is beyond its ends.
        rows: For each symbol its row below.
        hidden: ``(m, hidden)`` 16-bit integers for each of the three places, which take half the
            room of floats; row 0 is what there is without any. Three of them never overflow.
        scale: ``(hidden,)`` what a sum of three is multiplied with.
    """

    def __init__(self, weights: "PackedWeights", symbols: "NDArray[np.int32]") -> None:
        """Work out what each symbol of the text adds in each of the three places."""
        import numpy as np

        is_used = np.zeros(len(weights.embedding), dtype=bool)
        is_used[symbols] = True
        self.symbols = np.append(0, np.flatnonzero(is_used))
        self.rows = np.zeros(len(is_used), dtype=np.int32)
        self.rows[self.symbols[1:]] = np.arange(1, len(self.symbols), dtype=np.int32)
        normalized = weights.embedding[self.symbols]
        normalized[0] = 0.0
        normalize(normalized)
        offsets, width = weights.first.offsets, weights.embedding.width
        inner = weights.first.inner.transposed().reshape(len(offsets), width, -1)
        # A normalized row is this long, so that its product with a column has a bound.
        length = np.sqrt(np.float32(width))
        bound = length * np.linalg.norm(inner, axis=1).sum(axis=0)
        self.scale = np.maximum(bound, _LEAST) / _LARGEST
        inner /= self.scale
        self.hidden = []
        for part in inner:
            floats = normalized @ part
            self.hidden.append(np.rint(floats, out=floats).astype(np.int16))


class FirstLayers:
    """The first two blocks over a row of symbols."""

    def __init__(
        self, weights: "Weights", sums: Sums, symbols: "NDArray[np.int32]", known: Outputs
    ) -> None:
        """Take the symbols; nothing is worked out yet.

        Args:
            weights: The weights.
            sums: Of a text that ``symbols`` are part of.
            symbols: The symbols.
            known: Takes the outputs of the first block.
        """
        import numpy as np

        self._sums = sums
        self._embedding = weights.embedding
        self._first, self._second = weights.first, weights.second
        self._symbols = np.pad(sums.rows[symbols], known.margin)
        self._known = known

    def at(self, places: "NDArray[np.int64]", found: Outputs) -> None:
        """Add the second block's output at ``places`` to ``found``."""
        import numpy as np

        self._prepare(near(places, self._second.offsets, self._known.length))
        rows = self._known.rows(places, np.asarray(self._second.offsets))
        apply(self._second, self._known, rows, found, found.extend(places))

    def _prepare(self, places: "NDArray[np.int64]") -> None:
        """Work out the first block wherever it is not known yet."""
        import numpy as np

        known, sums, first = self._known, self._sums, self._first
        new = places[known.row[places + known.margin] == 0]
        if not len(new):
            return
        around = [self._symbols[new + known.margin + offset] for offset in first.offsets]
        key = around[0]
        for symbols in around[1:]:
            key = key * len(sums.symbols) + symbols
        examples, inverse = firsts(key)
        rows = known.extend(new, inverse)
        around = [symbols[examples] for symbols in around]
        center = around[first.offsets.index(0)]
        shape = (min(PIECE, len(examples)), sums.hidden[0].shape[1])
        total, more = np.empty((2, *shape), dtype=np.int16)
        for piece in slices(len(examples), PIECE):
            size = piece.stop - piece.start
            row = slice(rows.start + piece.start, rows.start + piece.stop)
            # Clipping needs no second copy; all rows are in bounds.
            np.take(sums.hidden[0], around[0][piece], 0, out=total[:size], mode="clip")
            for table, symbols in zip(sums.hidden[1:], around[1:], strict=True):
                np.take(table, symbols[piece], 0, out=more[:size], mode="clip")
                total[:size] += more[:size]
            hidden = total[:size] * sums.scale
            hidden += first.inner_bias
            x = first.outward(hidden)
            x += self._embedding[sums.symbols[center[piece]]]
            known.set(row, x)

"""The network's first two layers, where they are asked for.

The first block sees three symbols, and the same three stand in many places of a text: it is worked
out once for each distinct row of three. Of four digests with 205,000 symbols, 41,000 rows are left.
"""

from typing import TYPE_CHECKING

from digestlint.restoration.threads import slices, spread

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from digestlint.restoration.weights import Weights

_ROWS = 1024

_EPSILON = 1.1920929e-07
"""What PyTorch's ``rms_norm`` adds to the mean square by default: float32's machine epsilon."""


class FirstLayers:
    """The first two blocks over a row of symbols.

    ``prepare`` works out the first block at some places, ``at`` the second; several threads may
    call ``at`` at a time.
    """

    def __init__(self, weights: "Weights", symbols: "NDArray[np.int32]") -> None:
        """Take the symbols; nothing is worked out yet."""
        import numpy as np

        self._first, self._second = weights.first, weights.second
        width = weights.embedding.shape[1]
        # One more symbol, all zero, stands beyond the ends of the text.
        beyond = len(weights.embedding)
        self._embedding = np.vstack([weights.embedding, np.zeros((1, width), dtype=np.float32)])
        self._normal = normal(self._embedding)
        self._length = len(symbols)
        self._margin = max(self._first.offsets[-1], self._second.offsets[-1])
        self._symbols = np.pad(symbols, self._margin, constant_values=beyond)
        # For each place, margins included, its row of the table; row 0 is all zero.
        self._row = np.zeros(len(self._symbols), dtype=np.int64)
        self._table = np.zeros((1, width), dtype=np.float32)
        self._scale = np.ones(1, dtype=np.float32)

    def near(
        self, places: "NDArray[np.int64]", offsets: "NDArray[np.int64]"
    ) -> "NDArray[np.int64]":
        """Return the places of the text at some offsets from given ones, ascending."""
        import numpy as np

        wanted = np.zeros(self._length, dtype=bool)
        for offset in offsets.tolist():
            shifted = places + offset
            wanted[shifted[(shifted >= 0) & (shifted < self._length)]] = True
        return np.flatnonzero(wanted)

    def prepare(self, places: "NDArray[np.int64]") -> None:
        """Work out the first block wherever the second one looks at from ``places``."""
        import numpy as np

        needed = self.near(places, np.asarray(self._second.offsets)) + self._margin
        new = needed[self._row[needed] == 0]
        if not len(new):
            return
        offsets = np.asarray(self._first.offsets)
        key = np.zeros(len(new), dtype=np.int64)
        for offset in self._first.offsets:
            key = key * len(self._embedding) + self._symbols[new + offset]
        _, examples, inverse = np.unique(key, return_index=True, return_inverse=True)
        self._row[new] = inverse + len(self._table)
        rows = self._symbols[new[examples][:, None] + offsets]
        center = self._symbols[new[examples]]

        def work(part: slice) -> "NDArray[np.float32]":
            x: NDArray[np.float32] = self._embedding[center[part]]
            x += self._first.added(self._normal[rows[part]])
            return x

        self._table = np.concatenate([self._table, *spread(work, slices(len(rows), _ROWS))])
        self._scale = _scale(self._table)

    def at(self, places: "NDArray[np.int64]") -> "NDArray[np.float32]":
        """Return ``(len(places), width)``: the second block's output at prepared places."""
        import numpy as np

        rows = self._row[places[:, None] + self._margin + np.asarray(self._second.offsets)]
        near = self._table[rows]
        near *= self._scale[rows][:, :, None]
        x: NDArray[np.float32] = self._table[self._row[places + self._margin]]
        x += self._second.added(near)
        return x


def normal(x: "NDArray[np.float32]") -> "NDArray[np.float32]":
    """Divide each row by its root mean square."""
    result: NDArray[np.float32] = x * _scale(x)[:, None]
    return result


def _scale(x: "NDArray[np.float32]") -> "NDArray[np.float32]":
    import numpy as np

    squares = np.einsum("ij,ij->i", x, x)
    scale: NDArray[np.float32] = 1.0 / np.sqrt(
        squares / np.float32(x.shape[1]) + np.float32(_EPSILON)
    )
    return scale

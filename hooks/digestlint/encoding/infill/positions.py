"""What the network's blocks make of the places of a text that are looked at."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from digestlint.encoding.infill.threads import slices

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from digestlint.encoding.infill.weights import ResidualBlock

PIECE = 128
"""How many rows are worked on at a time: their data fits into a processor's own cache."""

_EPSILON = 1.1920929e-07
"""What PyTorch's ``rms_norm`` adds to the mean square by default: float32's machine epsilon."""


class Outputs:
    """The outputs of a layer at some places of a text; several places may share one.

    Attributes:
        length: The number of places.
        margin: How far beyond the ends of the text anybody looks; everything is zero there.
        row: For each place, ``margin`` of them on either side included, its row in ``raw``; row 0
            where nothing is known.
        raw: The outputs; row 0 is zero. There is room for as many as there are places, of which
            nothing is taken until it is used.
        scale: What normalizes each row.
    """

    def __init__(self, longest: int, width: int, margin: int) -> None:
        """Make room for a text of this length."""
        import numpy as np

        self.length = 0
        self.margin = margin
        self.row = np.empty(0, dtype=np.int32)
        self.raw = np.empty((longest + 1, width), dtype=np.float32)
        self.raw[0] = 0.0
        self.scale = np.zeros(longest + 1, dtype=np.float32)
        self._rows = 1

    def clear(self, length: int) -> None:
        """Begin with another text: nothing is known yet."""
        import numpy as np

        self.length = length
        self.row = np.zeros(length + 2 * self.margin, dtype=np.int32)
        self._rows = 1

    def extend(
        self, places: "NDArray[np.int64]", shared: "NDArray[np.int64] | None" = None
    ) -> slice:
        """Give rows to places that had none; return these rows, which are to be filled.

        Args:
            places: The places.
            shared: Which of the new rows each of them has, if not one each.
        """
        import numpy as np

        size = len(places) if shared is None else int(shared.max()) + 1
        rows = slice(self._rows, self._rows + size)
        self.row[places + self.margin] = rows.start + (
            np.arange(size) if shared is None else shared
        )
        self._rows = rows.stop
        return rows

    def rows(
        self, places: "NDArray[np.int64]", offsets: "NDArray[np.int64]"
    ) -> "NDArray[np.int32]":
        """Return ``(len(places), len(offsets))``: the rows at some offsets from places."""
        found: NDArray[np.int32] = self.row[places[:, None] + (self.margin + offsets)]
        return found

    def set(self, rows: slice, x: "NDArray[np.float32]") -> None:
        """Fill in these rows."""
        self.raw[rows] = x
        self.scale[rows] = _scale(x)

    def normal(self, rows: slice) -> "NDArray[np.float32]":
        """Return these rows normalized."""
        found: NDArray[np.float32] = self.raw[rows] * self.scale[rows, None]
        return found


def near(places: "NDArray[np.int64]", offsets: Sequence[int], length: int) -> "NDArray[np.int64]":
    """Return the places of a text of this length at some offsets from given ones, ascending."""
    import numpy as np

    wanted = np.zeros(length, dtype=bool)
    for offset in offsets:
        shifted = places + offset
        wanted[shifted[(shifted >= 0) & (shifted < length)]] = True
    return np.flatnonzero(wanted)


def apply(
    block: "ResidualBlock", known: Outputs, rows: "NDArray[np.int32]", found: Outputs, new: slice
) -> None:
    """Work out a block in places whose neighbours are known.

    Args:
        block: The block.
        known: What it reads.
        rows: ``(n, len(block.offsets))`` the neighbours of each place in ``known``.
        found: What it makes of them.
        new: The ``n`` rows there.
    """
    import numpy as np

    center = rows[:, block.offsets.index(0)]
    shape = (min(PIECE, len(rows)), len(block.offsets), known.raw.shape[1])
    buffer = np.empty(shape, dtype=np.float32)
    for piece in slices(len(rows), PIECE):
        around = buffer[: piece.stop - piece.start]
        # Clipping needs no second copy; all rows are in bounds.
        np.take(known.raw, rows[piece], axis=0, out=around, mode="clip")
        around *= known.scale[rows[piece]][:, :, None]
        x = block.added(around)
        x += known.raw[center[piece]]
        found.set(slice(new.start + piece.start, new.start + piece.stop), x)


def normalize(x: "NDArray[np.float32]") -> None:
    """Divide each row by its root mean square."""
    x *= _scale(x)[:, None]


def _scale(x: "NDArray[np.float32]") -> "NDArray[np.float32]":
    import numpy as np

    squares = np.einsum("ij,ij->i", x, x)
    scale: NDArray[np.float32] = 1.0 / np.sqrt(
        squares / np.float32(x.shape[1]) + np.float32(_EPSILON)
    )
    return scale

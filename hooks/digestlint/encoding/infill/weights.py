"""The network's weights, and its layers as functions of them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class ResidualBlock:
    """A residual block: some neighbours of each position, a hidden layer, and back.

    Attributes:
        offsets: Which neighbours, ascending; 0 is the position itself.
        inner: ``(len(offsets) * width, hidden)``.
        inner_bias: ``(hidden,)``.
        outer: ``(hidden, width)``.
        outer_bias: ``(width,)``.
    """

    offsets: tuple[int, ...]
    inner: "NDArray[np.float32]"
    inner_bias: "NDArray[np.float32]"
    outer: "NDArray[np.float32]"
    outer_bias: "NDArray[np.float32]"

    def added(self, near: "NDArray[np.float32]") -> "NDArray[np.float32]":
        """Return ``(n, width)``: what the block adds.

        Args:
            near: ``(n, len(offsets), width)`` normalized rows: for each position its neighbours.
        """
        hidden: NDArray[np.float32] = near.reshape(len(near), len(self.inner)) @ self.inner
        hidden += self.inner_bias
        return self.outward(hidden)

    def outward(self, hidden: "NDArray[np.float32]") -> "NDArray[np.float32]":
        """Return what the block adds, from ``(n, hidden)`` sums, which are used up."""
        import numpy as np

        np.maximum(hidden, 0.0, out=hidden)
        added: NDArray[np.float32] = hidden @ self.outer
        added += self.outer_bias
        return added


class Rows:
    """A matrix of which few rows are needed: 8-bit integers until then."""

    def __init__(self, integers: "NDArray[np.int8]", scale: "NDArray[np.floating]") -> None:
        """Take the integers, and the scale of each row."""
        import numpy as np

        self._integers = integers
        self._scale = scale.astype(np.float32, copy=False)

    @property
    def width(self) -> int:
        """The length of a row."""
        return int(self._integers.shape[1])

    def __len__(self) -> int:
        return len(self._integers)

    def only(self, rows: "NDArray[np.int64]") -> "Rows":
        """Return some of the rows in little room, under the same numbers."""
        import numpy as np

        place = np.zeros(len(self), dtype=np.int16)
        place[rows] = np.arange(len(rows), dtype=np.int16)
        return _SomeRows(self._integers[rows], self._scale[rows], place)

    def __getitem__(self, rows: "NDArray[np.signedinteger]") -> "NDArray[np.float32]":
        import numpy as np

        found: NDArray[np.float32] = self._integers[rows].astype(np.float32)
        found *= self._scale[rows][:, None]
        return found


class _SomeRows(Rows):
    """Some of the rows of a matrix."""

    def __init__(
        self,
        integers: "NDArray[np.int8]",
        scale: "NDArray[np.floating]",
        place: "NDArray[np.int16]",
    ) -> None:
        super().__init__(integers, scale)
        self._place = place

    def __len__(self) -> int:
        return len(self._place)

    def __getitem__(self, rows: "NDArray[np.signedinteger]") -> "NDArray[np.float32]":
        return super().__getitem__(self._place[rows])


@dataclass(frozen=True, slots=True)
class Weights:
    """All weights of the network; ``reach`` is how far to each side it sees."""

    embedding: Rows
    first: ResidualBlock
    second: ResidualBlock
    feedback: "NDArray[np.float32]"
    feedback_bias: "NDArray[np.float32]"
    late: ResidualBlock
    last: ResidualBlock
    output: Rows
    bias: "NDArray[np.float32]"

    @property
    def reach(self) -> int:
        """The number of symbols to each side on which a score depends."""
        blocks = (self.first, self.second, self.late, self.last)
        return sum(block.offsets[-1] for block in blocks)

    def only_for(
        self, symbols: "NDArray[np.int64]", candidates: "NDArray[np.int32]"
    ) -> "Weights":
        """Return what a text needs when what its symbols add to the first block is known.

        Args:
            symbols: Its symbols.
            candidates: Those of its damaged characters, each once.
        """
        import numpy as np

        embedding = self.embedding.only(np.union1d(symbols, candidates))
        output = self.output.only(candidates)
        nothing = np.empty((0, 0), dtype=np.float32)
        first = replace(self.first, inner=nothing)
        return replace(self, embedding=embedding, output=output, first=first)


def unpack(arrays: "Mapping[str, NDArray[np.generic]]") -> Weights:
    """Build the weights from the arrays of a model file.

    Matrices are stored as 8-bit integers with one scale a row (``NAME`` and ``NAME.scale``),
    vectors as float16.

    Raises:
        KeyError: An array is missing.
    """
    import numpy as np

    def transposed(name: str) -> "NDArray[np.float32]":
        found: NDArray[np.float32] = arrays[name].T.astype(np.float32, order="C")
        found *= arrays[name + ".scale"].astype(np.float32)
        return found

    def rows(name: str) -> Rows:
        return Rows(arrays[name], arrays[name + ".scale"])  # type: ignore[arg-type]

    def vector(name: str) -> "NDArray[np.float32]":
        return arrays[name].astype(np.float32)

    def block(name: str) -> ResidualBlock:
        return ResidualBlock(
            tuple(arrays[name + ".offsets"].tolist()),
            transposed(name + ".inner"),
            vector(name + ".inner_bias"),
            transposed(name + ".outer"),
            vector(name + ".outer_bias"),
        )

    return Weights(
        embedding=rows("embedding"),
        first=block("early.0"),
        second=block("early.1"),
        feedback=transposed("feedback"),
        feedback_bias=vector("feedback_bias"),
        late=block("late"),
        last=block("last"),
        output=rows("output"),
        bias=vector("bias"),
    )

"""The network's weights, and its layers as functions of them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from digestlint.encoding.infill.distinct import distinct

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

    def only(self, rows: "NDArray[np.signedinteger]") -> "Rows":
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


class Matrix:
    """A matrix of 8-bit integers with one scale a row, until it is used."""

    def __init__(self, integers: "NDArray[np.int8]", scale: "NDArray[np.float16]") -> None:
        """Take the integers, and the scale of each row."""
        self._integers = integers
        self._scale = scale

    def transposed(self) -> "NDArray[np.float32]":
        """Return its numbers, columns as rows."""
        import numpy as np

        found: NDArray[np.float32] = self._integers.T.astype(np.float32, order="C")
        found *= self._scale.astype(np.float32)
        return found


@dataclass(frozen=True, slots=True)
class PackedBlock:
    """A residual block as it is in the model file."""

    offsets: tuple[int, ...]
    inner: Matrix
    inner_bias: "NDArray[np.float32]"
    outer: Matrix
    outer_bias: "NDArray[np.float32]"

    def unpacked(self) -> ResidualBlock:
        """Return the block."""
        inner, outer = self.inner.transposed(), self.outer.transposed()
        return ResidualBlock(self.offsets, inner, self.inner_bias, outer, self.outer_bias)

    def without_inner(self) -> ResidualBlock:
        """Return the block for those who know the sums of its hidden layer."""
        import numpy as np

        nothing, outer = np.empty((0, 0), dtype=np.float32), self.outer.transposed()
        return ResidualBlock(self.offsets, nothing, self.inner_bias, outer, self.outer_bias)


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of the network for one text, of which the first block's sums are known.

    ``reach`` is how far to each side it sees.
    """

    embedding: Rows
    first: ResidualBlock
    second: ResidualBlock
    feedback: "NDArray[np.float32]"
    feedback_bias: "NDArray[np.float32]"
    late: ResidualBlock
    last: ResidualBlock
    output: Rows
    bias: "NDArray[np.float32]"
    reach: int


@dataclass(frozen=True, slots=True)
class PackedWeights:
    """All weights of the network as they are in the model file."""

    embedding: Rows
    first: PackedBlock
    second: PackedBlock
    feedback: Matrix
    feedback_bias: "NDArray[np.float32]"
    late: PackedBlock
    last: PackedBlock
    output: Rows
    bias: "NDArray[np.float32]"

    @property
    def reach(self) -> int:
        """The number of symbols to each side on which a score depends."""
        blocks = (self.first, self.second, self.late, self.last)
        return sum(block.offsets[-1] for block in blocks)

    def only_for(
        self, symbols: "NDArray[np.int32]", candidates: "NDArray[np.int32]"
    ) -> "PackedWeights":
        """Return what a text needs: its symbols and candidates, each given once."""
        return replace(
            self,
            embedding=self.embedding.only(distinct(symbols, candidates)),
            output=self.output.only(candidates),
        )

    def unpacked(self) -> Weights:
        """Return the weights for those who know what symbols add to the first block."""
        return Weights(
            embedding=self.embedding,
            first=self.first.without_inner(),
            second=self.second.unpacked(),
            feedback=self.feedback.transposed(),
            feedback_bias=self.feedback_bias,
            late=self.late.unpacked(),
            last=self.last.unpacked(),
            output=self.output,
            bias=self.bias,
            reach=self.reach,
        )


def unpack(arrays: "Mapping[str, NDArray[np.generic]]") -> PackedWeights:
    """Build the weights from the arrays of a model file.

    Matrices are stored as 8-bit integers with one scale a row (``NAME`` and ``NAME.scale``),
    vectors as float16.

    Raises:
        KeyError: An array is missing.
    """
    import numpy as np

    def matrix(name: str) -> Matrix:
        return Matrix(arrays[name], arrays[name + ".scale"])  # type: ignore[arg-type]

    def rows(name: str) -> Rows:
        return Rows(arrays[name], arrays[name + ".scale"])  # type: ignore[arg-type]

    def vector(name: str) -> "NDArray[np.float32]":
        return arrays[name].astype(np.float32)

    def block(name: str) -> PackedBlock:
        return PackedBlock(
            tuple(arrays[name + ".offsets"].tolist()),
            matrix(name + ".inner"),
            vector(name + ".inner_bias"),
            matrix(name + ".outer"),
            vector(name + ".outer_bias"),
        )

    return PackedWeights(
        embedding=rows("embedding"),
        first=block("early.0"),
        second=block("early.1"),
        feedback=matrix("feedback"),
        feedback_bias=vector("feedback_bias"),
        late=block("late"),
        last=block("last"),
        output=rows("output"),
        bias=vector("bias"),
    )

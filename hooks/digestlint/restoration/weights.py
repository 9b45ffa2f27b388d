"""The network's weights, and its layers as functions of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Block:
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

    def apply(self, x: "NDArray[np.float32]") -> "NDArray[np.float32]":
        """Return what the block adds at each position; beyond the ends all is zero."""
        import numpy as np

        length, width = x.shape
        near = np.zeros((length, len(self.offsets), width), dtype=np.float32)
        for place, offset in enumerate(self.offsets):
            if abs(offset) < length:
                first, last = max(-offset, 0), length - max(offset, 0)
                near[first:last, place] = x[first + offset : last + offset]
        return self._rest(near.reshape(length, -1))

    def apply_at(self, x: "NDArray[np.float32]", at: "NDArray[np.int64]") -> "NDArray[np.float32]":
        """Return what the block adds at the given positions."""
        import numpy as np

        reach = self.offsets[-1]
        padded = np.pad(x, ((reach, reach), (0, 0)))
        near = padded[at[:, None] + reach + np.asarray(self.offsets)]
        return self._rest(near.reshape(len(at), -1))

    def _rest(self, near: "NDArray[np.float32]") -> "NDArray[np.float32]":
        import numpy as np

        hidden: NDArray[np.float32] = near @ self.inner
        hidden += self.inner_bias
        np.maximum(hidden, 0.0, out=hidden)
        added: NDArray[np.float32] = hidden @ self.outer + self.outer_bias
        return added


@dataclass(frozen=True, slots=True)
class Weights:
    """All weights of the network; ``reach`` is how far to each side it sees."""

    embedding: "NDArray[np.float32]"
    early: tuple[Block, ...]
    feedback: "NDArray[np.float32]"
    feedback_bias: "NDArray[np.float32]"
    late: Block
    last: Block
    output: "NDArray[np.float32]"
    bias: "NDArray[np.float32]"

    @property
    def reach(self) -> int:
        """The number of symbols to each side on which a score depends."""
        blocks = (*self.early, self.late, self.last)
        return sum(block.offsets[-1] for block in blocks)


def unpack(arrays: "Mapping[str, NDArray[np.generic]]") -> Weights:
    """Build the weights from the arrays of a model file.

    Matrices are stored as 8-bit integers with one scale a row (``NAME`` and ``NAME.scale``),
    vectors as float16.

    Raises:
        KeyError: An array is missing.
    """
    import numpy as np

    def matrix(name: str) -> "NDArray[np.float32]":
        scale = arrays[name + ".scale"].astype(np.float32)
        return np.ascontiguousarray(arrays[name].astype(np.float32) * scale[:, None])

    def vector(name: str) -> "NDArray[np.float32]":
        return arrays[name].astype(np.float32)

    def block(name: str) -> Block:
        return Block(
            tuple(arrays[name + ".offsets"].tolist()),
            np.ascontiguousarray(matrix(name + ".inner").T),
            vector(name + ".inner_bias"),
            np.ascontiguousarray(matrix(name + ".outer").T),
            vector(name + ".outer_bias"),
        )

    return Weights(
        embedding=matrix("embedding"),
        early=tuple(block(f"early.{n}") for n in range(int(arrays["early"]))),
        feedback=np.ascontiguousarray(matrix("feedback").T),
        feedback_bias=vector("feedback_bias"),
        late=block("late"),
        last=block("last"),
        output=matrix("output"),
        bias=vector("bias"),
    )

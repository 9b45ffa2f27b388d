"""Writing a trained network as arrays that the run-time package reads."""

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from tools.train.network import Block, Network


def pack(network: Network, levels: int = 127) -> dict[str, NDArray[np.generic]]:
    """Return the network's weights: matrices as int8 with one scale a row, vectors as float16.

    No whole number is larger than ``levels``.
    """
    arrays: dict[str, NDArray[np.generic]] = {}

    def matrix(name: str, weight: Tensor) -> None:
        rows = weight.detach().numpy().astype(np.float32)
        scale = np.maximum(np.abs(rows).max(axis=1), 1e-8) / levels
        scale = scale.astype(np.float16).astype(np.float32)
        scale = np.maximum(scale, np.float32(6e-8))
        arrays[name] = np.clip(np.rint(rows / scale[:, None]), -levels, levels).astype(np.int8)
        arrays[name + ".scale"] = scale.astype(np.float16)

    def vector(name: str, weight: Tensor) -> None:
        arrays[name] = weight.detach().numpy().astype(np.float16)

    def block(name: str, layer: Block) -> None:
        arrays[name + ".offsets"] = np.asarray(layer.offsets, dtype=np.int8)
        matrix(name + ".inner", layer.inner.weight)
        vector(name + ".inner_bias", layer.inner.bias)
        matrix(name + ".outer", layer.outer.weight)
        vector(name + ".outer_bias", layer.outer.bias)

    matrix("embedding", network.embedding.weight)
    matrix("output", network.output.weight)
    vector("bias", network.bias.weight[:, 0])
    matrix("feedback", network.feedback.weight)
    vector("feedback_bias", network.feedback.bias)
    for number, layer in enumerate(network.early):
        assert isinstance(layer, Block)
        block(f"early.{number}", layer)
    block("late", network.late)
    block("last", network.last)
    return arrays

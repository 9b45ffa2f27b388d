"""Training the blocks of the network for characters that are gone, in PyTorch."""

from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional
from tqdm import tqdm

from digestlint.encoding.infill.lost_characters import candidates
from digestlint.encoding.infill.model import CHINESE, Model, read_arrays
from digestlint.encoding.infill.symbols import damage_class
from tools.train import packing
from tools.train.network import WIDTH, Block, Network

_CHUNKS, _LENGTH = 24, 192
_RATE = 2e-3
_WARM_UP = 50
_DECAY_FROM = 0.4
_SLOWEST = 0.02
_FIRST_OPINION = 0.3
_SHARES = (0.05, 0.12, 0.2)
"""How much of a chunk is taken away."""

_LEVELS = 15
"""A weight is stored as a whole number of at most this size, so that files can be compressed."""


class LostNetwork(nn.Module):
    """The network of the model of Chinese, which begins with its weights.

    The symbols stay as they are; the blocks, the embedding of a lost character, and how common each
    candidate is are learnt.
    """

    def __init__(self, model: Model) -> None:
        super().__init__()
        alphabet = model.alphabet
        self.network = Network(alphabet.characters, alphabet.size, torch.zeros(alphabet.characters))
        _fill(self.network, read_arrays(CHINESE))
        symbols = [*map(alphabet.symbol, candidates(alphabet))]
        self.candidates = torch.tensor(symbols)
        for table in (self.network.embedding, self.network.output, self.network.bias):
            table.weight.requires_grad_(False)
        start = self.network.embedding.weight[alphabet.characters + damage_class(b"\xe5")]
        self.lost = nn.Parameter(start.clone())
        self.bias = nn.Parameter(self.network.bias.weight[self.candidates, 0].clone())

    def forward(self, symbols: Tensor, at: Tensor) -> tuple[Tensor, Tensor]:
        """Return the first and the final log-probabilities of all candidates, ``(len(at), n)``."""
        network = self.network
        flat = network.embedding(symbols).reshape(-1, WIDTH).clone()
        flat[at] = self.lost
        x = flat.reshape(*symbols.shape, WIDTH)
        for block in network.early:
            x = block(x)
        flat = x.reshape(-1, WIDTH)
        first = self._scores(flat[at])
        expected = first.exp() @ network.embedding.weight[self.candidates]
        x = flat.index_add(0, at, network.feedback(expected)).reshape(x.shape)
        return first, self._scores(network.last(network.late(x), at))

    def _scores(self, x: Tensor) -> Tensor:
        output = self.network.output.weight[self.candidates]
        normal = functional.rms_norm(x, (WIDTH,))
        return functional.log_softmax(normal @ output.T + self.bias, -1)


def fit(
    model: Model, stream: NDArray[np.int16], steps: int, seed: int, checkpoint: Path
) -> LostNetwork:
    """Train the network, or go on from the checkpoint."""
    torch.manual_seed(seed)
    network = LostNetwork(model)
    learnt = [each for each in network.parameters() if each.requires_grad]
    matrices = [each for each in learnt if each.ndim == 2]
    vectors = [each for each in learnt if each.ndim == 1]
    optimizers: list[torch.optim.Optimizer] = [
        torch.optim.Adam(vectors, lr=_RATE, betas=(0.9, 0.98)),
        torch.optim.Muon(
            matrices, lr=_RATE, weight_decay=0.0, momentum=0.95, adjust_lr_fn="match_rms_adamw"
        ),
    ]
    begin = 0
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        network.load_state_dict(state["net"])
        for optimizer, kept in zip(optimizers, state["opts"], strict=True):
            optimizer.load_state_dict(kept)
        begin = state["step"]
    place = np.full(model.alphabet.size, -1)
    place[network.candidates.numpy()] = np.arange(len(network.candidates))
    for step in tqdm(range(begin, steps), initial=begin, total=steps, desc="network"):
        random = np.random.default_rng((seed, step))
        decay = (1.0 - step / steps) / (1.0 - _DECAY_FROM)
        rate = _RATE * min((step + 1) / _WARM_UP, 1.0) * max(min(decay, 1.0), _SLOWEST)
        for optimizer in optimizers:
            for group in optimizer.param_groups:
                group["lr"] = rate
        _step(network, learnt, optimizers, *_batch(stream, place, random))
        if step % 250 == 249 or step + 1 == steps:
            states = [optimizer.state_dict() for optimizer in optimizers]
            torch.save({"net": network.state_dict(), "opts": states, "step": step + 1}, checkpoint)
    return network


def pack(network: LostNetwork) -> dict[str, Any]:
    """Return what was learnt as arrays of the file."""
    scale = np.float16(float(network.lost.detach().abs().max()) / 127)
    row = np.rint(network.lost.detach().numpy() / np.float32(scale))
    own: dict[str, Any] = {
        name: array
        for name, array in packing.pack(network.network, _LEVELS).items()
        if not name.startswith(("embedding", "output")) and name != "bias"
    }
    return {
        **own,
        "lost": np.clip(row, -127, 127).astype(np.int8),
        "lost.scale": scale,
        "lost.bias": network.bias.detach().numpy().astype(np.float16),
    }


def _batch(
    stream: NDArray[np.int16], place: NDArray[np.int64], random: np.random.Generator
) -> tuple[Tensor, Tensor, Tensor]:
    """Return chunks of text, the places in them that are taken away, and what was there."""
    starts = random.integers(0, len(stream) - _LENGTH, _CHUNKS)
    clean = np.stack([stream[start : start + _LENGTH] for start in starts]).astype(np.int64)
    share = random.choice(_SHARES, size=(_CHUNKS, 1))
    taken = (place[clean] >= 0) & (random.random(clean.shape) < share)
    at = np.flatnonzero(taken.ravel())
    gold = place[clean.ravel()[at]]
    return torch.from_numpy(clean), torch.from_numpy(at), torch.from_numpy(gold)


def _step(
    network: LostNetwork,
    learnt: list[nn.Parameter],
    optimizers: list[torch.optim.Optimizer],
    symbols: Tensor,
    at: Tensor,
    gold: Tensor,
) -> None:
    first, final = network(symbols, at)
    loss = functional.nll_loss(final, gold) + _FIRST_OPINION * functional.nll_loss(first, gold)
    network.zero_grad(set_to_none=True)
    loss.backward()
    nn.utils.clip_grad_norm_(learnt, 1.0)
    for optimizer in optimizers:
        optimizer.step()


def _fill(network: Network, arrays: Any) -> None:
    """Put the weights of a model file into a network."""

    def matrix(name: str) -> Tensor:
        scale = arrays[name + ".scale"].astype(np.float32)
        return torch.from_numpy(arrays[name].astype(np.float32) * scale[:, None])

    def vector(name: str) -> Tensor:
        return torch.from_numpy(arrays[name].astype(np.float32))

    def block(name: str, layer: Block) -> None:
        layer.inner.weight.copy_(matrix(name + ".inner"))
        layer.inner.bias.copy_(vector(name + ".inner_bias"))
        layer.outer.weight.copy_(matrix(name + ".outer"))
        layer.outer.bias.copy_(vector(name + ".outer_bias"))

    with torch.no_grad():
        network.embedding.weight.copy_(matrix("embedding"))
        network.output.weight.copy_(matrix("output"))
        network.bias.weight[:, 0].copy_(vector("bias"))
        network.feedback.weight.copy_(matrix("feedback"))
        network.feedback.bias.copy_(vector("feedback_bias"))
        for number, layer in enumerate(network.early):
            assert isinstance(layer, Block)
            block(f"early.{number}", layer)
        block("late", network.late)
        block("last", network.last)

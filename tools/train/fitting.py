"""Training the network: Adam, a constant rate and then a linear decay; checkpoints to resume."""

from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional
from tqdm import tqdm

from digestlint.restoration.symbols import Alphabet
from tools.train.channels import Simulation
from tools.train.dataset import Batch, Batches, Stream
from tools.train.network import Network

_CHUNKS, _LENGTH = 32, 256
_RATE = 2e-3
_WARM_UP = 300
_DECAY_FROM = 0.5
_SLOWEST = 0.02
_FIRST_OPINION = 0.3
_CHECKPOINT_EVERY = 250


def fit(
    alphabet: Alphabet,
    stream: Stream,
    channels: list[Simulation],
    steps: int,
    seed: int,
    checkpoint: Path,
) -> Network:
    """Train a network, or go on from the checkpoint.

    The result depends on the seed, the steps and the machine's arithmetic, not on interruptions
    other than within the last few steps.
    """
    torch.manual_seed(seed)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    network = Network(alphabet.characters, alphabet.size, _log_frequencies(alphabet, stream))
    network.to(device)
    optimizer = torch.optim.Adam(network.parameters(), lr=_RATE, betas=(0.9, 0.98), fused=True)
    step = 0
    if checkpoint.exists():
        state = torch.load(checkpoint, map_location=device, weights_only=True)
        network.load_state_dict(state["net"])
        optimizer.load_state_dict(state["opt"])
        step = state["step"]
    batches = Batches(stream, alphabet, channels, _CHUNKS, _LENGTH, seed)
    size = len(batches)
    right = total = 0
    with tqdm(total=steps, initial=step, unit="step", desc="network") as progress:
        while step < steps:
            for batch in batches.epoch(step // size, step % size):
                for group in optimizer.param_groups:
                    group["lr"] = _RATE * _schedule(step, steps)
                hits = _step(network, optimizer, batch, device)
                right, total = right + hits, total + len(batch.gold)
                step += 1
                progress.update()
                if step % 50 == 0:
                    progress.set_postfix_str(f"{right / total:.4f} right")
                    right = total = 0
                if step % _CHECKPOINT_EVERY == 0 or step == steps:
                    _save(network, optimizer, step, checkpoint)
                if step == steps:
                    break
    return network.cpu()


def _schedule(step: int, steps: int) -> float:
    decay = (steps - step) / max(steps * (1.0 - _DECAY_FROM), 1.0)
    return min((step + 1) / _WARM_UP, 1.0) * max(min(decay, 1.0), _SLOWEST)


def _step(
    network: Network, optimizer: torch.optim.Optimizer, batch: Batch, device: torch.device
) -> int:
    def put(array: np.ndarray) -> Tensor:  # type: ignore[type-arg]
        return torch.from_numpy(np.ascontiguousarray(array)).long().to(device)

    gold = put(batch.gold)
    first, final = network(
        put(batch.symbols), put(batch.damaged), put(batch.sizes), put(batch.candidates)
    )
    loss = functional.nll_loss(final, gold) + _FIRST_OPINION * functional.nll_loss(first, gold)
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimizer.step()
    return int((final.argmax(1) == gold).sum())


def _log_frequencies(alphabet: Alphabet, stream: Stream) -> Tensor:
    counts = np.bincount(stream.symbols, minlength=alphabet.size)[: alphabet.characters] + 0.5
    return torch.tensor(np.log(counts / counts.sum()) + 10.0, dtype=torch.float32)


def _save(network: Network, optimizer: torch.optim.Optimizer, step: int, checkpoint: Path) -> None:
    state = {"net": network.state_dict(), "opt": optimizer.state_dict(), "step": step}
    part = checkpoint.with_suffix(".part")
    torch.save(state, part)
    part.replace(checkpoint)

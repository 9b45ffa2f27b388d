"""Training the network: a constant rate and then a linear decay; checkpoints to resume.

The matrices of the blocks are trained by Muon (Jordan et al. 2024, with the step size of Liu et al.
2025), the embeddings and vectors by Adam. Side by side on the same 400 batches, the loss came to
0.151 against 0.171 with Adam alone.
"""

from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional
from tqdm import tqdm

from digestlint.encoding.infill.symbols import Alphabet
from tools.train.channels import Simulation
from tools.train.dataset import Batch, Batches, Stream
from tools.train.network import Network

_CHUNKS, _LENGTH = 32, 256
_RATE = 4e-3
_WARM_UP = 300
_DECAY_FROM = 0.4
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
    optimizers = _optimizers(network)
    step = 0
    if checkpoint.exists():
        state = torch.load(checkpoint, map_location=device, weights_only=True)
        network.load_state_dict(state["net"])
        for optimizer, kept in zip(optimizers, state["opts"], strict=True):
            optimizer.load_state_dict(kept)
        step = state["step"]
    batches = Batches(stream, alphabet, channels, _CHUNKS, _LENGTH, seed)
    size = len(batches)
    right = total = 0
    with tqdm(total=steps, initial=step, unit="step", desc="network") as progress:
        while step < steps:
            for batch in batches.epoch(step // size, step % size):
                for optimizer in optimizers:
                    for group in optimizer.param_groups:
                        group["lr"] = _RATE * _schedule(step, steps)
                hits = _step(network, optimizers, batch, device)
                right, total = right + hits, total + len(batch.gold)
                step += 1
                progress.update()
                if step % 50 == 0:
                    progress.set_postfix_str(f"{right / total:.4f} right")
                    right = total = 0
                if step % _CHECKPOINT_EVERY == 0 or step == steps:
                    _save(network, optimizers, step, checkpoint)
                if step == steps:
                    break
    return network.cpu()


def _optimizers(network: Network) -> list[torch.optim.Optimizer]:
    matrices: list[torch.nn.Parameter] = []
    others: list[torch.nn.Parameter] = []
    for name, parameter in network.named_parameters():
        is_layer = parameter.ndim == 2 and not name.startswith(("embedding", "output", "bias"))
        (matrices if is_layer else others).append(parameter)
    return [
        torch.optim.Adam(others, lr=_RATE, betas=(0.9, 0.98), fused=True),
        torch.optim.Muon(
            matrices, lr=_RATE, weight_decay=0.0, momentum=0.95, adjust_lr_fn="match_rms_adamw"
        ),
    ]


def _schedule(step: int, steps: int) -> float:
    decay = (steps - step) / max(steps * (1.0 - _DECAY_FROM), 1.0)
    return min((step + 1) / _WARM_UP, 1.0) * max(min(decay, 1.0), _SLOWEST)


def _step(
    network: Network,
    optimizers: list[torch.optim.Optimizer],
    batch: Batch,
    device: torch.device,
) -> int:
    def put(array: np.ndarray) -> Tensor:  # type: ignore[type-arg]
        return torch.from_numpy(np.ascontiguousarray(array)).long().to(device)

    gold = put(batch.gold)
    first, final = network(
        put(batch.symbols), put(batch.damaged), put(batch.sizes), put(batch.candidates)
    )
    loss = functional.nll_loss(final, gold) + _FIRST_OPINION * functional.nll_loss(first, gold)
    network.zero_grad(set_to_none=True)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    for optimizer in optimizers:
        optimizer.step()
    return int((final.argmax(1) == gold).sum())


def _log_frequencies(alphabet: Alphabet, stream: Stream) -> Tensor:
    counts = np.bincount(stream.symbols, minlength=alphabet.size)[: alphabet.characters] + 0.5
    return torch.tensor(np.log(counts / counts.sum()) + 10.0, dtype=torch.float32)


def _save(
    network: Network, optimizers: list[torch.optim.Optimizer], step: int, checkpoint: Path
) -> None:
    states = [optimizer.state_dict() for optimizer in optimizers]
    state = {"net": network.state_dict(), "opts": states, "step": step}
    part = checkpoint.with_suffix(".part")
    torch.save(state, part)
    part.replace(checkpoint)

"""The network in PyTorch. ``digestlint.encoding.infill.network`` is the same in NumPy."""

import torch
from torch import Tensor, nn
from torch.nn import functional

WIDTH = 128
HIDDEN = 192
LAST_HIDDEN = 256
EARLY: tuple[tuple[int, ...], ...] = ((-1, 0, 1), (-2, 0, 2))
LATE: tuple[int, ...] = (-3, 0, 3)
LAST: tuple[int, ...] = (-8, -4, -2, -1, 0, 1, 2, 4, 8)


class Block(nn.Module):
    """A residual block that looks at some neighbours of each position."""

    def __init__(self, offsets: tuple[int, ...], hidden: int) -> None:
        super().__init__()
        self.offsets = offsets
        self.inner = nn.Linear(len(offsets) * WIDTH, hidden)
        self.outer = nn.Linear(hidden, WIDTH)
        nn.init.zeros_(self.outer.bias)
        with torch.no_grad():
            self.outer.weight.mul_(0.3)

    def forward(self, x: Tensor, at: Tensor | None = None) -> Tensor:
        """Map ``(chunks, length, WIDTH)``, or only flat positions ``at``: ``(len(at), WIDTH)``."""
        normal = functional.rms_norm(x, (WIDTH,))
        reach = max(self.offsets)
        padded = functional.pad(normal, (0, 0, reach, reach))
        if at is None:
            length = x.shape[1]
            seen = [padded[:, reach + o : reach + o + length] for o in self.offsets]
            near = torch.cat(seen, dim=-1)
            return x + self.outer(functional.relu(self.inner(near)))
        length = x.shape[1]
        flat = padded.reshape(-1, WIDTH)
        rows = at // length * (length + 2 * reach) + at % length + reach
        near = flat[rows[:, None] + torch.tensor(self.offsets, device=x.device)].reshape(
            len(at), -1
        )
        return x.reshape(-1, WIDTH)[at] + self.outer(functional.relu(self.inner(near)))


class Network(nn.Module):
    """Scores the candidates of each damaged character, twice.

    The blocks up to the middle give a first opinion on every damaged character. Its expectation,
    the mean of the candidates' embeddings weighted by their probabilities, is added where the
    character is missing, and the later blocks read the text with these: so neighbours that are
    both damaged are not chosen independently.
    """

    def __init__(self, characters: int, size: int, log_frequency: Tensor) -> None:
        super().__init__()
        self.embedding = nn.Embedding(size, WIDTH)
        nn.init.normal_(self.embedding.weight, std=0.5)
        self.early = nn.ModuleList(Block(offsets, HIDDEN) for offsets in EARLY)
        self.feedback = nn.Linear(WIDTH, WIDTH)
        self.late = Block(LATE, HIDDEN)
        self.last = Block(LAST, LAST_HIDDEN)
        self.output = nn.Embedding(characters, WIDTH)
        nn.init.normal_(self.output.weight, std=0.05)
        self.bias = nn.Embedding(characters, 1)
        self.bias.weight.data[:, 0] = log_frequency

    def forward(
        self, symbols: Tensor, damaged: Tensor, sizes: Tensor, candidates: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Return the first and the final log-probabilities.

        Both are ``(n, widest)``: for each damaged character its candidates in order, then -inf.
        """
        rows = torch.repeat_interleave(torch.arange(len(sizes), device=sizes.device), sizes)
        ends = torch.cumsum(sizes, 0)
        columns = torch.arange(len(candidates), device=sizes.device) - (ends - sizes)[rows]
        widest = int(sizes.max())
        x = self.embedding(symbols)
        for block in self.early:
            x = block(x)
        flat = x.reshape(-1, WIDTH)
        first = self._scores(flat[damaged], rows, columns, candidates, widest)
        weights = first.exp()[rows, columns]
        expected = torch.zeros(len(sizes), WIDTH, device=x.device).index_add(
            0, rows, weights[:, None] * self.embedding(candidates)
        )
        x = flat.index_add(0, damaged, self.feedback(expected)).reshape(x.shape)
        x = self.late(x)
        final = self._scores(self.last(x, damaged), rows, columns, candidates, widest)
        return first, final

    def _scores(
        self, x: Tensor, rows: Tensor, columns: Tensor, candidates: Tensor, widest: int
    ) -> Tensor:
        x = functional.rms_norm(x, (WIDTH,))
        scores = (x[rows] * self.output(candidates)).sum(-1) + self.bias(candidates)[:, 0]
        table = torch.full((len(x), widest), -1e9, device=x.device).index_put(
            (rows, columns), scores
        )
        return functional.log_softmax(table, -1)

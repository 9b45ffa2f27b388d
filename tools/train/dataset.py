"""The training text as one long row of symbols, and batches of it sent through channels."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digestlint.encoding.infill.symbols import (
    RARE,
    RARE_SYMBOL,
    Alphabet,
    damage_class,
)
from tools.train.channels import Simulation

_LEAST_COUNT = 5
"""How often a character must be in the training text to be in the vocabulary."""


def vocabulary(texts: Iterable[str]) -> list[int]:
    """Return the code points of the frequent characters, ascending; no ASCII letters or digits."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(text)
    return sorted(
        ord(char)
        for char, count in counts.items()
        if count >= _LEAST_COUNT
        and char > " "
        and not (char.isascii() and char.isalnum())
        # NumPy's tables hold no lone surrogates, and C1 controls and soft hyphens are dropped.
        and not 0x7F <= ord(char) < 0xA1
        and ord(char) not in (0xAD, 0xFEFF)
        and not 0xD800 <= ord(char) < 0xE000
    )


@dataclass(frozen=True, slots=True)
class Stream:
    """Text as symbols.

    Attributes:
        symbols: The symbols of all texts, a ``LINE_END`` after each line.
        rare_at: Where the rare characters are, ascending.
        rare_codes: Their code points.
    """

    symbols: NDArray[np.int16]
    rare_at: NDArray[np.int64]
    rare_codes: NDArray[np.uint32]


def encode(alphabet: Alphabet, texts: Iterable[str]) -> Stream:
    """Encode texts, each ending in a line end."""
    rows: list[NDArray[np.int16]] = []
    rare_at: list[NDArray[np.int64]] = []
    rare_codes: list[NDArray[np.uint32]] = []
    offset = 0
    for text in texts:
        codes = np.frombuffer(text.encode("utf-32-le", "replace"), dtype=np.uint32)
        symbols, places = alphabet.encode(codes)
        rare = np.flatnonzero((symbols == RARE) | (symbols == RARE_SYMBOL))
        rare_at.append(rare + offset)
        rare_codes.append(codes[places[rare]])
        rows.append(symbols.astype(np.int16))
        offset += len(symbols)
    return Stream(np.concatenate(rows), np.concatenate(rare_at), np.concatenate(rare_codes))


@dataclass(frozen=True, slots=True)
class Batch:
    """Chunks of text after a channel.

    Attributes:
        symbols: ``(chunks, length)`` symbols as the model sees them.
        damaged: ``(n,)`` flat positions of the damaged characters.
        sizes: ``(n,)`` how many candidates each has.
        candidates: Their candidates, one after the other.
        gold: ``(n,)`` the place of the right one among the candidates.
    """

    symbols: NDArray[np.int32]
    damaged: NDArray[np.int64]
    sizes: NDArray[np.int64]
    candidates: NDArray[np.int64]
    gold: NDArray[np.int64]


class Batches:
    """Random chunks of a stream through random channels, the same ones for the same seed."""

    def __init__(
        self,
        stream: Stream,
        alphabet: Alphabet,
        channels: list[Simulation],
        chunks: int,
        length: int,
        seed: int,
    ) -> None:
        self._stream = stream
        self._alphabet = alphabet
        self._channels = channels
        self._chunks = chunks
        self._length = length
        self._seed = seed
        self._lost = [_lost(channel, alphabet) for channel in channels]
        sizes = [np.diff(channel.offsets) for channel in channels]
        self._sizes = np.stack(sizes)
        starts = np.cumsum([0, *[len(channel.candidates) for channel in channels]])[:-1]
        self._starts = np.stack(
            [c.offsets[:-1] + start for c, start in zip(channels, starts, strict=True)]
        )
        self._candidates = np.concatenate([channel.candidates for channel in channels])
        self._maps = np.stack([channel.damaged for channel in channels])
        self._places = np.stack([channel.place for channel in channels])
        shares = np.asarray([channel.share for channel in channels])
        self._shares = shares / shares.sum()

    def __len__(self) -> int:
        """How many batches there are in one pass over the stream."""
        return len(self._stream.symbols) // (self._chunks * self._length)

    def epoch(self, number: int, start: int = 0) -> Iterator[Batch]:
        """Yield the batches of one pass, from batch ``start`` on."""
        random = np.random.default_rng((self._seed, number))
        shift = int(random.integers(self._length))
        count = (len(self._stream.symbols) - shift) // self._length
        order = random.permutation(count)
        kinds = random.choice(len(self._channels), size=count, p=self._shares)
        for first in range(start * self._chunks, count - self._chunks + 1, self._chunks):
            rows = order[first : first + self._chunks]
            yield self._batch(rows * self._length + shift, kinds[rows])

    def _batch(self, starts: NDArray[np.int64], kinds: NDArray[np.int64]) -> Batch:
        at = starts[:, None] + np.arange(self._length)
        clean = self._stream.symbols[at].astype(np.int32)
        seen = self._maps[kinds[:, None], clean]
        gold_symbols = clean.copy()
        for row, start in enumerate(starts):
            first, last = np.searchsorted(self._stream.rare_at, (start, start + self._length))
            for rare in range(first, last):
                survived = self._survived(int(self._stream.rare_codes[rare]), int(kinds[row]))
                if survived is not None:
                    column = self._stream.rare_at[rare] - start
                    seen[row, column] = self._alphabet.characters + survived
                    gold_symbols[row, column] = RARE
        flat = seen.ravel()
        damaged = np.flatnonzero(flat >= self._alphabet.characters)
        kind = kinds[damaged // self._length]
        classes = flat[damaged] - self._alphabet.characters
        sizes = self._sizes[kind, classes]
        ends = np.cumsum(sizes)
        within = np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - sizes, sizes)
        rows = np.repeat(self._starts[kind, classes], sizes) + within
        gold = self._places[kind, gold_symbols.ravel()[damaged]]
        return Batch(seen, damaged, sizes, self._candidates[rows].astype(np.int64), gold)

    def _survived(self, code: int, kind: int) -> int | None:
        whole = chr(code).encode()
        survived = whole.translate(None, self._lost[kind])
        if survived == whole or not survived:
            return None
        return damage_class(survived)


def _lost(channel: Simulation, alphabet: Alphabet) -> bytes:
    from tools.train.channels import lost_bytes

    page, _, soft = channel.name.partition("+")
    return bytes(sorted(lost_bytes(page, bool(soft))))

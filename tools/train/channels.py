"""Simulated channels: which characters they damage, and what each damage class may have been."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digestlint.encoding.channels.codepages import code_page
from digestlint.encoding.infill.symbols import (
    DAMAGE_CLASSES,
    FIRST_CHARACTER,
    RARE,
    Alphabet,
    damage_class,
)

# Code page, whether soft hyphens are stripped as well, and how often this is simulated.
_SHARES: tuple[tuple[str, bool, float], ...] = (
    ("windows-1254", True, 0.56),
    ("windows-1254", False, 0.08),
    ("windows-1252", True, 0.14),
    ("windows-1252", False, 0.06),
    ("windows-1250", True, 0.04),
    ("windows-1257", True, 0.04),
    ("windows-1253", True, 0.03),
    ("windows-1258", True, 0.03),
    ("windows-1251", True, 0.02),
)


@dataclass(frozen=True, slots=True)
class Simulation:
    """A channel acting on symbols.

    Attributes:
        name: The code page, and ``+AD`` where soft hyphens are stripped as well.
        share: How often it is used in training; all shares together are 1.
        damaged: For each symbol what it looks like after the channel: itself, or its class.
        offsets: Where the candidates of each damage class start; ``DAMAGE_CLASSES + 1`` numbers.
        candidates: The symbols that each class may stand for, ascending; ``RARE`` included.
        place: For each symbol its place among the candidates of its class.
    """

    name: str
    share: float
    damaged: NDArray[np.int32]
    offsets: NDArray[np.int64]
    candidates: NDArray[np.int32]
    place: NDArray[np.int64]


def lost_bytes(page: str, soft_hyphen: bool) -> frozenset[int]:
    """Return the bytes that decoding with ``errors="ignore"`` drops."""
    undefined = code_page(page).undefined
    return frozenset(b for b in undefined if 0x80 <= b < 0xC0) | ({0xAD} if soft_hyphen else set())


def simulate(
    alphabet: Alphabet, lost: frozenset[int], name: str = "", share: float = 0.0
) -> Simulation:
    """Build the simulation of a channel that loses these bytes.

    A rare character is not among the symbols, so each class has ``RARE`` as its last resort.
    """
    damaged = np.arange(alphabet.size, dtype=np.int32)
    groups: dict[int, list[int]] = {number: [] for number in range(DAMAGE_CLASSES)}
    gone = bytes(sorted(lost))
    for symbol, code in enumerate(alphabet.vocabulary.tolist(), FIRST_CHARACTER):
        whole = chr(code).encode()
        survived = whole.translate(None, gone)
        if len(survived) < len(whole):
            number = damage_class(survived)
            damaged[symbol] = alphabet.characters + number
            # A class of four-byte characters may hold several ways to have lost bytes.
            groups[number].append(symbol)
    offsets = np.zeros(DAMAGE_CLASSES + 1, dtype=np.int64)
    rows: list[int] = []
    place = np.zeros(alphabet.size, dtype=np.int64)
    for number, group in groups.items():
        for at, symbol in enumerate([RARE, *group]):
            rows.append(symbol)
            if symbol != RARE:
                place[symbol] = at
        offsets[number + 1] = len(rows)
    return Simulation(name, share, damaged, offsets, np.asarray(rows, dtype=np.int32), place)


def simulations(alphabet: Alphabet) -> list[Simulation]:
    """Return the channels that the model is trained for."""
    return [
        simulate(alphabet, lost_bytes(page, soft), page + ("+AD" if soft else ""), share)
        for page, soft, share in _SHARES
    ]

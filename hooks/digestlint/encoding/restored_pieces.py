"""Restoring one piece of a text, and what became of all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from digestlint.encoding import Channel, Run, find_mojibake
from digestlint.encoding.infill import Choice, Choices, Progress, fill_in
from digestlint.encoding.whole_lines import choices_of, is_complete, joined, runs_by_line
from digestlint.text.codec import LineIndex


@dataclass(frozen=True, slots=True)
class Character:
    """A character that lost bytes, and what was chosen for it."""

    row: int  # 1-based, of the given and of the restored text: lines are one to one
    column: int  # 1-based, in characters of the restored text
    choice: Choice


class Piece(NamedTuple):
    """A restored piece of a text.

    Attributes:
        text: The piece as it is now.
        left: How many damaged characters it keeps as they were.
        choices: What was chosen for the others, by offset in ``text``.
        weights: How many characters went through which channel.
        suspected: The channels that lines may have gone through that stay as they were.
    """

    text: str
    left: int
    choices: Choices
    weights: Mapping[str, int]
    suspected: tuple[str, ...]

    def characters(self, rows: int = 0) -> Iterator[Character]:
        """Yield the chosen characters; ``rows`` come before the piece."""
        position = LineIndex(self.text).position
        for offset, choice in self.choices.in_order():
            row, column = position(offset)
            yield Character(rows + row, column, choice)

    @property
    def rows(self) -> int:
        """How many lines end in the piece."""
        return LineIndex(self.text).rows - 1


class Account:
    """What became of a text, piece by piece."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._weights = Counter[str]()
        self._suspected: dict[str, None] = {}
        self.restored = 0
        self.left = 0

    def add(self, piece: Piece) -> None:
        """Count a piece."""
        self._weights.update(piece.weights)
        self._suspected |= dict.fromkeys(piece.suspected)
        self.restored += len(piece.choices)
        self.left += piece.left

    @property
    def channel(self) -> str | None:
        """What most of the text went through; None: no mojibake."""
        return max(self._weights, key=lambda name: self._weights[name], default=None)

    @property
    def suspected(self) -> tuple[str, ...]:
        """What other parts may have gone through, which stay as they were."""
        return tuple(self._suspected)


def restore_piece(
    text: str,
    shown: str,
    channel: Channel | None,
    min_confidence: float,
    progress: Progress | None = None,
) -> Piece:
    """Restore a text, or a piece that ends with a line of one that has ``shown`` in it as well."""
    if text.isascii():
        return Piece(text, 0, Choices(()), {}, ())
    found = find_mojibake(f"{text}\n{shown}", channel).up_to(len(text)) if shown else None
    filled = fill_in(found or find_mojibake(text, channel), progress)
    restoration = filled.restoration
    weights = Counter[str]()
    written: list[Run] = []
    chosen: list[tuple[int, Choice]] = []
    left = growth = 0
    for runs in runs_by_line(text, restoration.runs):
        choices = None
        if is_complete(restoration, runs):
            choices = choices_of(runs, filled.choices, min_confidence)
        for run in runs:
            weights[run.channel.name] += len(run.text)
            if choices is None:
                left += len(run.damaged)
                continue
            first = run.start + growth
            chosen += [(first + index, next(choices)) for index in run.damaged]
            growth += len(run.text) - (run.end - run.start)
            written.append(run)
    suspected = tuple(dict.fromkeys(run.channel.name for run in restoration.suspects))
    restored = joined(text, written, 0, len(text))
    return Piece(restored, left, Choices(chosen), weights, suspected)

"""Restoring the mojibake of a text, lost bytes and all, in one step.

``digestlint restore`` and ``from digestlint import restore`` are made of this. The checks do not
use it: they restore what is complete, and report the rest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from digestlint.mojibake import Run
from digestlint.mojibake import restore as find_mojibake
from digestlint.restoration import Choice, fill_in
from digestlint.source import LineIndex


@dataclass(frozen=True, slots=True)
class Character:
    """A character that lost bytes, and what was chosen for it."""

    row: int  # 1-based, of the given and of the restored text: lines are one to one
    column: int  # 1-based, in characters of the restored text
    choice: Choice


@dataclass(frozen=True, slots=True)
class RestoredText:
    """The outcome of ``restore``."""

    text: str
    channel: str | None  # the code page that most of it went through; None: no mojibake
    characters: Sequence[Character]  # those that lost bytes and are restored in ``text``
    left: int  # how many damaged characters ``text`` keeps as they were


def restore(text: str, *, min_confidence: float = 0.0) -> RestoredText:
    """Restore the mojibake of ``text``, line by line.

    A line whose least certain character has a posterior below ``min_confidence`` (0 to 1), or has
    no candidate at all, stays as it is. Sent through the channel again, each restored line gives
    the line of ``text``: a wrong choice loses nothing.

    Raises:
        ModelError: The model of the package cannot be used.
    """
    filled = fill_in(find_mojibake(text))
    restoration = filled.restoration
    lines, rows = LineIndex(text), LineIndex(restoration.text)
    kept: set[int] = set()
    for run in restoration.runs:
        choices = [filled.choices.get(run.restored_start + index) for index in run.damaged]
        if any(choice is None or choice.posterior < min_confidence for choice in choices):
            kept.add(lines.position(run.start)[0])
    parts: list[str] = []
    characters: list[Character] = []
    at = left = 0
    for run in restoration.runs:
        row, _ = lines.position(run.start)
        if row in kept:
            left += len(run.damaged)
            continue
        parts += [text[at : run.start], run.text]
        at = run.end
        characters += _characters(run, filled.choices, rows)
    return RestoredText(
        "".join([*parts, text[at:]]), restoration.code_page, tuple(characters), left
    )


def _characters(run: Run, choices: Mapping[int, Choice], rows: LineIndex) -> list[Character]:
    return [
        Character(*rows.position(run.restored_start + index), choices[run.restored_start + index])
        for index in run.damaged
    ]

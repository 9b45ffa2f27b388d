"""Restoring the mojibake of a text in one step, lost bytes included, and how sure each line is.

``digestlint restore`` and ``from digestlint import restore`` are ``restore``. A line is restored as
a whole or not at all, here and by the fixes of the rules on mojibake.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from digestlint._runtime.errors import DigestlintError
from digestlint.encoding import Channel, Restoration, Run, find_mojibake
from digestlint.encoding.infill import Choice, Filled, Progress, fill_in
from digestlint.text.codec import LineIndex
from digestlint.text.edits import applied
from digestlint.text.lines import line_around, line_end


def runs_by_line(source: str, runs: Iterable[Run]) -> Iterator[tuple[Run, ...]]:
    """Yield the runs of each line of ``source`` that has some; ``runs`` are in order."""
    line: list[Run] = []
    end = -1
    for run in runs:
        if run.start > end:
            if line:
                yield tuple(line)
            line = []
            end = line_end(source, run.end)
        line.append(run)
    if line:
        yield tuple(line)


def joined(source: str, runs: Iterable[Run], start: int, end: int) -> str:
    """``source[start:end]`` with ``runs``, which lie in it in order, restored."""
    return applied(source, ((run.start, run.end, run.text) for run in runs), start, end)


def is_sure(
    restoration: Restoration, runs: Sequence[Run], choices: Mapping[int, Choice], confidence: float
) -> bool:
    """Whether the line of ``runs``, which are all that it has, may be rewritten without asking.

    Each damaged character must have a posterior of at least ``confidence``, each run must be
    mojibake for certain, and nothing else in the line may look damaged.

    ``choices`` are by offset in the restored text (``Filled.choices``).
    """
    if not all(run.certain for run in runs):
        return False
    return is_complete(restoration, runs) and has_choices(runs, choices, confidence)


def is_complete(restoration: Restoration, runs: Sequence[Run]) -> bool:
    """Whether nothing that looks damaged is left in the line of ``runs`` once they are restored."""
    return not remains_beside(restoration, runs)


def remains_beside(restoration: Restoration, runs: Sequence[Run]) -> list[tuple[int, int]]:
    """Return what looks damaged in the line of ``runs``, and has no reading."""
    remains = restoration.remains
    if not remains:
        return []
    start, end = line_around(restoration.source, runs[0].start, runs[-1].end)
    first = bisect_left(remains, (start, start))
    return list(remains[first : bisect_left(remains, (end, end), first)])


def has_choices(runs: Iterable[Run], choices: Mapping[int, Choice], confidence: float) -> bool:
    """Whether each damaged character of ``runs`` has a posterior of at least ``confidence``."""
    for run in runs:
        for index in run.damaged:
            choice = choices.get(run.restored_start + index)
            if choice is None or choice[1] < confidence:
                return False
    return True


class ChannelError(DigestlintError, ValueError):
    """A name that is not a channel; the message lists what is known."""


@dataclass(frozen=True, slots=True)
class Character:
    """A character that lost bytes, and what was chosen for it."""

    row: int  # 1-based, of the given and of the restored text: lines are one to one
    column: int  # 1-based, in characters of the restored text
    choice: Choice


@dataclass(frozen=True)
class RestoredText:
    """The outcome of ``restore``."""

    text: str
    channel: str | None  # what most of it went through; None: no mojibake
    left: int  # how many damaged characters ``text`` keeps as they were
    suspected: tuple[str, ...]  # what other parts may have gone through, which stay as they were
    _filled: Filled
    _restored: Sequence[tuple[Run, ...]]  # by line

    @cached_property
    def characters(self) -> Sequence[Character]:
        """The characters that lost bytes and are restored in ``text``, with their posteriors."""
        choices = self._filled.choices
        position = LineIndex(self._filled.restoration.text).position
        found: list[Character] = []
        for runs in self._restored:
            row, column = position(runs[0].restored_start)
            line_start = runs[0].restored_start - column
            for run in runs:
                offsets = (run.restored_start + index for index in run.damaged)
                found += [Character(row, at - line_start, choices[at]) for at in offsets]
        return found


def restore(
    text: str,
    *,
    channel: str | None = None,
    min_confidence: float = 0.0,
    progress: Progress | None = None,
) -> RestoredText:
    """Restore the mojibake of ``text``, line by line.

    Sent through the channel again, each restored line gives the line of ``text``: a wrong choice
    loses nothing.

    Args:
        text: Any text.
        channel: What it went through, where that is known: ``windows-1254,ignore,strip-ad``
            (see ``Channel.parse``). Otherwise it is inferred from the text.
        min_confidence: A line whose least certain character has a posterior below this (0 to 1),
            or has no candidate at all, stays as it is.
        progress: Called with the number of damaged characters that are done, and of all.

    Raises:
        ChannelError: The channel is unknown; the message lists what is known.
        ModelError: The model of the package cannot be used.
    """
    try:
        known = None if channel is None else Channel.parse(channel)
    except ValueError as error:
        raise ChannelError(str(error)) from None
    found = find_mojibake(text, known)
    filled = fill_in(found, progress)
    restored: list[tuple[Run, ...]] = []
    left = 0
    for runs in runs_by_line(text, filled.restoration.runs):
        whole = is_complete(filled.restoration, runs)
        if whole and has_choices(runs, filled.choices, min_confidence):
            restored.append(runs)
        else:
            left += sum(len(run.damaged) for run in runs)
    written = joined(text, (run for runs in restored for run in runs), 0, len(text))
    through = filled.restoration.channel
    suspected = tuple(dict.fromkeys(run.channel.name for run in found.suspects))
    name = through.name if through else None
    return RestoredText(written, name, left, suspected, filled, restored)

"""The candidates of damaged characters in text of one language, ranked by its model."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from digestlint.encoding.infill.language_model import REACH, LanguageModel, symbols
from digestlint.encoding.infill.lattice import Lattice, Stretch

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_BOUNDARY = "\n"
_LINE_ENDS = "\r\n"
_LONGEST = 96
_OVERLAP = 2 * REACH
_TOGETHER = 1 << 15
"""About so many options are weighed together; this bounds the memory."""


class Hole(NamedTuple):
    """A damaged character: where it is, and what it may be."""

    offset: int
    options: str


class _Part(NamedTuple):
    """A stretch of text: its place, and the holes in it that it decides."""

    start: int
    end: int
    holes: Sequence[Hole]
    decides: range


def rank(
    model: LanguageModel, text: str, holes: Sequence[Hole]
) -> "Iterator[tuple[int, NDArray[np.float64]]]":
    """Yield each hole's number among ``holes`` and the probabilities of its options.

    Args:
        model: The language.
        text: The text; whatever stands for a damaged character.
        holes: Ascending.
    """
    parts = list(_parts(text, holes))
    chars = {_BOUNDARY}
    for part in parts:
        chars.update(text[max(part.start - REACH, 0) : part.end])
        for hole in part.holes:
            chars.update(hole.options)
    known = "".join(sorted(chars))
    numbers = {char: number for number, char in enumerate(known)}
    # Each different stretch is weighed once.
    owners: dict[Stretch, list[_Part]] = {}
    for part in parts:
        owners.setdefault(_stretch(text, part, numbers), []).append(part)
    seen = symbols(known, is_latin=model.is_latin)
    for batch in _batches(owners):
        for stretch, shares in zip(batch, Lattice(model, seen, batch).shares(), strict=True):
            for part in owners[stretch]:
                for number in part.decides:
                    yield number, shares[holes[number].offset - part.start]


def _parts(text: str, holes: Sequence[Hole]) -> Iterator[_Part]:
    """Yield the stretches of text with holes that depend on each other."""
    first = 0
    while first < len(holes):
        last = first + 1
        while last < len(holes) and _is_near(text, holes[last - 1].offset, holes[last].offset):
            last += 1
        yield from _cut(text, holes, first, last)
        first = last


def _is_near(text: str, one: int, other: int) -> bool:
    return other - one <= REACH and _same_line(text, one, other)


def _cut(text: str, holes: Sequence[Hole], first: int, last: int) -> Iterator[_Part]:
    """Yield the holes from ``first`` up to ``last``, in parts that overlap if they are many."""
    while first < last:
        stop = first + 1
        while stop < last and holes[stop].offset - holes[first].offset < _LONGEST:
            stop += 1
        low, high = first, stop
        while (
            low > 0
            and holes[first].offset - holes[low - 1].offset <= _OVERLAP
            and (_same_line(text, holes[low - 1].offset, holes[first].offset))
        ):
            low -= 1
        while high < last and holes[high].offset - holes[stop - 1].offset <= _OVERLAP:
            high += 1
        start, end = holes[low].offset, holes[high - 1].offset + 1
        for _ in range(REACH):
            if end < len(text) and text[end - 1] not in _LINE_ENDS:
                end += 1
        yield _Part(start, end, holes[low:high], range(first, stop))
        first = stop


def _same_line(text: str, one: int, other: int) -> bool:
    return not any(char in _LINE_ENDS for char in text[one + 1 : other])


def _stretch(text: str, part: _Part, numbers: dict[str, int]) -> Stretch:
    boundary = numbers[_BOUNDARY]
    before: list[int] = []
    for at in range(part.start - 1, part.start - 1 - REACH, -1):
        ended = at < 0 or text[at] in _LINE_ENDS or (before and before[-1] == boundary)
        before.append(boundary if ended else numbers[text[at]])
    places: list[tuple[int, ...]] = [
        (boundary if char in _LINE_ENDS else numbers[char],) for char in text[part.start : part.end]
    ]
    for hole in part.holes:
        places[hole.offset - part.start] = tuple(map(numbers.__getitem__, hole.options))
    if part.end == len(text):
        places.append((boundary,))
    return Stretch(tuple(before), tuple(places))


def _batches(stretches: "dict[Stretch, list[_Part]]") -> Iterator[list[Stretch]]:
    batch: list[Stretch] = []
    size = 0
    for stretch in sorted(stretches, key=lambda each: -len(each.places)):
        batch.append(stretch)
        size += sum(map(len, stretch.places))
        if size >= _TOGETHER:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch

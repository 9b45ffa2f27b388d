"""Whether what no finding names is rendered as it was."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, MutableSequence
from itertools import accumulate, chain

from digestlint._runtime.records import NamedTuple
from digestlint.markdown.rendering.rendered_blocks import DEFINITION, Block, Rendered

TYPE_CHECKING = False  # of `typing`, which takes long to load
if TYPE_CHECKING:
    from typing import Any


class Changes(NamedTuple):
    """Replace the bytes ``[start, end)`` of a file with a content, in order, each apart."""

    starts: MutableSequence[int]
    ends: MutableSequence[int]
    contents: MutableSequence[bytes]

    def made_in(self, data: bytes) -> bytes:
        """``data`` after them, made apart from ``fixer``."""
        made, position = bytearray(), 0
        for start, end, content in zip(*self, strict=True):
            made += data[position:start]
            made += content
            position = end
        return bytes(made + data[position:])


class Comparison:
    """Two renderings, and the changes that lead from one to the other."""

    def __init__(
        self,
        changes: Changes,
        findings: Iterable[tuple[int, int]],
        before: Rendered,
        after: Rendered,
    ) -> None:
        self._starts, self._ends, _ = changes
        grown = (len(text) - (end - start) for start, end, text in zip(*changes, strict=True))
        # By the number of changes before a place.
        self._growth = array("q", accumulate(grown, initial=0))
        self._findings = _Zones(findings)
        self._before = before
        self._after = after

    def first_difference(self) -> int | None:
        """Where in the file before it is; None if what is not named is rendered the same."""
        new = {(b.start, b.end): b for b in (*self._after.blocks, *self._after.definitions)}
        named: list[tuple[int, int]] = []
        unnamed: list[Block] = []
        relabelled: set[str] = set()
        for block in (*self._before.blocks, *self._before.definitions):
            if self._is_named(block):
                named.append((block.start, block.end))
                relabelled.update(_defined(block))
            else:
                unnamed.append(block)
        changed = zip(self._starts, self._ends, strict=True)
        joined = _Zones(chain(changed, self._findings, named))
        images = _Zones(self._image(start, end) for start, end in joined)
        for definition in filter(images.meet, self._after.definitions):
            relabelled.update(_defined(definition))
        defined = {d.content for d in self._after.definitions}  # one for each label, wherever
        for block in unnamed:
            if block.containers == DEFINITION and block.content in defined:
                continue
            start = block.start + self._growth[bisect_right(self._ends, block.start)]
            place = (start, start + block.end - block.start)
            if not _same(block, new.get(place), relabelled):
                return block.start
        return None

    def _is_named(self, block: Block) -> bool:
        """Whether a finding or a change reaches into the block; one at its edge does not."""
        first = bisect_right(self._ends, block.start)
        changed = first < len(self._starts) and self._starts[first] < block.end
        return changed or self._findings.overlap(block)

    def _image(self, start: int, end: int) -> tuple[int, int]:
        """Where a joined zone, which holds changes whole, is in the file after."""
        first = bisect_left(self._starts, start)
        last = bisect_right(self._starts, end)
        return start + self._growth[first], end + self._growth[last]


class _Zones:
    """Stretches of a file, joined where they meet."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._starts = array("q")
        self._ends = array("q")
        for start, end in sorted(spans):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return zip(self._starts, self._ends, strict=True)

    def meet(self, block: Block) -> bool:
        """Whether a zone has a place in common with ``block``, if only an edge."""
        i = bisect_right(self._starts, block.end) - 1
        return i >= 0 and self._ends[i] >= block.start

    def overlap(self, block: Block) -> bool:
        """Whether a zone and ``block`` share a character, or an empty zone stands in it."""
        i = bisect_right(self._starts, block.end) - 1
        if i >= 0 and self._starts[i] == block.end > block.start:
            i -= 1
        return i >= 0 and (self._ends[i] > block.start or self._starts[i] >= block.start)


def _same(old: Block, new: Block | None, relabelled: set[str]) -> bool:
    """Whether two blocks are rendered the same, references aside whose definition is named."""
    if new is None or old.containers != new.containers:
        return False
    return old.content == new.content or not relabelled.isdisjoint(old.labels + new.labels)


def _defined(block: Block) -> tuple[Any, ...]:
    """The label that ``block`` defines, if it is a definition."""
    return block.content[:1] if isinstance(block.content, tuple) else ()

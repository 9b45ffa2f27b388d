"""Checking that everything that no finding names is rendered as before."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import chain

from digestlint.markdown.rendering.rendered_blocks import DEFINITION, Rendered, RenderedBlock
from digestlint.text.edits import Edits, OffsetMap
from digestlint.text.spans import joined

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Any


class Comparison:
    """Two renderings, and the changes that lead from one to the other."""

    def __init__(
        self,
        changes: Edits[bytes],
        findings: Iterable[tuple[int, int]],
        before: Rendered,
        after: Rendered,
    ) -> None:
        self._starts, self._ends = changes.starts, changes.ends
        self._places = OffsetMap(changes)
        self._findings = _Zones(findings)
        self._before = before
        self._after = after

    def first_difference(self) -> int | None:
        """Return its offset in the old file; None if everything unnamed is rendered the same."""
        new = {(b.start, b.end): b for b in (*self._after.blocks, *self._after.definitions)}
        named: list[tuple[int, int]] = []
        unnamed: list[RenderedBlock] = []
        relabelled: set[str] = set()
        for block in (*self._before.blocks, *self._before.definitions):
            if self._is_named(block):
                named.append((block.start, block.end))
                relabelled.update(_defined(block))
            else:
                unnamed.append(block)
        changed = zip(self._starts, self._ends, strict=True)
        joined = _Zones(chain(changed, self._findings, named))
        images = _Zones(self._places.around(start, end) for start, end in joined)
        for definition in filter(images.meet, self._after.definitions):
            relabelled.update(_defined(definition))
        defined = {d.content for d in self._after.definitions}  # one for each label, wherever
        for block in unnamed:
            if block.containers == DEFINITION and block.content in defined:
                continue
            start = self._places.after(block.start)
            place = (start, start + block.end - block.start)
            if not _same(block, new.get(place), relabelled):
                return block.start
        return None

    def _is_named(self, block: RenderedBlock) -> bool:
        """Whether a finding or a change reaches into the block; one at its edge does not."""
        first = bisect_right(self._ends, block.start)
        changed = first < len(self._starts) and self._starts[first] < block.end
        return changed or self._findings.overlap(block)


class _Zones:
    """Stretches of a file, joined where they meet."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        places = joined(sorted(spans))
        self._starts, self._ends = places.starts, places.ends

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return zip(self._starts, self._ends, strict=True)

    def meet(self, block: RenderedBlock) -> bool:
        """Whether a zone has a place in common with ``block``, if only an edge."""
        i = bisect_right(self._starts, block.end) - 1
        return i >= 0 and self._ends[i] >= block.start

    def overlap(self, block: RenderedBlock) -> bool:
        """Whether a zone and ``block`` share a character, or an empty zone is in it."""
        i = bisect_right(self._starts, block.end) - 1
        if i >= 0 and self._starts[i] == block.end > block.start:
            i -= 1
        return i >= 0 and (self._ends[i] > block.start or self._starts[i] >= block.start)


def _same(old: RenderedBlock, new: RenderedBlock | None, relabelled: set[str]) -> bool:
    """Whether two blocks are rendered the same, references aside whose definition is named."""
    if new is None or old.containers != new.containers:
        return False
    return old.content == new.content or not relabelled.isdisjoint(old.labels + new.labels)


def _defined(block: RenderedBlock) -> tuple[Any, ...]:
    """Return the label that ``block`` defines, if it is a definition."""
    return block.content[:1] if isinstance(block.content, tuple) else ()

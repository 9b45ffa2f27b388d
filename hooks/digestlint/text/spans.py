"""Spans of a text, and sets of them.

All offsets count characters of the text; a span is half-open, ``[start, end)``.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import islice
from operator import le, lt

from digestlint._runtime.records import NamedTuple

# Four bytes an offset, where a list takes 36 or more.
OFFSETS = "i"


class Span(NamedTuple):
    """A half-open stretch of text, in characters."""

    start: int
    end: int


class SpanList:
    """Spans in the order in which they were added, held in eight bytes each."""

    __slots__ = ("ends", "starts")

    def __init__(self, spans: Iterable[tuple[int, int]] = ()) -> None:
        places = list(spans)
        self.starts = array(OFFSETS, [start for start, _ in places])
        self.ends = array(OFFSETS, [end for _, end in places])

    def append(self, start: int, end: int) -> None:
        """Add ``[start, end)``."""
        self.starts.append(start)
        self.ends.append(end)

    def __len__(self) -> int:
        return len(self.starts)

    def __iter__(self) -> Iterator[Span]:
        return map(Span, self.starts, self.ends)

    def __getitem__(self, index: int) -> Span:
        return Span(self.starts[index], self.ends[index])

    def in_order(self) -> SpanList:
        """Return the same spans, sorted."""
        if all(map(le, self.starts, islice(self.starts, 1, None))):
            return self
        return SpanList(sorted(self))


def joined(spans: Iterable[tuple[int, int]]) -> SpanList:
    """Sorted ``spans``; those that overlap, or end where the next one begins, are one."""
    found = SpanList()
    for start, end in spans:
        if found.ends and start <= found.ends[-1]:
            found.ends[-1] = max(found.ends[-1], end)
        else:
            found.append(start, end)
    return found


class SpanSet:
    """Sorted, disjoint spans with fast look-up."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        places = spans.in_order() if isinstance(spans, SpanList) else SpanList(sorted(spans))
        self._starts, self._ends = places.starts, places.ends
        apart = all(map(lt, self._ends, islice(self._starts, 1, None)))
        if apart and all(map(lt, self._starts, self._ends)):
            return
        places = joined((start, end) for start, end in places if start < end)
        self._starts, self._ends = places.starts, places.ends

    def __iter__(self) -> Iterator[Span]:
        return map(Span, self._starts, self._ends)

    def at(self, offset: int) -> Span | None:
        """Return the span that holds the character at ``offset``."""
        i = bisect_right(self._starts, offset) - 1
        if i >= 0 and offset < self._ends[i]:
            return Span(self._starts[i], self._ends[i])
        return None

    def holding(self, offsets: Iterable[int]) -> Iterator[int]:
        """Yield those of ``offsets`` that are in a span; it is faster than ``at`` for each."""
        starts, ends = self._starts, self._ends
        for offset in offsets:
            i = bisect_right(starts, offset) - 1
            if i >= 0 and offset < ends[i]:
                yield offset

    def within(self, start: int, end: int) -> Iterator[Span]:
        """Yield what of the spans is in ``[start, end)``."""
        starts, ends = self._starts, self._ends
        place, number = max(bisect_right(starts, start) - 1, 0), len(starts)
        while place < number and (first := starts[place]) < end:
            last = ends[place]
            if max(first, start) < min(last, end):
                yield Span(max(first, start), min(last, end))
            place += 1

    def gap(self, offset: int, end: int) -> Span:
        """Return the gap around ``offset``, which is in no span; the text ends at ``end``."""
        i = bisect_right(self._starts, offset)
        return Span(
            self._ends[i - 1] if i else 0, self._starts[i] if i < len(self._starts) else end
        )

    def overlaps(self, start: int, end: int) -> bool:
        """Whether any span shares a character with ``[start, end)``."""
        i = bisect_right(self._starts, start) - 1
        if i >= 0 and start < self._ends[i]:
            return start < end
        return i + 1 < len(self._starts) and self._starts[i + 1] < end

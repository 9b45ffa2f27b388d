"""Edits of a text or of bytes: applying them, mapping offsets, and detecting overlaps.

An edit is ``(start, end, content)``: ``content`` goes where ``[start, end)`` was. Edits are in
order by their starts, then by their ends: an insertion goes before what replaces the text behind
it.

Two edits *overlap* where one begins inside of what the other replaces. They *touch* where they
overlap, where one ends and the other begins, and where both insert at one place. The edits of one
fix may touch, but not overlap. Those of two fixes must not even touch, since each was made for
the text beside it as it was.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO, StringIO
from itertools import accumulate
from operator import itemgetter

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Any, AnyStr, TypeVar

    AnyEdit = TypeVar("AnyEdit", bound=tuple[int, int, Any])


def applied(
    text: AnyStr, edits: Iterable[tuple[int, int, AnyStr]], start: int = 0, end: int | None = None
) -> AnyStr:
    """``text[start:end]`` after ``edits``, which are inside of it, in order, and do not overlap."""
    made: Any = StringIO() if isinstance(text, str) else BytesIO()
    for first, last, content in edits:
        made.write(text[start:first])
        made.write(content)
        start = last
    made.write(text[start:end])
    result: AnyStr = made.getvalue()
    return result


def in_order(edits: Iterable[AnyEdit]) -> list[AnyEdit]:
    """``edits`` in order; those that insert at one place stay as they are."""
    return sorted(edits, key=itemgetter(0, 1))


def overlap(edit: tuple[int, int, object], following: tuple[int, int, object]) -> bool:
    """Whether two edits, given in order, overlap; those that only touch do not."""
    return following[0] < edit[1]


class Taken:
    """The places of edits that can be made side by side, since none touches another one."""

    def __init__(self, size: int) -> None:
        """``size`` is that of the text."""
        # The characters, each with the gap before it: an insertion takes the gap that it fills.
        # There is room for a byte order mark before them, and one gap behind them.
        self._taken = bytearray(size + 2)

    def take(self, edits: Sequence[tuple[int, int, object]]) -> bool:
        """Take the places of ``edits``, which may touch each other; False if one is taken."""
        taken = self._taken
        # Their ends first: they are at hand.
        if any(taken[start + 1] or taken[end + 1] for start, end, _ in edits):
            return False
        if any(taken.find(1, start + 1, end + 2) >= 0 for start, end, _ in edits):
            return False
        for start, end, _ in edits:
            taken[start + 1 : end + 2] = b"\1" * (end - start + 1)
        return True


class Edits(Iterable["tuple[int, int, AnyStr]"]):
    """Many edits in little memory, in order; they do not overlap."""

    __slots__ = ("contents", "ends", "starts")

    def __init__(
        self, starts: Sequence[int], ends: Sequence[int], contents: Sequence[AnyStr]
    ) -> None:
        self.starts = starts
        self.ends = ends
        self.contents: Sequence[AnyStr] = contents

    @classmethod
    def of(cls, edits: Iterable[tuple[int, int, AnyStr]]) -> Edits[AnyStr]:
        """Those of ``edits``, in any order."""
        listed = in_order(edits)
        return cls(
            array("q", (start for start, _, _ in listed)),
            array("q", (end for _, end, _ in listed)),
            [content for _, _, content in listed],
        )

    def __iter__(self) -> Iterator[tuple[int, int, AnyStr]]:
        return zip(self.starts, self.ends, self.contents, strict=True)

    def of_text(self) -> Edits[AnyStr]:
        """Those of the text alone: a byte order mark is before it, at a negative offset."""
        first = bisect_left(self.starts, 0)
        if not first:
            return self
        return Edits(self.starts[first:], self.ends[first:], self.contents[first:])


class OffsetMap:
    """Where offsets are after edits, and where they were before them.

    What an edit replaces is one place, and so is what it writes: offsets inside of the one lead to
    an edge of the other.
    """

    __slots__ = ("_ends", "_growth", "_starts")

    def __init__(self, edits: Edits[str] | Edits[bytes]) -> None:
        self._starts, self._ends = edits.starts, edits.ends
        sizes = map(len, edits.contents)
        grown = (
            size - (end - start)
            for start, end, size in zip(edits.starts, edits.ends, sizes, strict=True)
        )
        self._growth = array("q", accumulate(grown, initial=0))  # by the number of edits before

    def after(self, offset: int, *, at_end: bool = False) -> int:
        """Return where ``offset`` is after the edits; text inserted there comes before it.

        ``at_end`` selects an edge of the new text if ``offset`` is inside an edit.
        """
        number = bisect_right(self._starts, offset)
        if number and offset < self._ends[number - 1]:  # inside of what one replaces
            number -= not at_end
            edge = self._ends[number - 1] if at_end else self._starts[number]
            return edge + self._growth[number]
        return offset + self._growth[number]

    def before(self, offset: int, *, at_end: bool = False) -> int:
        """Return where ``offset``, in the text after the edits, was before them.

        ``at_end`` selects an edge of the replaced text if ``offset`` is inside an edit.
        """
        number = bisect_right(range(len(self._starts)), offset, key=self._image) - 1
        if number < 0:
            return offset
        if offset <= self._ends[number] + self._growth[number + 1]:
            return self._ends[number] if at_end else self._starts[number]
        return offset - self._growth[number + 1]

    def around(self, start: int, end: int) -> tuple[int, int]:
        """Where ``[start, end)`` is, with what edits insert at its edges; it cuts through none."""
        first = bisect_left(self._starts, start)
        last = bisect_right(self._ends, end)
        return start + self._growth[first], end + self._growth[last]

    def _image(self, number: int) -> int:
        """Where what an edit writes begins."""
        return self._starts[number] + self._growth[number]

"""List items, each parsed on demand."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from digestlint._runtime.patterns import lazy_pattern
from digestlint.markdown.nodes import ListItem
from digestlint.text.spans import OFFSETS, Span, SpanList

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import overload

_MARKER = lazy_pattern(r"(?:[-+*]|\d{1,9}[.)])(?:[ \t]+(?:\[[ xX]\][ \t]+)?)?")


class ListItems(Sequence[ListItem]):
    """The list items of ``text``, in order; many fit into little memory.

    Attributes:
        spans: Where each is.
    """

    def __init__(self, text: str) -> None:
        self.spans = SpanList()
        self._text = text
        self._depths = array(OFFSETS)

    def begin(self, start: int, depth: int) -> int:
        """Add an item that begins at ``start``; returns its place in the sequence."""
        self.spans.append(start, start)
        self._depths.append(depth)
        return len(self._depths) - 1

    def close(self, place: int, end: int) -> None:
        """Say where the item at ``place`` ends."""
        self.spans.ends[place] = end

    def __len__(self) -> int:
        return len(self._depths)

    if TYPE_CHECKING:

        @overload
        def __getitem__(self, index: int) -> ListItem: ...
        @overload
        def __getitem__(self, index: slice) -> Sequence[ListItem]: ...

    def __getitem__(self, index: int | slice) -> ListItem | Sequence[ListItem]:
        if isinstance(index, slice):
            return [self[place] for place in range(*index.indices(len(self)))]
        span = self.spans[index]
        marker = _MARKER.match(self._text, *span)
        content = Span(marker.end() if marker else span.start, span.end)
        return ListItem(span, content, self._depths[index])

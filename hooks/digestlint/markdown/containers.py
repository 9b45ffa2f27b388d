"""Containers of other blocks, found in a second pass on demand.

They are needed for few texts, so the first pass doesn't collect them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from digestlint._runtime.budgets import PART, Budget, Count
from digestlint._runtime.records import NamedTuple
from digestlint.markdown.events import events, positions
from digestlint.text.spans import Span

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Any

# What HTML elements end with that are left open inside. Paragraphs end before such elements.
_CONTAINERS = frozenset({"BlockQuote", "Item", "FootnoteDefinition", "Heading", "TableCell"})


class Container(NamedTuple):
    """A block that holds others, a heading or a table cell."""

    span: Span
    is_cell: bool


def containers(text: str, nodes: int = 0, budget: Budget | None = None) -> list[Container]:
    """Return the containers of ``text``, in order; its other parts count as so many ``nodes``.

    Raises:
        TooMuchMarkupError: when it has more markup than the ``budget`` allows.
    """
    counted = Count(text.encode(), budget)
    counted.add(nodes)
    found = list(_collect(text, counted))
    counted.parsed()
    at = positions(text, chain.from_iterable(place for _, place in found))
    return sorted(
        Container(Span(at[start], at[end]), kind == "TableCell") for kind, (start, end) in found
    )


def _collect(text: str, counted: Count) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the kinds of containers, and where they are, in bytes."""
    value: Any
    for event, where in events(text):
        if event.__class__ is str or "Start" not in event:
            continue
        value = event["Start"]
        kind = value if value.__class__ is str else next(iter(value))
        if kind in _CONTAINERS:
            counted.add(PART)
            yield kind, (where["start"], where["end"])

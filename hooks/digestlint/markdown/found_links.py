"""The links that the parser finds, in a compact form until its tree is gone."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from sys import intern

from digestlint._runtime.budgets import FOUND_LINK, NAMED_FILE, PART, Count
from digestlint.markdown import destinations
from digestlint.markdown.nodes import Link
from digestlint.text.spans import OFFSETS, Span


class FoundLinks:
    """Links and images in the order in which they end; each takes a fifth of a ``Link``."""

    def __init__(self, counted: Count) -> None:
        self._counted = counted
        self._places = array(OFFSETS)  # start, end, end of what is inside, whether an image
        self._types: list[str] = []
        self._destinations: list[str] = []
        self._labels: list[str] = []

    def append(self, span: Span, inner_end: int, image: bool, details: Mapping[str, str]) -> None:
        """Add a link or image; the arguments are those of ``destinations.link``."""
        self._counted.add(FOUND_LINK)
        self._places.extend((*span, inner_end, image))
        self._types.append(intern(details["link_type"]))
        self._destinations.append(details["dest_url"])
        self._labels.append(details["id"])

    def __len__(self) -> int:
        return len(self._types)

    def links(self, text: str) -> Iterator[Link]:
        """Yield the links, once; to be made when the parser's tree is gone."""
        places = iter(self._places)
        for lists in (self._types, self._destinations, self._labels):
            lists.reverse()
        local: set[str] = set()
        for start, end, inner_end, image in zip(places, places, places, places, strict=True):
            self._counted.add(PART - FOUND_LINK)
            kind, destination = self._types.pop(), self._destinations.pop()
            label, span = self._labels.pop(), Span(start, end)
            if ":" not in destination and destination not in local:
                local.add(destination)
                self._counted.add(NAMED_FILE)
            details = (kind, destination, label)
            yield destinations.link(text, span, inner_end, bool(image), *details)

"""Very many links in little memory."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, starmap
from operator import itemgetter, lt

from digestlint.markdown.nodes import Link
from digestlint.text.spans import Span, SpanList

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Any, overload

    from digestlint.markdown.nodes import LinkKind

MANY = 50_000
"""From so many links on they are packed: one takes 600 bytes otherwise, and 45 so."""

_NAMES: tuple[LinkKind, ...] = ("inline", "reference", "autolink", "email", "bare")
_KINDS = tuple((name, image) for name in _NAMES for image in (False, True))
_new = tuple.__new__  # what the classes call, which takes twice the time
_NONE = -1  # the place of a target that a reference has elsewhere


class PackedLinks(Sequence[Link]):
    """The links of ``text``, in order; each is made when it is asked for.

    Attributes:
        spans: Where each is.
    """

    def __init__(self, text: str, links: Iterable[Link]) -> None:
        self._text = text
        self.spans = SpanList()
        self._texts = SpanList()
        self._targets = SpanList()
        self._kinds = bytearray()  # in pairs, the second for images
        self._destinations: list[str | None] = []  # None: as the target is written
        self._labels: list[str] = []
        for link in links:
            self._append(link)
        starts = self.spans.starts
        if not all(map(lt, starts, islice(starts, 1, None))):
            self._sort()

    def _append(self, link: Link) -> None:
        start, end = target = link.target or (_NONE, _NONE)
        as_written = link.target and self._text.startswith(link.destination, start, end)
        self.spans.append(*link.span)
        self._texts.append(*link.text)
        self._targets.append(*target)
        self._kinds.append(2 * _NAMES.index(link.kind) + link.image)
        is_all = as_written and len(link.destination) == end - start
        self._destinations.append(None if is_all else link.destination)
        self._labels.append(link.label)

    def _sort(self) -> None:
        starts, ends, size = self.spans.starts, self.spans.ends, len(self._text) + 1
        order = sorted(range(len(starts)), key=lambda i: starts[i] * size + ends[i])
        for places in (self.spans, self._texts, self._targets):
            places.starts = array(places.starts.typecode, map(places.starts.__getitem__, order))
            places.ends = array(places.ends.typecode, map(places.ends.__getitem__, order))
        self._kinds = bytearray(map(self._kinds.__getitem__, order))
        self._destinations = [self._destinations[i] for i in order]
        self._labels = [self._labels[i] for i in order]

    def __len__(self) -> int:
        return len(self._kinds)

    def __iter__(self) -> Iterator[Link]:
        return map(self._link, *self._columns())

    if TYPE_CHECKING:

        @overload
        def __getitem__(self, index: int) -> Link: ...
        @overload
        def __getitem__(self, index: slice) -> Sequence[Link]: ...

    def __getitem__(self, index: int | slice) -> Link | Sequence[Link]:
        if isinstance(index, slice):
            parts = map(itemgetter(index), self._columns())
            return [*starmap(self._link, zip(*parts, strict=True))]
        return self._link(*map(itemgetter(index), self._columns()))

    def targets(self) -> SpanList:
        """Return where the destinations are written."""
        found = SpanList()
        for start, end in zip(self._targets.starts, self._targets.ends, strict=True):
            if start != _NONE:
                found.append(start, end)
        return found

    def _columns(self) -> Sequence[Any]:
        spans, texts, targets = self.spans, self._texts, self._targets
        places = (spans.starts, spans.ends, texts.starts, texts.ends, targets.starts, targets.ends)
        return *places, self._kinds, self._destinations, self._labels

    def _link(
        self,
        start: int,
        end: int,
        text_start: int,
        text_end: int,
        target_start: int,
        target_end: int,
        kind: int,
        destination: str | None,
        label: str,
    ) -> Link:
        if destination is None:
            destination = self._text[target_start:target_end]
        target = None if target_start == _NONE else _new(Span, (target_start, target_end))
        span, text = _new(Span, (start, end)), _new(Span, (text_start, text_end))
        return _new(Link, (span, text, destination, target, *_KINDS[kind], label))


def starts_of(links: Sequence[Link]) -> Sequence[int]:
    """Return where ``links`` begin."""
    if isinstance(links, PackedLinks):
        return links.spans.starts
    return [link.span.start for link in links]


def spans_of(links: Sequence[Link]) -> SpanList | Iterable[Span]:
    """Return where ``links`` are."""
    return links.spans if isinstance(links, PackedLinks) else (link.span for link in links)


def targets_of(links: Sequence[Link]) -> SpanList | Iterable[Span]:
    """Return where the destinations of ``links`` are written, those that are beside them."""
    if isinstance(links, PackedLinks):
        return links.targets()
    return (link.target for link in links if link.target)

"""``<details>`` blocks, as a browser sees them in the rendered Markdown.

HTML Living Standard, section 13.2.6.4.7 ("in body"): a tag that is left open is closed with what it
is in, a closing tag reaches out of block quotes and lists, but not out of table cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.markdown.containers import Container
from digestlint.markdown.nodes import HtmlTag
from digestlint.text.spans import Span

_WHITESPACE = lazy_pattern(r"[ \t\r\n>]*")  # and markers of block quotes


class Summary(NamedTuple):
    """The ``<summary>`` of a ``<details>`` block, which a reader sees while that is closed."""

    span: Span  # its tags included
    content: Span


class Details(NamedTuple):
    """A ``<details>`` block."""

    span: Span  # its tags included
    opening: HtmlTag
    summary: Summary | None
    body: Span  # without tags, and without the summary if that comes first
    closing: Span | None  # the closing tag; None where it is missing
    depth: int  # 1 where it is in no other one


class _Open:
    """An element that is not closed yet, or what holds others."""

    __slots__ = ("end", "owner", "summary", "summary_end", "tag")

    def __init__(
        self, end: int = 0, tag: HtmlTag | None = None, owner: _Open | None = None
    ) -> None:
        self.end = end  # of a container
        self.tag = tag  # of a ``<details>``
        self.owner = owner  # of a summary: the ``<details>`` that has it
        self.summary: HtmlTag | None = None
        self.summary_end: Span | None = None


def find_details(
    text: str, tags: Iterable[HtmlTag], containers: Sequence[Container]
) -> list[Details]:
    """Return the ``<details>`` blocks that ``tags`` make in ``text``, in order of their starts."""
    finder = _Finder(text)
    waiting = iter(containers)
    following = next(waiting, None)
    for tag in tags:
        while following is not None and following.span.start <= tag.span.start:
            finder.leave(following.span.start)
            finder.enter(following)
            following = next(waiting, None)
        finder.leave(tag.span.start)
        finder.take(tag)
    finder.leave(len(text))
    finder.close_to(0, Span(len(text), len(text)))
    return sorted(finder.found)


class _Finder:
    def __init__(self, text: str) -> None:
        self.found: list[Details] = []
        self._text = text
        self._stack: list[_Open] = []
        # The places in it of some, each in order.
        self._details: list[int] = []
        self._summaries: list[int] = []
        self._containers: list[int] = []
        self._cells: list[int] = []

    def enter(self, container: Container) -> None:
        """Record that a container begins."""
        self._containers.append(len(self._stack))
        if container.is_cell:
            self._cells.append(len(self._stack))
        self._stack.append(_Open(container.span.end))

    def leave(self, offset: int) -> None:
        """End the containers that end at ``offset`` or before it, with what is open in them."""
        while self._containers and (end := self._stack[self._containers[-1]].end) <= offset:
            self.close_to(self._containers[-1], Span(end, end))

    def take(self, tag: HtmlTag) -> None:
        """Take a tag, if it is one of those that make such blocks."""
        name = tag.name.lower()
        if name not in ("details", "summary"):
            return
        places = self._details if name == "details" else self._summaries
        if tag.closing:
            if (place := self._reached(places)) is not None:
                self.close_to(place, tag.span, closed=True)
            return
        places.append(len(self._stack))
        if name == "details":
            self._stack.append(_Open(tag=tag))
            return
        owner = self._stack[-1] if self._stack else None
        if owner is None or owner.tag is None or owner.summary is not None:
            owner = None
        else:
            owner.summary = tag
        self._stack.append(_Open(owner=owner))

    def close_to(self, place: int, at: Span, *, closed: bool = False) -> None:
        """Close all from ``place`` in the stack on; only the lowest has a tag that closes it."""
        for places in (self._summaries, self._containers, self._cells):
            while places and places[-1] >= place:
                places.pop()
        while len(self._stack) > place:
            open_ = self._stack.pop()
            closing = at if closed and len(self._stack) == place else None
            if open_.tag is not None:
                depth = len(self._details)
                self.found.append(_details(self._text, open_, open_.tag, at, closing, depth))
                self._details.pop()
            elif open_.owner is not None:
                open_.owner.summary_end = closing or Span(at.start, at.start)

    def _reached(self, places: Sequence[int]) -> int | None:
        """Return the last of ``places``, if no table cell has begun since."""
        cell = self._cells[-1] if self._cells else -1
        return places[-1] if places and places[-1] > cell else None


def _details(
    text: str, open_: _Open, tag: HtmlTag, at: Span, closing: Span | None, depth: int
) -> Details:
    summary, body_start = None, tag.span.end
    if open_.summary is not None:
        start = open_.summary.span.start
        end = open_.summary_end or at
        summary = Summary(Span(start, end.end), Span(open_.summary.span.end, end.start))
        whitespace = _WHITESPACE.match(text, tag.span.end, start)
        if whitespace is not None and whitespace.end() == start:
            body_start = end.end
    span = Span(tag.span.start, closing.end if closing else at.start)
    return Details(span, tag, summary, Span(body_start, at.start), closing, depth)

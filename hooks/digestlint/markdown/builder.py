"""Collecting the parts of a Markdown text from parser events."""

from __future__ import annotations

from array import array
from collections.abc import Iterable

from digestlint.markdown.found_nodes import ENDS, STARTS, Nodes
from digestlint.markdown.labels import reference_label
from digestlint.text.spans import OFFSETS, Span

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Any

    from digestlint._runtime.budgets import Count
    from digestlint.markdown.events import Event

_BLOCKS = frozenset({"Paragraph", "Heading", "TableCell"})
_INLINES = frozenset({"Emphasis", "Strong", "Strikethrough", "Link", "Image"})


class Builder(Nodes):
    """Collects parts from events; all offsets count characters of ``text``."""

    def __init__(self, text: str, data: bytes, counted: Count) -> None:
        """Take a text; ``data`` is the same as UTF-8."""
        super().__init__(text, counted)
        self._data = data
        self._starts = array(OFFSETS)  # of all that is open
        self._in_block = False
        # The inline content of a tight list item, so far.
        self._tight: tuple[int, int] | None = None

    def take(self, events: Iterable[Event]) -> None:
        """Collect the parts that ``events`` make, all those of the text.

        Events count bytes, and come in the order of the text. The characters between one place and
        the next are counted on the way, which needs no table of all places.
        """
        data = self._data
        byte = at = 0  # one place, in bytes and in characters
        starts, ends = self.prose.starts, self.prose.ends
        value: Any
        for event, where in events:
            if event.__class__ is str:  # SoftBreak, HardBreak, Rule
                name, value = event, "\n"
            else:
                name, value = event.popitem()
            place = where["end"] if name == "End" else where["start"]
            if place != byte:
                at += 1 if place == byte + 1 else _characters(data, byte, place)
                byte = place
            if name == "Start":
                kind, details = (value, {}) if value.__class__ is str else value.popitem()
                self._start(kind, details, at)
                continue
            if name == "End":
                self._end(value if value.__class__ is str else next(iter(value)), at)
                continue
            start, byte = at, where["end"]
            at += 1 if byte == place + 1 else _characters(data, place, byte)
            if name == "Text" and not self._hidden:
                if ends and ends[-1] == start:
                    ends[-1] = at
                else:
                    starts.append(start)
                    ends.append(at)
            elif name not in ("SoftBreak", "HardBreak"):
                value = self._rare_node(name, value, start, at)
            if not self._in_block and name not in ("Html", "Rule"):
                self._extend_tight(start, at)
            if at > self._inner_end:
                self._inner_end = at
            # A slug is made of text nodes, which an image's description is not.
            if self._heading is not None and not self._images:
                self._heading.append(value)
        self._close_tight()
        self._data = b""  # which takes as much as the text

    def _rare_node(self, name: str, value: str, start: int, end: int) -> str:
        """Collect a node that is neither prose nor a line break; returns what it shows."""
        if name == "Text":
            self._code_end = end
            return value
        if name == "Code":
            self.code.append(start, end)
            return value
        if name in ("InlineMath", "DisplayMath"):
            self.math.append(start, end)
            return self.text[start:end]
        if name == "InlineHtml":
            self.html.append(start, end)
        elif name == "FootnoteReference":
            self.footnote_references.add(reference_label(value))
        return ""

    def _start(self, kind: str, details: Any, start: int) -> None:
        self._starts.append(start)
        if kind in _INLINES:
            if not self._in_block:
                self._extend_tight(start, start)
        elif self._tight:
            self._close_tight()
        if kind in _BLOCKS:
            self._in_block = True
        begin = STARTS.get(kind)
        if begin is not None:
            begin(self, details, start)

    def _end(self, kind: str, end: int) -> None:
        start = self._starts.pop()
        is_inline = kind in _INLINES
        if self._tight and not is_inline:
            self._close_tight()
        if kind in _BLOCKS:
            self.blocks.append(start, end)
            self._in_block = False
        finish = ENDS.get(kind)
        if finish is not None:
            start, end = finish(self, Span(start, end))
        if is_inline:
            if end > self._inner_end:
                self._inner_end = end
            if not self._in_block:
                self._extend_tight(start, end)

    def _extend_tight(self, start: int, end: int) -> None:
        """Note inline content outside all blocks: of a tight list item."""
        if not self._hidden:
            tight = self._tight
            self._tight = (tight[0], max(tight[1], end)) if tight else (start, end)

    def _close_tight(self) -> None:
        """End the inline content of a tight list item, if one is open."""
        if self._tight:
            self.blocks.append(*self._tight)
            self._tight = None


def _characters(data: bytes, start: int, end: int) -> int:
    """How many characters ``data[start:end]`` holds; below zero where ``end`` comes first."""
    if end < start:
        return -len(data[end:start].decode())
    return len(data[start:end].decode())

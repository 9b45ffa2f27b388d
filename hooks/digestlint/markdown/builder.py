"""Collects the parts of a Markdown text while parser events go by."""

from __future__ import annotations

from array import array
from collections.abc import Iterable

from digestlint.markdown.block_parts import fenced_code_block, heading
from digestlint.markdown.found_links import FoundLinks
from digestlint.markdown.list_items import ListItems
from digestlint.markdown.nodes import FencedCodeBlock, Heading
from digestlint.text.spans import OFFSETS, Span, SpanList

TYPE_CHECKING = False  # of `typing`, which takes long to load
if TYPE_CHECKING:
    from typing import Any

    from digestlint._runtime.memory_limit import Parts
    from digestlint.markdown.events import Event

_BLOCKS = frozenset({"Paragraph", "Heading", "TableCell"})
_ROWS = frozenset({"TableHead", "TableRow"})
_INLINES = frozenset({"Emphasis", "Strong", "Strikethrough", "Link", "Image"})
_WITHOUT_BRACKETS = frozenset({"Autolink", "Email"})


class Builder:
    """Collects parts while events go by; all offsets count characters of ``text``."""

    def __init__(self, text: str, data: bytes, counted: Parts) -> None:
        """``data`` is ``text`` as UTF-8."""
        self.text = text
        self._data = data
        self._counted = counted
        self.headings: list[Heading] = []
        self.links = FoundLinks(counted)
        self.fences: list[FencedCodeBlock] = []
        self.items = ListItems(text)
        self.blocks = SpanList()
        self.strong = SpanList()
        # Text nodes; those that touch are one: the parser cuts them at every possible delimiter.
        self.prose = SpanList()
        self.code = SpanList()
        self.math = SpanList()
        self.html = SpanList()
        # Delimiters of table rows, and cells that the table has no columns for: not shown.
        self.outside_cells = SpanList()
        self.footnote_references: set[str] = set()  # by their labels
        self.footnote_definitions: set[str] = set()
        self._starts = array(OFFSETS)  # of all that is open
        self._heading: list[str] | None = None  # the text of the open heading, so far
        self._heading_id: str | None = None
        self._open_links: list[dict[str, Any]] = []
        self._open_items: list[int] = []  # by their places in ``items``
        self._open_strong: list[int] = []
        self._images = 0  # how many are open
        self._inner_end = 0  # end of the last node seen inside the current link
        self._hidden = 0  # inside code blocks, autolinks: text is not prose
        self._code_info: str | None = None  # of the open code block; None: indented
        self._code_end = 0
        self._in_block = False
        self._cell_end = 0  # in a table row: up to where its cells are known
        self._tight: Span | None = None  # the inline content of a tight list item, so far

    def take(self, events: Iterable[Event]) -> None:
        """Collect the parts that ``events`` make, all those of the text.

        Events count bytes, and come in the order of the text. What lies between the last place and
        the next one is counted in characters as they go by, which takes no table of all places.
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
            # A slug is made of text nodes; an image's description is none.
            if self._heading is not None and not self._images:
                self._heading.append(value)
        self._close_tight()

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
            self.footnote_references.add(value.casefold())
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
        if kind == "Heading":
            self._heading = []
            self._heading_id = details["id"]
        elif kind == "Strong":
            self._open_strong.append(len(self.strong))
            self.strong.append(start, start)
        elif kind in ("Link", "Image"):
            image = kind == "Image"
            self._open_links.append(details)
            self._images += image
            self._inner_end = start + 1 + image
            self._hidden += details["link_type"] in _WITHOUT_BRACKETS
        elif kind == "Item":
            self._open_items.append(self.items.open(start, len(self._open_items) + 1))
        elif kind == "FootnoteDefinition":
            self.footnote_definitions.add(details.casefold())
        elif kind in _ROWS:
            self._cell_end = start
        elif kind == "TableCell":
            self.outside_cells.append(self._cell_end, start)
        elif kind == "CodeBlock":
            self._hidden += 1
            self._code_info = details.get("Fenced") if isinstance(details, dict) else None
            self._code_end = start

    def _end(self, kind: str, end: int) -> None:
        span = Span(self._starts.pop(), end)
        if self._tight and kind not in _INLINES:
            self._close_tight()
        if kind in _BLOCKS:
            self.blocks.append(*span)
            self._in_block = False
        if kind == "Heading" and self._heading is not None:
            self._counted.add()
            self.headings.append(heading(self.text, span, "".join(self._heading), self._heading_id))
            self._heading = None
        elif kind == "Strong":
            self.strong.ends[self._open_strong.pop()] = end
        elif kind in ("Link", "Image"):
            image = kind == "Image"
            details = self._open_links.pop()
            self._images -= image
            self._hidden -= details["link_type"] in _WITHOUT_BRACKETS
            if details["link_type"] == "Collapsed":
                span = Span(span.start, end + len("[]"))  # which the parser leaves out
            if not self._images:  # the description of an image holds no links
                self.links.append(span, self._inner_end, image, details)
        elif kind == "Item":
            self.items.close(self._open_items.pop(), end)
        elif kind == "CodeBlock":
            self._hidden -= 1
            self.code.append(*span)
            if self._code_info is not None:
                self._counted.add()
                self.fences.append(
                    fenced_code_block(self.text, span, self._code_info, self._code_end)
                )
        elif kind == "HtmlBlock":
            self.html.append(*span)
        elif kind == "TableCell":
            self._cell_end = end
        elif kind in _ROWS:
            self.outside_cells.append(self._cell_end, end)
        if kind in _INLINES:
            self._inner_end = max(self._inner_end, span.end)
            if not self._in_block:
                self._extend_tight(*span)

    def _extend_tight(self, start: int, end: int) -> None:
        """Note inline content outside all blocks: of a tight list item."""
        if not self._hidden:
            first, last = self._tight or (start, end)
            self._tight = Span(first, max(last, end))

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

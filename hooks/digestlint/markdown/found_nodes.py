"""The parts of a Markdown text that result from nodes, when these start or end."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from digestlint._runtime.budgets import SMALLER_PART
from digestlint.markdown.block_parts import fenced_code_block, heading
from digestlint.markdown.found_links import FoundLinks
from digestlint.markdown.labels import reference_label
from digestlint.markdown.list_items import ListItems
from digestlint.markdown.nodes import FencedCodeBlock, Heading
from digestlint.text.spans import Span, SpanList

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Any

    from digestlint._runtime.budgets import Count

_WITHOUT_BRACKETS = frozenset({"Autolink", "Email"})


class Nodes:
    """The parts found so far, and what is known of open nodes."""

    def __init__(self, text: str, counted: Count) -> None:
        self.text = text
        self._counted = counted
        self.headings: list[Heading] = []
        self.links = FoundLinks(counted)
        self.fences: list[FencedCodeBlock] = []
        self.items = ListItems(text)
        self.blocks = SpanList()
        self.strong = SpanList()
        self.tables = SpanList()
        # Text nodes; those that touch are one: the parser cuts them at every possible delimiter.
        self.prose = SpanList()
        self.code = SpanList()
        self.math = SpanList()
        self.html = SpanList()
        # Delimiters of table rows, and cells that the table has no columns for: not shown.
        self.outside_cells = SpanList()
        self.footnote_references: set[str] = set()  # by their labels, as compared
        self.footnote_definitions: set[str] = set()
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
        self._cell_end = 0  # in a table row: up to where its cells are known

    def _start_heading(self, details: Any, start: int) -> None:
        self._heading = []
        self._heading_id = details["id"]

    def _start_strong(self, details: Any, start: int) -> None:
        self._open_strong.append(len(self.strong))
        self.strong.append(start, start)

    def _start_link(self, details: Any, start: int) -> None:
        self._open_links.append(details)
        self._inner_end = start + 1
        self._hidden += details["link_type"] in _WITHOUT_BRACKETS

    def _start_image(self, details: Any, start: int) -> None:
        self._start_link(details, start + 1)
        self._images += 1

    def _start_item(self, details: Any, start: int) -> None:
        self._open_items.append(self.items.begin(start, len(self._open_items) + 1))

    def _start_footnote(self, details: Any, start: int) -> None:
        self.footnote_definitions.add(reference_label(details))

    def _start_row(self, details: Any, start: int) -> None:
        self._cell_end = start

    def _start_cell(self, details: Any, start: int) -> None:
        self.outside_cells.append(self._cell_end, start)

    def _start_code(self, details: Any, start: int) -> None:
        self._hidden += 1
        self._code_info = details.get("Fenced") if isinstance(details, dict) else None
        self._code_end = start

    def _end_heading(self, span: Span) -> Span:
        if self._heading is not None:
            self._counted.add(SMALLER_PART)
            self.headings.append(heading(self.text, span, "".join(self._heading), self._heading_id))
            self._heading = None
        return span

    def _end_strong(self, span: Span) -> Span:
        self.strong.ends[self._open_strong.pop()] = span.end
        return span

    def _end_link(self, span: Span, *, image: bool = False) -> Span:
        details = self._open_links.pop()
        self._images -= image
        self._hidden -= details["link_type"] in _WITHOUT_BRACKETS
        if details["link_type"] == "Collapsed":
            span = Span(span.start, span.end + len("[]"))  # which the parser leaves out
        if not self._images:  # the description of an image holds no links
            self.links.append(span, self._inner_end, image, details)
        return span

    def _end_image(self, span: Span) -> Span:
        return self._end_link(span, image=True)

    def _end_item(self, span: Span) -> Span:
        self.items.close(self._open_items.pop(), span.end)
        return span

    def _end_code(self, span: Span) -> Span:
        self._hidden -= 1
        self.code.append(*span)
        if self._code_info is not None:
            self._counted.add(SMALLER_PART)
            self.fences.append(fenced_code_block(self.text, span, self._code_info, self._code_end))
        return span

    def _end_html(self, span: Span) -> Span:
        self.html.append(*span)
        return span

    def _end_table(self, span: Span) -> Span:
        self.tables.append(*span)
        return span

    def _end_cell(self, span: Span) -> Span:
        self._cell_end = span.end
        return span

    def _end_row(self, span: Span) -> Span:
        self.outside_cells.append(self._cell_end, span.end)
        return span


# What else is done where a node of some kind starts, with what the parser says of it, and ends.
STARTS: Mapping[str, Callable[[Nodes, Any, int], None]] = {
    "Heading": Nodes._start_heading,
    "Strong": Nodes._start_strong,
    "Link": Nodes._start_link,
    "Image": Nodes._start_image,
    "Item": Nodes._start_item,
    "FootnoteDefinition": Nodes._start_footnote,
    "TableHead": Nodes._start_row,
    "TableRow": Nodes._start_row,
    "TableCell": Nodes._start_cell,
    "CodeBlock": Nodes._start_code,
}
ENDS: Mapping[str, Callable[[Nodes, Span], Span]] = {
    "Heading": Nodes._end_heading,
    "Strong": Nodes._end_strong,
    "Link": Nodes._end_link,
    "Image": Nodes._end_image,
    "Item": Nodes._end_item,
    "CodeBlock": Nodes._end_code,
    "HtmlBlock": Nodes._end_html,
    "Table": Nodes._end_table,
    "TableCell": Nodes._end_cell,
    "TableHead": Nodes._end_row,
    "TableRow": Nodes._end_row,
}

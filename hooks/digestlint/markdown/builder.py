"""Collects the parts of a Markdown text while parser events go by."""

from __future__ import annotations

import re
from typing import Any

from digestlint.markdown import destinations
from digestlint.markdown.block_parts import fenced_code_block, heading_content, heading_level
from digestlint.markdown.model import (
    FencedCodeBlock,
    Heading,
    Link,
    LinkKind,
    ListItem,
    Span,
)

_LEVELS = {"H1": 1, "H2": 2, "H3": 3, "H4": 4, "H5": 5, "H6": 6}
_ITEM_MARKER = re.compile(r"(?:[-+*]|\d{1,9}[.)])(?:[ \t]+(?:\[[ xX]\][ \t]+)?)?")
_BLOCKS = frozenset({"Paragraph", "Heading", "TableCell"})
_ROWS = frozenset({"TableHead", "TableRow"})
_INLINES = frozenset({"Emphasis", "Strong", "Strikethrough", "Link", "Image"})


class Builder:
    """Collects parts while events go by."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.headings: list[Heading] = []
        self.links: list[Link] = []
        self.fences: list[FencedCodeBlock] = []
        self.items: list[ListItem] = []
        self.blocks: list[Span] = []
        self.strong: list[Span] = []
        self.prose: list[Span] = []
        self.code: list[Span] = []
        self.math: list[Span] = []
        self.html: list[Span] = []
        # Delimiters of table rows, and cells that the table has no columns for: not shown.
        self.outside_cells: list[Span] = []
        self.front_matter: Span | None = None
        self._heading: list[str] | None = None
        self._heading_id: str | None = None
        self._open_links: list[tuple[dict[str, Any], bool, Span]] = []
        self._inner_end = 0  # end of the last node seen inside the current link
        self._item_depth = 0
        self._hidden = 0  # inside code blocks, front matter, autolinks: text is not prose
        self._code_info: str | None = None  # of the open code block; None: indented
        self._code_end = 0
        self._in_block = False
        self._cell_end = 0  # in a table row: up to where its cells are known
        self._tight: Span | None = None  # the inline content of a tight list item, so far

    def take(self, event: Any, start: int, end: int) -> None:
        """Dispatch one parser event."""
        if isinstance(event, str):  # SoftBreak, HardBreak, Rule
            self._inline_node("Rule" if event == "Rule" else "Break", "", start, end)
            return
        (name, value), *_ = event.items()
        if name == "Start":
            kind, details = (value, {}) if isinstance(value, str) else next(iter(value.items()))
            self._start(kind, details, start, end)
        elif name == "End":
            self._end(value if isinstance(value, str) else next(iter(value)), start, end)
        else:
            self._inline_node(name, value, start, end)

    def _start(self, kind: str, details: Any, start: int, end: int) -> None:
        if kind in _INLINES:
            self._extend_tight(start, end)
        else:
            self.close_tight()
        if kind in _BLOCKS:
            self.blocks.append(Span(start, end))
            self._in_block = True
        if kind in _ROWS:
            self._cell_end = start
        elif kind == "TableCell":
            self.outside_cells.append(Span(self._cell_end, start))
        elif kind == "Heading":
            self._heading = []
            self._heading_id = details["id"]
        elif kind in ("Link", "Image"):
            self._open_links.append((details, kind == "Image", Span(start, end)))
            self._inner_end = start + (2 if kind == "Image" else 1)
            self._hidden += details["link_type"] in ("Autolink", "Email")
        elif kind == "Strong":
            self.strong.append(Span(start, end))
        elif kind == "CodeBlock":
            self._hidden += 1
            self.code.append(Span(start, end))
            self._code_info = details.get("Fenced") if isinstance(details, dict) else None
            self._code_end = start
        elif kind == "MetadataBlock":
            self._hidden += 1
            self.front_matter = Span(start, end)
        elif kind == "HtmlBlock":
            self.html.append(Span(start, end))
        elif kind == "Item":
            self._item_depth += 1
            marker = _ITEM_MARKER.match(self.text, start, end)
            content = Span(marker.end() if marker else start, end)
            self.items.append(ListItem(Span(start, end), content, self._item_depth))

    def _end(self, kind: str, start: int, end: int) -> None:
        if kind not in _INLINES:
            self.close_tight()
        if kind in _BLOCKS:
            self._in_block = False
        if kind in ("Link", "Image"):
            details, image, span = self._open_links.pop()
            self._hidden -= details["link_type"] in ("Autolink", "Email")
            self._link(details, image, span)
            self._inner_end = end
        elif kind in ("CodeBlock", "MetadataBlock"):
            self._hidden -= 1
            if kind == "CodeBlock" and self._code_info is not None:
                self.fences.append(
                    fenced_code_block(self.text, Span(start, end), self._code_info, self._code_end)
                )
        elif kind == "TableCell":
            self._cell_end = end
        elif kind in _ROWS:
            self.outside_cells.append(Span(self._cell_end, end))
        elif kind == "Item":
            self._item_depth -= 1
        elif kind == "Heading" and self._heading is not None:
            span = Span(start, end)
            self.headings.append(
                Heading(
                    span,
                    heading_content(self.text, span),
                    heading_level(self.text, span),
                    "".join(self._heading),
                    self._heading_id,
                )
            )
            self._heading = None
        else:
            self._inner_end = max(self._inner_end, end)

    def _extend_tight(self, start: int, end: int) -> None:
        if not self._in_block and not self._hidden:
            known = self._tight or Span(start, end)
            self._tight = Span(known.start, max(known.end, end))

    def close_tight(self) -> None:
        """End the inline content of a tight list item, if one is open."""
        if self._tight:
            self.blocks.append(self._tight)
            self._tight = None

    def _inline_node(self, name: str, value: Any, start: int, end: int) -> None:
        if name not in ("Html", "Rule"):
            self._extend_tight(start, end)
        self._inner_end = max(self._inner_end, end)
        shown = ""
        if name == "Text":
            shown = value
            if self._hidden:
                self._code_end = end
            else:
                self.prose.append(Span(start, end))
        elif name == "Code":
            shown = value
            self.code.append(Span(start, end))
        elif name in ("InlineMath", "DisplayMath"):
            shown = self.text[start:end]
            self.math.append(Span(start, end))
        elif name == "InlineHtml":
            self.html.append(Span(start, end))
        elif name == "Break":
            shown = "\n"
        # A slug is made of text nodes; an image's description is none.
        if self._heading is not None and not any(image for _, image, _ in self._open_links):
            self._heading.append(shown)

    def _link(self, details: dict[str, Any], image: bool, span: Span) -> None:
        written = details["link_type"]
        target: Span | None = None
        text_end = self._inner_end
        kind: LinkKind = "reference"
        if written == "Inline":
            kind = "inline"
            text_end, target = destinations.inline_target(self.text, span, self._inner_end)
        elif written in ("Autolink", "Email"):
            kind = "autolink" if written == "Autolink" else "email"
            target = Span(span.start + 1, span.end - 1)
        text_start = span.start + (2 if image else 1)
        self.links.append(
            Link(
                span,
                Span(text_start, max(text_start, text_end)),
                details["dest_url"],
                target,
                kind,
                image,
                details["id"],
            )
        )

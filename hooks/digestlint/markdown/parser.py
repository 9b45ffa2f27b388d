"""Markdown text to its parts: CommonMark 0.31 with GitHub's extensions, each with its place."""

from __future__ import annotations

import re
from typing import Any

from digestlint.markdown import bare_urls, destinations, html
from digestlint.markdown.block_parts import fenced_code_block, heading_content, heading_level
from digestlint.markdown.events import definitions, events
from digestlint.markdown.model import (
    FencedCodeBlock,
    Heading,
    Link,
    LinkKind,
    ListItem,
    Markdown,
    ReferenceDefinition,
    Span,
    SpanSet,
)

_LEVELS = {"H1": 1, "H2": 2, "H3": 3, "H4": 4, "H5": 5, "H6": 6}
_ITEM_MARKER = re.compile(r"(?:[-+*]|\d{1,9}[.)])(?:[ \t]+(?:\[[ xX]\][ \t]+)?)?")
_BLOCKS = frozenset({"Paragraph", "Heading", "TableCell"})
_INLINES = frozenset({"Emphasis", "Strong", "Strikethrough", "Link", "Image"})


def parse(text: str, *, heading_attributes: bool = False) -> Markdown:
    """Parse ``text``; with ``heading_attributes``, ``# Title {#id}`` sets an id (pandoc, mkdocs).

    Never fails: every text is Markdown. ``text`` must hold no lone surrogates.
    """
    builder = _Builder(text)
    for event, start, end in events(text, heading_attributes=heading_attributes):
        builder.take(event, start, end)
    return builder.finish(heading_attributes)


class _Builder:
    """Collects parts while events go by."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.headings: list[Heading] = []
        self.links: list[Link] = []
        self.fences: list[FencedCodeBlock] = []
        self.items: list[ListItem] = []
        self.blocks: list[Span] = []
        self.prose: list[Span] = []
        self.code: list[Span] = []
        self.math: list[Span] = []
        self.html: list[Span] = []
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
            self._close_tight()
        if kind in _BLOCKS:
            self.blocks.append(Span(start, end))
            self._in_block = True
        if kind == "Heading":
            self._heading = []
            self._heading_id = details["id"]
        elif kind in ("Link", "Image"):
            self._open_links.append((details, kind == "Image", Span(start, end)))
            self._inner_end = start + (2 if kind == "Image" else 1)
            self._hidden += details["link_type"] in ("Autolink", "Email")
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
            self._close_tight()
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

    def _close_tight(self) -> None:
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

    def finish(self, heading_attributes: bool) -> Markdown:
        """What needs the whole text: bare URLs, definitions, raw HTML."""
        tags, comments = html.scan(self.text, self.html)
        prose = _merge(self.prose)
        prose_set = SpanSet(prose)
        reference_definitions = [
            ReferenceDefinition(
                Span(start, end),
                label,
                destination,
                destinations.definition_target(self.text, Span(start, end)),
            )
            for label, destination, start, end in definitions(
                self.text, heading_attributes=heading_attributes
            )
        ]
        self._close_tight()
        opaque = [*self.code, *self.html, *self.math, *(link.span for link in self.links)]
        opaque += [definition.span for definition in reference_definitions]
        if self.front_matter:
            opaque.append(self.front_matter)
        bare = list(bare_urls.links(self.text, list(SpanSet(opaque))))
        links = sorted([*self.links, *bare], key=lambda link: link.span)
        return Markdown(
            text=self.text,
            headings=self.headings,
            links=links,
            refused_links=destinations.refused_links(self.text, prose_set),
            definitions=reference_definitions,
            html_tags=tags,
            html_ids=list(html.ids(tags)),
            comments=comments,
            fences=self.fences,
            items=self.items,
            blocks=sorted(self.blocks),
            prose=prose,
            code=SpanSet(self.code),
            math=SpanSet(self.math),
            html=SpanSet(self.html),
            front_matter=self.front_matter,
            prose_set=prose_set,
            urls=SpanSet(link.target for link in links if link.target),
        )


def _merge(spans: list[Span]) -> list[Span]:
    """Join text nodes that touch: the parser cuts them at every possible delimiter."""
    merged: list[Span] = []
    for span in spans:
        if merged and merged[-1].end == span.start:
            merged[-1] = Span(merged[-1].start, span.end)
        else:
            merged.append(span)
    return merged

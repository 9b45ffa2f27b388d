"""Markdown text to its parts: CommonMark 0.31 with GitHub's extensions, each with its place."""

from __future__ import annotations

import re
from typing import Any

from digestlint.markdown import bare_urls, destinations, html
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
_LINE_ENDING = re.compile(r"\r\n?|\n")
_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})[ \t]*(?:\r\n?|\n|\Z)")
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
            if isinstance(details, dict) and "Fenced" in details:
                self.fences.append(_fence(self.text, Span(start, end), details["Fenced"]))
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
        elif kind == "Item":
            self._item_depth -= 1
        elif kind == "Heading" and self._heading is not None:
            content = _heading_content(self.text, start, end)
            level = len(self.text[start:end]) - len(self.text[start:end].lstrip("#"))
            self.headings.append(
                Heading(
                    Span(start, end),
                    content,
                    level or _setext_level(self.text[start:end]),
                    "".join(self._heading).strip(),
                    self._heading_id,
                )
            )
            self._heading = None
        else:
            self._inner_end = max(self._inner_end, end)

    def _extend_tight(self, start: int, end: int) -> None:
        if not self._in_block and not self._hidden:
            self._tight = Span(self._tight.start if self._tight else start, end)

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
            if not self._hidden:
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
            shown = " "
        if self._heading is not None:
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


def _heading_content(text: str, start: int, end: int) -> Span:
    """The inline content of the heading at ``[start, end)`` (CommonMark 0.31, 4.2 and 4.3)."""
    if text[start] == "#":
        while start < end and text[start] == "#":
            start += 1
        body = text[start:end].rstrip()
        closed = body.rstrip("#")
        if not closed or closed[-1] in " \t":
            body = closed.rstrip()
    else:
        lines = text[start:end].rstrip().splitlines()
        body = text[start : start + text[start:end].rstrip().rfind(lines[-1])].rstrip()
    blank = len(body) - len(body.lstrip())
    return Span(start + min(blank, len(body)), start + len(body))


def _setext_level(heading: str) -> int:
    return 1 if heading.rstrip().endswith("=") else 2


def _fence(text: str, span: Span, info: str) -> FencedCodeBlock:
    first_end = _line_end(text, span.start, span.end)
    body_end = span.end
    last_start = max(text.rfind("\n", first_end - 1, _chomp(text, span)) + 1, first_end)
    closing = None
    marker = text[span.start]
    match = _FENCE.match(text, last_start)
    if last_start >= first_end and match and match[1][0] == marker and last_start < body_end:
        length = len(text[span.start : first_end].lstrip()) - len(
            text[span.start : first_end].lstrip().lstrip(marker)
        )
        if len(match[1]) >= length:
            closing = Span(last_start, _line_end(text, last_start, len(text)))
    return FencedCodeBlock(span, Span(span.start, first_end), closing, info)


def _chomp(text: str, span: Span) -> int:
    """The end of ``span`` without trailing line endings."""
    end = span.end
    while end > span.start and text[end - 1] in "\r\n":
        end -= 1
    return end


def _line_end(text: str, start: int, limit: int) -> int:
    match = _LINE_ENDING.search(text, start, limit)
    return match.end() if match else limit

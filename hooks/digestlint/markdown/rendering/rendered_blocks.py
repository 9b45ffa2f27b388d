"""What a renderer makes of a Markdown file, block by block.

A block's HTML is a function of the parser's events inside it and of the containers around it
(CommonMark 0.31, appendix "A parsing strategy"), so these are what is kept and compared. The
parser is asked anew, and only the dialect is taken from ``markdown``: this is for checking what the
other packages did.
"""

from __future__ import annotations

import pyromark

from digestlint._runtime.records import NamedTuple
from digestlint.markdown.events import OPTIONS
from digestlint.markdown.labels import reference_label
from digestlint.markdown.rendering.rendered_events import as_rendered, parts, rendered_events

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Any

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
# Blocks that hold no blocks; a table is one, because its delimiter row decides over all of it.
_LEAVES = frozenset({"Paragraph", "Heading", "CodeBlock", "HtmlBlock", "Table", "ContainerBlock"})
VERBATIM = frozenset({"CodeBlock", "HtmlBlock"})
DEFINITION = ("Definition",)
_REFERENCES = frozenset({"Link", "Image"})
_TIGHT = "tight"  # the text of an item of a tight list, which is not a paragraph
_CONTAINERS = frozenset({"List", "Item", "BlockQuote", "FootnoteDefinition"})


class RenderedBlock(NamedTuple):
    """A block that holds no other, or a definition; offsets count bytes of the file."""

    start: int
    end: int  # without line endings
    containers: tuple[str, ...]  # what is around it, outermost first; its own kind last
    # A hash of the events inside, which would take a hundred times the text; or the label, the
    # destination and the title that are defined.
    content: int | tuple[Any, ...]
    labels: tuple[str, ...] = ()  # the references in it, as ``reference_label`` writes them


def footnote_label(written: str) -> str:
    """Return the label of a footnote for comparison, distinct from those of references."""
    return "^" + reference_label(written)


class Rendered(NamedTuple):
    """A file as a renderer sees it."""

    blocks: list[RenderedBlock]  # in order
    definitions: list[RenderedBlock]  # of references and footnotes; first is the label


def rendered(data: bytes) -> Rendered:
    """Return the blocks of a Markdown file."""
    base = len(_BYTE_ORDER_MARK) if data.startswith(_BYTE_ORDER_MARK) else 0
    text = data[base:].decode("utf-8", "surrogateescape")
    text = as_rendered(text)
    collector = _Collector(data, base)
    for event, where in rendered_events(text):
        collector.take(event, where["start"], where["end"])
    definitions = collector.footnotes
    if "]:" in text:
        for name, value in pyromark.reference_definitions(text, options=OPTIONS).items():
            start, end = value["span"]["start"], value["span"]["end"]
            content = (reference_label(name), value["dest"], value["title"])
            definitions.append(RenderedBlock(start + base, end + base, DEFINITION, content))
    return Rendered(collector.blocks, definitions)


class _Collector:
    """Cuts the parser's events into blocks."""

    def __init__(self, data: bytes, base: int) -> None:
        self._data = data
        self._base = base
        self.blocks: list[RenderedBlock] = []
        self.footnotes: list[RenderedBlock] = []
        self._containers: list[str] = []
        self._around: dict[tuple[str, ...], tuple[str, ...]] = {}  # each once, for all its blocks
        self._content = 0
        self._html: list[str] = []  # pieces that are next to each other
        self._labels: set[str] = set()
        self._kind: str | None = None  # of the open block
        self._start = self._end = 0

    def take(self, event: Any, start: int, end: int) -> None:
        """Take one event, ``[start, end)`` in bytes after the byte order mark."""
        verb, kind, value = parts(event)
        if verb == "Start" and kind in _LEAVES:
            self._close()
            self._kind, self._start, self._end = kind, start, end
            if value is not None:
                self._add("Start", kind, value)
        elif verb == "End" and kind in _LEAVES:
            self._close()
        elif kind in _CONTAINERS:
            self._close()
            self._container(verb, kind, value, (start + self._base, end + self._base))
        elif kind == "Rule":
            self._close()
            self._kind, self._start, self._end = kind, start, end
            self._close()
        else:
            if self._kind is None:
                self._kind, self._start = _TIGHT, start
            if self._kind is _TIGHT:
                self._end = end
            if kind == "Html":  # cut differently by lines that end differently
                self._html.append(value.replace("\r\n", "\n"))
            else:
                self._add(verb, kind, value)

    def _add(self, verb: str, kind: str, value: Any) -> None:
        if self._html:
            html = "".join(self._html)
            self._html.clear()
            self._add("", "Html", html)
        if kind == "FootnoteReference":
            self._labels.add(footnote_label(value))
        elif kind in _REFERENCES and value is not None and value["id"]:
            self._labels.add(reference_label(value["id"] or ""))
        if isinstance(value, dict):
            value = repr(value)
        self._content = hash((self._content, verb, kind, value))

    def _container(self, verb: str, kind: str, value: Any, span: tuple[int, int]) -> None:
        if verb == "End":
            self._containers.pop()
            return
        if kind == "List":  # what number it starts with is the business of its first item
            kind = "BulletList" if value is None else "OrderedList"
        elif kind == "FootnoteDefinition":
            # Its blocks are compared themselves; where the last one ends is their business.
            end = span[0] + len(f"[^{value}]:".encode())
            self.footnotes.append(RenderedBlock(span[0], end, DEFINITION, (footnote_label(value),)))
        elif value is not None:
            kind = f"{kind} {value}"
        self._containers.append(kind)

    def _close(self) -> None:
        if self._kind is None:
            return
        start, end = self._start + self._base, self._end + self._base
        # Whether a list is loose is its own business, so that its paragraphs are alike.
        kind = "Paragraph" if self._kind is _TIGHT else self._kind
        whitespace = b"\r\n" if kind in VERBATIM else b" \t\r\n"
        while end > start and self._data[end - 1] in whitespace:
            end -= 1
        self._add("End", "", None)
        containers = (*self._containers, kind)
        containers = self._around.setdefault(containers, containers)
        labels = tuple(self._labels)
        self.blocks.append(RenderedBlock(start, end, containers, self._content, labels))
        self._kind, self._content = None, 0
        self._labels.clear()

"""What a renderer shows of a text, its comments for digestlint left out; where they can be put.

Two texts that differ in such comments only are shown alike if no comment is in the way of anything:
inside code or a tag, behind the marks that end a heading, or between the lines of a table.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

import pyromark

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.markdown.events import OPTIONS
from digestlint.markdown.front_matter import front_matter_end
from digestlint.markdown.rendering.rendered_events import as_rendered, parts, rendered_events
from digestlint.text.lines import LINE_ENDING

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    pass

_COMMENT = lazy_pattern(r"<!--\s*digestlint-[^>]*-->\Z")
_IN_HTML = lazy_pattern(
    r"^<!--\s*digestlint-[^>]*-->\r?\n?| ?<!--\s*digestlint-[^>]*-->", re.MULTILINE
)
_ROW = lazy_pattern(rb"\r\n?|\n")


class Block(NamedTuple):
    """A block that is in no other: its first row and its last one, counted from 1."""

    first: int
    last: int


class Outline(NamedTuple):
    """Where a text has its outermost blocks, its headings and its code."""

    blocks: list[Block]  # in order
    headings: frozenset[int]  # the rows of headings
    code: frozenset[int]  # the rows of code blocks
    front_matter: int  # its last row; 0 if there is none

    def block_at(self, row: int) -> Block:
        """Return the outermost block in ``row``; the row itself where there is none."""
        i = bisect_right(self.blocks, row, key=lambda block: block.first) - 1
        if i >= 0 and row <= self.blocks[i].last:
            return self.blocks[i]
        return Block(row, row)


def outline(text: str) -> Outline:
    """Return where a text has its outermost blocks, its headings and its code."""
    rendered = as_rendered(text)
    data = rendered.encode()
    starts = [0, *(match.end() for match in _ROW.finditer(data))]
    blocks: list[Block] = []
    rows: dict[str, set[int]] = {"Heading": set(), "CodeBlock": set()}
    depth = 0
    for event, where in rendered_events(rendered):
        verb, kind, _ = parts(event)
        if verb == "End":
            depth -= 1
            continue
        block = _rows(data, starts, where)
        if depth == 0:
            blocks.append(block)
        if kind in rows:
            rows[kind].update(range(block.first, block.last + 1))
        depth += verb == "Start"
    head = text[: front_matter_end(text)]
    front_matter = len(LINE_ENDING.findall(head)) + bool(head and head[-1] not in "\r\n")
    return Outline(blocks, frozenset(rows["Heading"]), frozenset(rows["CodeBlock"]), front_matter)


def _rows(data: bytes, starts: list[int], where: dict[str, int]) -> Block:
    start, end = where["start"], where["end"]
    end = start + len(data[start:end].rstrip(b" \t\r\n"))
    return Block(bisect_right(starts, start), bisect_right(starts, max(start, end - 1)))


def shown(text: str) -> int:
    """Return a hash of what a renderer shows of ``text``, comments for digestlint aside."""
    seen = 0
    rendered = as_rendered(text)
    for part in _parts(rendered):
        seen = hash((seen, part))
    if "]:" in rendered:
        found = pyromark.reference_definitions(rendered, options=OPTIONS)
        for name in sorted(found):
            seen = hash((seen, name, found[name]["dest"], found[name]["title"]))
    return seen


def _parts(rendered: str) -> Iterator[str]:
    """Yield the events, those of comments and the space before them left out."""
    pending = ""  # text, of which a comment may take the last space
    html: list[str] | None = None  # the lines of an HTML block
    for event, _ in rendered_events(rendered):
        verb, kind, _ = parts(event)
        if kind == "HtmlBlock":
            if verb == "Start":
                html = []
            else:
                if left := _IN_HTML.sub("", "".join(html or ())):
                    yield f"html {left}"
                html = None
        elif html is not None:
            html.append(str(event[kind]))
        elif kind == "InlineHtml" and _COMMENT.match(event[kind]):
            pending = pending.removesuffix(" ")
        elif kind == "Text":
            pending += event[kind]
        else:
            yield f"text {pending}"
            pending = ""
            yield repr(event)
    yield pending

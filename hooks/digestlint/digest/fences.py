"""Stray fences: ``` lines that swallow the sections of a note.

Generators wrap a model's answer in a fence by mistake. Such a block has no language, or one that
names no code (``markdown``, ``text``), and headings or labels of the schema inside. To look at what
it hides, its fence lines are masked and the text parsed again; every offset stays what it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.digest.readers.notes import NoteReader
from digestlint.markdown import FencedCodeBlock, Markdown, Span, SpanSet
from digestlint.text.edits import applied, overlap

FENCE_LINE = lazy_pattern(
    r"(?:^|(?<=\r)) {0,3}(`{3,}|~{3,})([^\r\n]*)(?:\r\n?|\n|\Z)", re.MULTILINE
)
FENCE = lazy_pattern(r"`+|~+")
# What a generator names its whole answer; other languages are code.
_MARKDOWN_NAMES = {"markdown", "md", "mdown", "mkd", "mdx", "rmd", "gfm", "commonmark"}
_LANGUAGES = _MARKDOWN_NAMES | {
    *("text", "txt", "plaintext", "plain", "latex", "tex", "none", "output", "answer", "response")
}
_INFO_WORD = lazy_pattern(r"[\s{.]*([^\s{}.,:;]*)")
_FENCES_TO_LOOK_AT = 100
_NO_LINE_ENDING = lazy_pattern(r"[^\r\n]")


class _Finder(NamedTuple):
    """Looks for stray fences in one parse of a text."""

    markdown: Markdown
    reader: NoteReader
    regions: SpanSet  # which hold notes

    def find(self) -> list[FencedCodeBlock]:
        items = SpanSet(self.markdown.items.spans)
        found: list[FencedCodeBlock] = []
        for fence in self.markdown.fences:
            if not names_no_code(fence) or not begins_line(self.markdown.text, fence):
                continue
            if items.at(fence.span.start):
                continue
            if found and fence.span.start < found[-1].span.end:
                continue  # looked at again when the fence around it is masked
            fence = self._with_partner(fence)
            if self._swallows_notes(fence):
                found.append(fence)
        return found

    def _with_partner(self, fence: FencedCodeBlock) -> FencedCodeBlock:
        """``fence`` with the closing line that is meant.

        To CommonMark a block in a swallowed note closes the block around it. Here blocks that
        open with a language, or with the other kind of fence, are paired with their own closing.
        """
        if fence.closing is None:
            return fence
        text = self.markdown.text
        outer = FENCE.match(text, fence.span.start)
        inner = ""  # the fence of the block inside that is open
        lines = FENCE_LINE.finditer(text, fence.opening.end)
        for line in islice(lines, _FENCES_TO_LOOK_AT):
            bare = not line[2].strip()
            if inner:
                if bare and line[1].startswith(inner):
                    inner = ""
            elif outer and bare and line[1].startswith(outer[0]):
                beyond = line.start() > fence.closing.start
                if not beyond or self.reader.begins(text, fence.closing.end, line.start()):
                    return fence
                span = Span(fence.span.start, line.end())
                return fence._replace(span=span, closing=Span(*line.span()))
            elif "`" not in line[2]:
                inner = line[1]
        return fence

    def _swallows_notes(self, fence: FencedCodeBlock) -> bool:
        region = self.regions.at(fence.span.start)
        return region is not None and self.reader.hides(self.markdown, region, fence)


def find_stray_fences(markdown: Markdown, reader: NoteReader) -> list[FencedCodeBlock]:
    """Return the fenced blocks in notes that hide section headings or fields, closed or not.

    A block's ``closing`` is the line that ends the swallowed text, which for nested blocks may lie
    beyond the one CommonMark takes.
    """
    if not (reader.spec.sections or reader.spec.fields) or not markdown.fences:
        return []
    return _Finder(markdown, reader, SpanSet(reader.regions(markdown))).find()


def names_no_code(fence: FencedCodeBlock) -> bool:
    """Whether the block's info string could be that of a model's whole answer."""
    word = _INFO_WORD.match(fence.info)
    return word is None or not word[1] or word[1].lower() in _LANGUAGES


def begins_line(text: str, fence: FencedCodeBlock) -> bool:
    """Whether the opening fence begins its line: no list marker or ``>`` before it."""
    start = fence.span.start
    while start and text[start - 1] == " ":
        start -= 1
    return not start or text[start - 1] in "\r\n"


def mask_fences(text: str, fences: Iterable[FencedCodeBlock]) -> str:
    """``text`` with the fence lines of ``fences`` replaced by spaces, character for character."""
    lines = [
        line for fence in fences for line in (fence.opening, fence.closing) if line is not None
    ]
    return mask_spans(text, lines)


def mask_spans(text: str, spans: Iterable[Span]) -> str:
    """``text`` with the characters of ``spans`` replaced by spaces, line endings aside."""
    edits: list[tuple[int, int, str]] = []
    for start, end in sorted(spans):
        edit = start, end, _NO_LINE_ENDING.sub(" ", text[start:end])
        if not (edits and overlap(edits[-1], edit)):
            edits.append(edit)
    return applied(text, edits)

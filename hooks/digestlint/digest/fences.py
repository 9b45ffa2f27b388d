"""Stray fences: ``` lines that swallow the sections of a note.

Generators wrap a model's answer in a fence by mistake. Such a block has no language (or
``markdown``), and headings of the schema inside. To look at what it hides, its fence lines are
blanked and the text parsed again; every offset stays what it was.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from digestlint.digest.headings import Fits, match_section
from digestlint.markdown import FencedCodeBlock, Markdown, Span, SpanSet
from digestlint.schema import NoteSpec

_ATX_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+([^\r\n]*?)[ \t]*(?=[\r\n]|\Z)", re.MULTILINE)
_FENCE_LINE = re.compile(r"^ {0,3}(`{3,}|~{3,})([^\r\n]*)(?:\r\n?|\n|\Z)", re.MULTILINE)
# What a generator names its whole answer; other languages are code.
_LANGUAGES = frozenset({"", "markdown", "md"})


@dataclass(frozen=True, slots=True)
class _Finder:
    """Looks for stray fences in one parse of a text."""

    markdown: Markdown
    spec: NoteSpec
    regions: Sequence[Span]
    fits: Fits

    def find(self) -> list[FencedCodeBlock]:
        items = SpanSet(item.span for item in self.markdown.items)
        found = []
        for fence in self.markdown.fences:
            if fence.info.strip().lower() not in _LANGUAGES:
                continue
            if not _stands_alone(self.markdown.text, fence) or items.at(fence.span.start):
                continue
            fence = self._with_partner(fence)
            if self._swallows_sections(fence):
                found.append(fence)
        return found

    def _with_partner(self, fence: FencedCodeBlock) -> FencedCodeBlock:
        """``fence`` with the closing line that is meant.

        To CommonMark a block in a swallowed note closes the block around it. Where an opening
        with a language stands in between, the next bare fence closes that one.
        """
        text, depth = self.markdown.text, 0
        marker = text[fence.span.start]
        length = len(text[fence.span.start :]) - len(text[fence.span.start :].lstrip(marker))
        for line in _FENCE_LINE.finditer(text, fence.opening.end):
            info = line[2].strip()
            if line[1][0] != marker or "`" in info:
                continue
            if info:
                depth += 1
            elif depth:
                depth -= 1
            elif len(line[1]) >= length:
                if fence.closing is None or self._note_begins(fence.closing.end, line.start()):
                    break
                return replace(
                    fence, span=Span(fence.span.start, line.end()), closing=Span(*line.span())
                )
        return fence

    def _note_begins(self, start: int, end: int) -> bool:
        return any(
            len(match[1]) <= self.spec.level
            for match in _ATX_HEADING.finditer(self.markdown.text, start, end)
        )

    def _swallows_sections(self, fence: FencedCodeBlock) -> bool:
        region = next(
            (r for r in self.regions if r.start <= fence.span.start < r.end), Span(0, 0)
        )
        headings = self.markdown.headings
        last = bisect_right(headings, fence.span.start, key=lambda heading: heading.span.start)
        in_note = any(
            heading.level == self.spec.level and heading.span.start >= region.start
            for heading in headings[:last][::-1]
        )
        end = min(fence.closing.start if fence.closing else fence.span.end, region.end)
        for match in _ATX_HEADING.finditer(self.markdown.text, fence.opening.end, end):
            level = len(match[1])
            in_note |= level == self.spec.level
            right_level = self.spec.section_level in (None, level)
            if in_note and right_level and self._is_section(Span(*match.span(2))):
                return True
        return False

    def _is_section(self, content: Span) -> bool:
        found = match_section(self.markdown.text, content, self.spec.sections, self.fits)
        return found is not None


def find_stray_fences(
    markdown: Markdown, spec: NoteSpec, regions: Sequence[Span], fits: Fits
) -> list[FencedCodeBlock]:
    """The fenced blocks in notes that hide section headings, closed or not.

    ``regions`` are the parts of the text that hold notes. A block's ``closing`` is the line that
    ends the swallowed text, which for nested blocks may lie beyond the one CommonMark takes.
    """
    if not spec.sections or not markdown.fences:
        return []
    return _Finder(markdown, spec, regions, fits).find()


def _stands_alone(text: str, fence: FencedCodeBlock) -> bool:
    """Whether the opening fence begins its line: no list marker or ``>`` before it."""
    start = fence.span.start
    while start and text[start - 1] == " ":
        start -= 1
    return not start or text[start - 1] in "\r\n"


def blank(text: str, fences: Iterable[FencedCodeBlock]) -> str:
    """``text`` with the fence lines of ``fences`` replaced by blanks, character for character."""
    lines = sorted(
        line for fence in fences for line in (fence.opening, fence.closing) if line is not None
    )
    parts = []
    position = 0
    for line in lines:
        if line.start < position:
            continue
        parts.append(text[position : line.start])
        parts.append(re.sub(r"[^\r\n]", " ", text[line.start : line.end]))
        position = line.end
    return "".join(parts) + text[position:]

"""Stray fences: ``` lines that swallow the sections of a note.

Generators wrap a model's answer in a fence by mistake. Such a block has no language (or
``markdown``), and headings of the schema inside. To look at what it hides, its fence lines are
blanked and the text parsed again; every offset stays what it was.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from digestlint.digest.headings import Fits, match_section
from digestlint.markdown import FencedCodeBlock, Markdown, Span, SpanSet
from digestlint.schema import NoteSpec

_ATX_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+([^\r\n]*?)[ \t]*(?=[\r\n]|\Z)", re.MULTILINE)
_FENCE_LINE = re.compile(r"^ {0,3}(`{3,}|~{3,})([^\r\n]*)(?:\r\n?|\n|\Z)", re.MULTILINE)
# What a generator names its whole answer; other languages are code.
_LANGUAGES = frozenset({"", "markdown", "md"})
_FENCES_TO_LOOK_AHEAD = 100


@dataclass(frozen=True, slots=True)
class _Finder:
    """Looks for stray fences in one parse of a text."""

    markdown: Markdown
    spec: NoteSpec
    regions: Sequence[Span]
    fits: Fits
    note_starts: Sequence[int]  # of headings at the level of notes

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

        To CommonMark a block in a swallowed note closes the block around it. Where openings with
        a language stand in between, the next bare fences close those.
        """
        if fence.closing is None:
            return fence
        text = self.markdown.text
        marker = text[fence.span.start]
        inner = _FENCE_LINE.finditer(text, fence.opening.end, fence.closing.start)
        depth = sum(line[1][0] == marker and bool(line[2].strip()) for line in inner)
        if not depth:
            return fence
        depth -= 1  # what closes the whole block to CommonMark closes one of those
        beyond = _FENCE_LINE.finditer(text, fence.closing.end, self._next_note(fence.closing.end))
        for line in islice(beyond, _FENCES_TO_LOOK_AHEAD):
            if line[1][0] != marker:
                continue
            if line[2].strip():
                depth += 1
            elif depth:
                depth -= 1
            else:
                return replace(
                    fence, span=Span(fence.span.start, line.end()), closing=Span(*line.span())
                )
        return fence

    def _next_note(self, start: int) -> int:
        """Where the next note begins, whether its heading is swallowed as well or not."""
        for match in _ATX_HEADING.finditer(self.markdown.text, start):
            if len(match[1]) <= self.spec.level:
                return match.start()
        return len(self.markdown.text)

    def _swallows_sections(self, fence: FencedCodeBlock) -> bool:
        region = next((r for r in self.regions if r.start <= fence.span.start < r.end), None)
        if region is None:
            return False
        in_note = bisect_left(self.note_starts, fence.span.start) > bisect_left(
            self.note_starts, region.start
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
    starts = [h.span.start for h in markdown.headings if h.level == spec.level]
    return _Finder(markdown, spec, regions, fits, starts).find()


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

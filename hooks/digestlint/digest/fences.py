"""Stray fences: a pair of ``` lines that swallows the sections of a note.

Generators wrap a model's answer in a fence by mistake. Such a block has no language, and headings
of the schema inside. To look at what it hides, its two lines are blanked and the text parsed again;
every offset stays what it was.
"""

from __future__ import annotations

import re

from digestlint.digest.headings import Fits, match_section
from digestlint.markdown import FencedCodeBlock, Markdown, Span
from digestlint.schema import Schema

_ATX_HEADING = re.compile(r"^(#{1,6})[ \t]+(.*?)[ \t]*\r?$", re.MULTILINE)


def find_stray_fences(markdown: Markdown, schema: Schema, fits: Fits) -> list[FencedCodeBlock]:
    """The closed fenced blocks of ``markdown`` that hide section headings of ``schema``."""
    if schema.notes is None or not schema.notes.sections:
        return []
    return [
        fence
        for fence in markdown.fences
        if fence.closing
        and not fence.info.strip()
        and _hides_section(markdown, fence, schema, fits)
    ]


def _hides_section(markdown: Markdown, fence: FencedCodeBlock, schema: Schema, fits: Fits) -> bool:
    assert schema.notes and fence.closing
    for match in _ATX_HEADING.finditer(markdown.text, fence.opening.end, fence.closing.start):
        content = Span(*match.span(2))
        if len(match[1]) == schema.notes.section_level and match_section(
            markdown.text, content, schema.notes.sections, fits
        ):
            return True
    return False


def blank(text: str, fences: list[FencedCodeBlock]) -> str:
    """``text`` with the lines of ``fences`` replaced by blanks, character for character."""
    parts = []
    position = 0
    for fence in fences:
        for line in filter(None, (fence.opening, fence.closing)):
            parts.append(text[position : line.start])
            parts.append(re.sub(r"[^\r\n]", " ", text[line.start : line.end]))
            position = line.end
    return "".join(parts) + text[position:]

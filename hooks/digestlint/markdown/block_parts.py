"""Where the parts of headings and fenced code blocks stand in their source."""

from __future__ import annotations

import re

from digestlint.markdown.model import FencedCodeBlock, Span

_LINE_ENDING = re.compile(r"\r\n?|\n")
_BLANKS = " \t\r\n"


def heading_content(text: str, span: Span) -> Span:
    """The inline content of the heading at ``span`` (CommonMark 0.31, sections 4.2 and 4.3)."""
    start, end = span
    if text[start] == "#":
        while start < end and text[start] == "#":
            start += 1
        body = text[start:end].rstrip(_BLANKS)
        closed = body.rstrip("#")
        if not closed or closed[-1] in " \t":
            body = closed.rstrip(_BLANKS)
    else:
        body = text[start:end].rstrip(_BLANKS)
        underline = max(body.rfind("\n"), body.rfind("\r")) + 1
        body = body[:underline].rstrip(_BLANKS)
    blank = len(body) - len(body.lstrip(_BLANKS))
    return Span(start + blank, start + len(body))


def heading_level(text: str, span: Span) -> int:
    """1 to 6: the number of ``#``, or what a setext underline means."""
    source = text[span.start : span.end]
    if source.startswith("#"):
        return len(source) - len(source.lstrip("#"))
    return 1 if source.rstrip(_BLANKS).endswith("=") else 2


def fenced_code_block(text: str, span: Span, info: str, content_end: int) -> FencedCodeBlock:
    """A fenced code block; ``content_end`` is the end of the last line of code the parser saw."""
    opening = Span(span.start, _line_end(text, span.start, span.end))
    closing_start = max(content_end, opening.end)
    closing = None
    if text[closing_start : span.end].strip(_BLANKS + ">"):
        closing = Span(closing_start, _line_end(text, span.end - 1, len(text)))
    return FencedCodeBlock(span, opening, closing, info)


def _line_end(text: str, start: int, limit: int) -> int:
    match = _LINE_ENDING.search(text, start, limit)
    return match.end() if match else limit

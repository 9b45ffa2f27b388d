"""Where the parts of headings and fenced code blocks are in their source."""

from __future__ import annotations

from digestlint.markdown.nodes import FencedCodeBlock, Heading
from digestlint.text.lines import LINE_ENDING
from digestlint.text.spans import Span

_WHITESPACE = " \t\r\n"


def heading(text: str, span: Span, shown: str, own_id: str | None) -> Heading:
    """Return the heading at ``span``, which shows ``shown`` (CommonMark 0.31, 4.2 and 4.3)."""
    start, end = span
    source = text[start:end].rstrip(_WHITESPACE)
    underline = max(source.rfind("\n"), source.rfind("\r")) + 1
    if not underline:
        body = source.lstrip("#")
        level = len(source) - len(body)
        start += level
        if body.endswith("#"):
            closed = body.rstrip("#")
            if closed[-1] in " \t":
                body = closed.rstrip(_WHITESPACE)
    else:
        level = 1 if source.endswith("=") else 2
        body = source[:underline].rstrip(_WHITESPACE)
    end = start + len(body)
    return Heading(span, Span(end - len(body.lstrip(_WHITESPACE)), end), level, shown, own_id)


def fenced_code_block(text: str, span: Span, info: str, content_end: int) -> FencedCodeBlock:
    """Return a fenced code block; ``content_end`` is the end of the last line of code parsed."""
    opening = Span(span.start, _line_end(text, span.start, span.end))
    closing_start = max(content_end, opening.end)
    closing = None
    if text[closing_start : span.end].strip(_WHITESPACE + ">"):
        closing = Span(closing_start, _line_end(text, span.end - 1, len(text)))
    return FencedCodeBlock(span, opening, closing, info)


def _line_end(text: str, start: int, limit: int) -> int:
    match = LINE_ENDING.search(text, start, limit)
    return match.end() if match else limit

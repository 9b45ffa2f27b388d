"""What a reader sees of a stretch of Markdown, as plain text."""

from __future__ import annotations

import html
import re

from digestlint._runtime.patterns import lazy_pattern
from digestlint.markdown import Markdown, Span

# Emphasis, code spans, and the markers that begin lines.
_MARKS = lazy_pattern(
    r"[*`]+|~~|(?<!\w)_+(?=\S)|(?<=\S)_+(?!\w)|^[ \t]*(?:>[ \t]*)*(?:[-+][ \t]|#{1,6}[ \t])?", re.M
)
_BREAK = lazy_pattern(r"<(?:br|/p|/li|/div|/tr)\b", re.IGNORECASE)
_SPACES = lazy_pattern(r"[^\S\n]+")
_BLANKS = lazy_pattern(r" ?\n(?: ?\n)+ ?")


def shown_text(markdown: Markdown, span: Span) -> str:
    """Return the text in ``span`` without markup; images and math stay as they are written.

    Lines are those of the source, and paragraphs have a blank line between them.
    """
    text = markdown.text
    hidden = [
        (*each, "\n" if _BREAK.match(text, each.start) else "")
        for each in markdown.html.within(*span)
    ]
    for link in markdown.links_in(*span):
        if not link.image and link.span.end <= span.end:
            hidden.append((link.span.start, link.text.start, ""))
            hidden.append((link.text.end, link.span.end, ""))
    pieces = []
    at = span.start
    for start, end, shown in sorted(hidden):
        if start >= at:
            pieces += [text[at:start], shown]
            at = end
    pieces.append(text[at : span.end])
    plain = _MARKS.sub("", html.unescape("".join(pieces)))
    return _BLANKS.sub("\n\n", _SPACES.sub(" ", plain.replace("\r\n", "\n"))).strip()

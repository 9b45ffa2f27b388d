"""Trying an edit on one paragraph: what its reader would see."""

from __future__ import annotations

import re
from collections.abc import Iterable

from digestlint.finding import Edit
from digestlint.markdown import Markdown, Span, parse

_MARKERS = re.compile(r"^[ \t>]+", re.MULTILINE)


def edited(text: str, block: Span, edits: Iterable[Edit]) -> str:
    """``block`` of ``text`` after ``edits``, which lie inside it and do not overlap."""
    parts, position = [], block.start
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        parts += [text[position : edit.start], edit.content]
        position = edit.end
    return "".join(parts) + text[position : block.end]


def parsed(paragraph: str) -> Markdown:
    """``paragraph`` alone, without the markers of quotes at the beginning of its lines."""
    return parse(_MARKERS.sub("", paragraph))


def visible_text(paragraph: str) -> str:
    """The prose of ``paragraph``: no markup, code, math, HTML, destinations, or quotes' markers."""
    markdown = parsed(paragraph)
    return "".join(markdown.text[slice(*span)] for span in markdown.prose)

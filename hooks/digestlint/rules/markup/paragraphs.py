"""Trying an edit on one paragraph: what its reader would see."""

from __future__ import annotations

import re

from digestlint._runtime.patterns import lazy_pattern
from digestlint.markdown import Markdown, parse

_MARKERS = lazy_pattern(r"^[ \t>]+", re.MULTILINE)


def parsed(paragraph: str) -> Markdown:
    """``paragraph`` alone, without the markers of quotes at the beginning of its lines."""
    return parse(_MARKERS.sub("", paragraph))


def visible_text(paragraph: str) -> str:
    """Return the prose of ``paragraph``.

    Markup, code, math, HTML, destinations, and the markers of quotes are none.
    """
    markdown = parsed(paragraph)
    return "".join(markdown.text[slice(*span)] for span in markdown.prose)

"""One paragraph by itself, to try an edit on: what its reader would see."""

from __future__ import annotations

import re

from digestlint._runtime.patterns import lazy_pattern
from digestlint.markdown import Markdown, parse

_MARKERS = lazy_pattern(r"^[ \t>]+", re.MULTILINE)


def parsed(paragraph: str) -> Markdown:
    """Return ``paragraph`` parsed, without block quote markers at the beginning of its lines."""
    return parse(_MARKERS.sub("", paragraph))


def visible_text(paragraph: str) -> str:
    """Return the prose of ``paragraph``.

    Without markup, code, math, HTML, link destinations and block quote markers.
    """
    markdown = parsed(paragraph)
    return "".join(markdown.text[slice(*span)] for span in markdown.prose)

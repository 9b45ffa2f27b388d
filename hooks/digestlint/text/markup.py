"""HTML for notebooks, in the colours of the review page: escaped text in elements of our own."""

from __future__ import annotations

import html

# As in review/static/page.css, on light ground; text on them is dark in every theme.
TINTS = {
    "sure": "#d3f5dc",
    "doubt1": "#fff1b8",
    "doubt2": "#ffd8a8",
    "doubt3": "#ffc0b5",
}
_TEXT = "#1b1f24"
_STEPS = ((0.99, "sure"), (0.9, "doubt1"), (0.7, "doubt2"))


def escaped(text: str) -> str:
    """Return text as HTML."""
    return html.escape(text)


def tint(posterior: float) -> str:
    """Return the name of the colour of a restored character: the less certain, the stronger."""
    return next((name for least, name in _STEPS if posterior >= least), "doubt3")


def tinted(text: str, posterior: float, title: str) -> str:
    """Return a restored character with the colour of its posterior, and what is said of it."""
    style = f"background:{TINTS[tint(posterior)]};color:{_TEXT};border-radius:2px"
    return f'<span style="{style}" title="{html.escape(title)}">{html.escape(text)}</span>'


def preformatted(content: str) -> str:
    """Return a block of text, in which ``content`` is HTML already."""
    return f'<pre style="white-space:pre-wrap;overflow-wrap:anywhere">{content}</pre>'


def table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """Return a table; the cells of ``rows`` are HTML already."""
    heads = "".join(f"<th>{html.escape(cell)}</th>" for cell in head)
    style = ' style="text-align:left;vertical-align:top"'
    body = "".join(f"<tr>{''.join(f'<td{style}>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"

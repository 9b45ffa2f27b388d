"""Links in raw HTML: ``<a href="…">text</a>``."""

from __future__ import annotations

from collections.abc import Iterator

from digestlint.markdown import Markdown, Span


def html_links(markdown: Markdown) -> Iterator[tuple[str, Span]]:
    """Yield the destination and the text span of each link."""
    opened: tuple[str, int] | None = None
    for tag in markdown.html_tags:
        if tag.name.lower() != "a":
            continue
        if not tag.closing:
            destination = tag.attributes.get("href")
            opened = (destination, tag.span.end) if destination else None
        elif opened is not None:
            yield opened[0], Span(opened[1], tag.span.start)
            opened = None

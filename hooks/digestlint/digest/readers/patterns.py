"""What the patterns of a schema find in the source of an entry or of a note's name."""

from __future__ import annotations

from bisect import bisect_left

from digestlint._runtime.patterns import lazy_pattern
from digestlint.digest.nodes import Group
from digestlint.markdown import Markdown, Span

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from digestlint.digest.schema.searching import Match

_CLOSING = lazy_pattern(r"</[aA]\b")


def groups(match: Match, shift: int = 0, known: str = "") -> dict[str, Group]:
    """Return what the named groups of ``match`` are, in a text that has its own at ``shift``.

    ``known`` is a string that many are equal to, which is kept already.
    """
    found = {}
    for name, text in match.groupdict().items():
        if text is not None:
            start = match.start(name) + shift
            found[name] = Group(known if text == known else text, Span(start, start + len(text)))
    return found


def linked(markdown: Markdown, part: Span, title: Group | None) -> Group | None:
    """Return what ``title`` in a ``part`` of the text is linked to."""
    if title is None:
        return None
    for link in markdown.links_in(*part):
        if not link.image and link.span.start < title.span.end and title.span.start < link.span.end:
            return Group(link.destination, link.target or link.span)
    return _html_linked(markdown, part, title) if markdown.html_links else None


def _html_linked(markdown: Markdown, part: Span, title: Group) -> Group | None:
    """Return what ``title`` is linked to by an element that begins before it ends."""
    links = markdown.html_links
    place = bisect_left(links, title.span.end, key=lambda link: link.span.start)
    while place and (link := links[place - 1]).span.start >= part.start:
        if not link.image:
            closed = _CLOSING.search(markdown.text, link.span.end, title.span.start)
            return None if closed else Group(link.destination, link.target)
        place -= 1
    return None

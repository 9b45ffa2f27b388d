"""What the patterns of a schema find in the source of an entry or of a note's name."""

from __future__ import annotations

from collections.abc import Mapping

from digestlint.digest.nodes import Entry, Group
from digestlint.digest.schema import EntrySpec, schema_pattern
from digestlint.markdown import Link, Markdown, Span

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from digestlint.digest.schema.searching import Match


def entry_at(markdown: Markdown, spec: EntrySpec, span: Span, content: Span) -> Entry | None:
    """Return the entry at ``span``, if the schema's pattern is found in its ``content``."""
    # A pattern's ^ and $ mean the content's own ends, so it is matched on a slice.
    match = schema_pattern(spec.pattern).search(markdown.text[content.start : content.end])
    if match is None:
        return None
    found = groups(match, content.start)
    title = found.get("title")
    url = found.get("url") or linked(markdown, span, title)
    return Entry(span, content, title, found.get("date"), _roles(markdown, spec, span), url)


def groups(match: Match, shift: int = 0) -> dict[str, Group]:
    """Return what the named groups of ``match`` are, in a text that has its own at ``shift``."""
    return {
        name: Group(text, Span(match.start(name) + shift, match.end(name) + shift))
        for name, text in match.groupdict().items()
        if text is not None
    }


def linked(markdown: Markdown, part: Span, title: Group | None) -> Group | None:
    """Return what ``title`` in a ``part`` of the text is linked to."""
    if title is None:
        return None
    for link in markdown.links_in(*part):
        if not link.image and link.span.start < title.span.end and title.span.start < link.span.end:
            return Group(link.destination, link.target or link.span)
    return None


def _roles(markdown: Markdown, spec: EntrySpec, span: Span) -> Mapping[str, Link]:
    """Return the links in ``span`` whose texts the schema knows, the first one for each role."""
    roles = {text.casefold(): role for role, texts in spec.links.items() for text in texts}
    found: dict[str, Link] = {}
    for link in markdown.links_in(*span):
        role = roles.get(markdown.text[link.text.start : link.text.end].strip().casefold())
        if role is not None and not link.image:
            found.setdefault(role, link)
    return found

"""What a new text for headings does to the links that name their anchors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from digestlint.core.finding import Edit
from digestlint.document.document import Document
from digestlint.markdown import Span
from digestlint.markdown.anchors import assign_slugs, candidate_ids
from digestlint.rules.helpers.edits import smallest_edit


def retarget(document: Document, texts: Mapping[Span, str]) -> dict[Span, list[Edit] | None]:
    """Edits that make the links of this file follow headings whose text changes.

    ``texts`` holds the new plain text of headings, by their span. The result has, by span as well,
    the edits for each heading whose anchor changes with that and is named by a link. None stands
    for a heading that has a link which can't be edited: it is written in HTML, or its anchor is not
    the heading's alone.
    """
    renamed = _renamed(document, texts)
    edits: dict[Span, list[Edit] | None] = {}
    for destination, target in _destinations(document):
        if not destination.startswith("#"):
            continue
        named = candidate_ids(destination[1:], document.settings.anchor_style)
        old = next((name for name in named if name in renamed), None)
        if old is None:
            continue
        heading, new = renamed[old]
        known = edits.setdefault(heading, [])
        if target is None or len(document.targets_by_id.get(old, ())) > 1:
            edits[heading] = None
        elif known is not None:
            written = document.text[target.start : target.end]
            known.append(smallest_edit(target.start, written, f"#{new}"))
    return edits


def _renamed(document: Document, texts: Mapping[Span, str]) -> dict[str, tuple[Span, str]]:
    """Headings and their new slugs by old ones: a new text may shift the count of others, too."""
    headings = [heading for heading in document.markdown.headings if heading.id is None]
    style = document.settings.anchor_style
    before = assign_slugs([heading.text for heading in headings], style)
    after = assign_slugs([texts.get(heading.span, heading.text) for heading in headings], style)
    return {
        old: (heading.span, new)
        for heading, old, new in zip(headings, before, after, strict=True)
        if old and old != new
    }


def _destinations(document: Document) -> Iterator[tuple[str, Span | None]]:
    for link in document.markdown.links:
        if link.kind != "reference":  # its definition holds the target
            yield link.destination, link.target
    for definition in document.markdown.definitions:
        yield definition.destination, definition.target
    for tag in document.markdown.html_tags:
        yield tag.attributes.get("href", ""), None

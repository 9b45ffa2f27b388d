"""Updating the links to headings whose text, and so whose anchor, changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from digestlint.core.finding import Edit
from digestlint.document.document import Document
from digestlint.markdown import Span
from digestlint.markdown.anchors import assign_slugs, candidate_ids
from digestlint.rules.helpers.edits import smallest_edit


def retarget(document: Document, texts: Mapping[Span, str]) -> dict[Span, list[Edit] | None]:
    """Return the edits that update the links of this file to headings whose text changes.

    ``texts`` has the new plain text of headings by their span. The result has, also by span, the
    edits for each heading whose anchor changes and has a link; or None, if one of its links cannot
    be edited, because it is written in HTML or several headings share the anchor.
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
    """Return headings and new slugs by old slug; a new text may change the count in others."""
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
        if link.kind != "reference":  # its target is in the definition
            yield link.destination, link.target
    for definition in document.markdown.definitions:
        yield definition.destination, definition.target
    for tag in document.markdown.html_tags:
        yield tag.attributes.get("href", ""), None

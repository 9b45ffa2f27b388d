"""What a fragment can point to in a document: headings and HTML ids."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from digestlint.anchors import assign_slugs
from digestlint.markdown import Heading, Markdown, Span


@dataclass(frozen=True, slots=True)
class Target:
    """One place that a fragment can name."""

    id: str
    span: Span
    heading: Heading | None  # None for an HTML id


def find_targets(markdown: Markdown, style: str) -> Sequence[Target]:
    """All link targets of ``markdown`` as the renderer of ``style`` makes them, in order."""
    generated = [heading for heading in markdown.headings if heading.id is None]
    slugs = assign_slugs([heading.text for heading in generated], style)
    targets = [Target(s, h.span, h) for s, h in zip(slugs, generated, strict=True)]
    targets += [Target(h.id, h.span, h) for h in markdown.headings if h.id is not None]
    targets += [Target(html_id.id, html_id.span, None) for html_id in markdown.html_ids]
    return sorted(targets, key=lambda target: target.span)


def by_id(targets: Sequence[Target]) -> Mapping[str, Sequence[Target]]:
    """The targets of each id; an empty slug names nothing."""
    table: dict[str, list[Target]] = {}
    for target in targets:
        if target.id:
            table.setdefault(target.id, []).append(target)
    return table

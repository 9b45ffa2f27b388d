"""Markdown text to its parts: CommonMark 0.31 with GitHub's extensions, each with its place."""

from __future__ import annotations

from digestlint.markdown import bare_urls, destinations, html
from digestlint.markdown.builder import Builder
from digestlint.markdown.events import definitions, events, front_matter_end
from digestlint.markdown.model import Markdown, ReferenceDefinition
from digestlint.markdown.spans import Span, SpanSet


def parse(text: str, *, heading_attributes: bool = False) -> Markdown:
    """Parse ``text``; with ``heading_attributes``, ``# Title {#id}`` sets an id (pandoc, mkdocs).

    Never fails: every text is Markdown. ``text`` must hold no lone surrogates.
    """
    parts = Builder(text)
    parts.take(events(text, heading_attributes=heading_attributes))
    found = definitions(text, heading_attributes=heading_attributes)
    return _assemble(parts, text, [_definition(text, *place) for place in found])


def _definition(
    text: str, label: str, destination: str, start: int, end: int
) -> ReferenceDefinition:
    span = Span(start, end)
    target = destinations.definition_target(text, span)
    return ReferenceDefinition(span, label, destination, target)


def _assemble(parts: Builder, text: str, definitions: list[ReferenceDefinition]) -> Markdown:
    """Add what needs the whole text: bare URLs, raw HTML."""
    prose = SpanSet(zip(parts.prose_starts, parts.prose_ends, strict=True))
    tags, comments = html.scan(text, parts.html)
    opaque = [*parts.code, *parts.html, *parts.math, *(link.span for link in parts.links)]
    opaque += parts.outside_cells
    opaque += [definition.span for definition in definitions]
    front_matter = Span(0, end) if (end := front_matter_end(text)) else None
    if front_matter:
        opaque.append(front_matter)
    # What is no text: labels of footnotes, attributes of headings.
    bare = bare_urls.links(text, SpanSet(opaque))
    links = [*parts.links, *(link for link in bare if prose.at(link.span.start))]
    links.sort(key=lambda link: link.span)
    return Markdown(
        text=text,
        headings=parts.headings,
        links=links,
        refused_links=destinations.refused_links(text, prose),
        definitions=definitions,
        html_tags=tags,
        html_ids=list(html.ids(tags)),
        comments=comments,
        fences=parts.fences,
        items=parts.items,
        blocks=sorted(parts.blocks),
        strong=parts.strong,
        prose=prose,
        code=SpanSet(parts.code),
        math=SpanSet(parts.math),
        html=SpanSet(parts.html),
        front_matter=front_matter,
        urls=SpanSet(link.target for link in links if link.target),
    )

"""Markdown text to its parts: CommonMark 0.31 with GitHub's extensions, each with its place."""

from __future__ import annotations

from digestlint.markdown import bare_urls, destinations, html
from digestlint.markdown.builder import Builder
from digestlint.markdown.events import definitions, events
from digestlint.markdown.model import Markdown, ReferenceDefinition, Span, SpanSet


def parse(text: str, *, heading_attributes: bool = False) -> Markdown:
    """Parse ``text``; with ``heading_attributes``, ``# Title {#id}`` sets an id (pandoc, mkdocs).

    Never fails: every text is Markdown. ``text`` must hold no lone surrogates.
    """
    parts = Builder(text)
    for event, start, end in events(text, heading_attributes=heading_attributes):
        parts.take(event, start, end)
    return _assemble(parts, text, heading_attributes)


def _assemble(parts: Builder, text: str, heading_attributes: bool) -> Markdown:
    """Add what needs the whole text: bare URLs, definitions, raw HTML."""
    tags, comments = html.scan(text, parts.html)
    prose = _merge(parts.prose)
    prose_set = SpanSet(prose)
    reference_definitions = [
        ReferenceDefinition(
            Span(start, end),
            label,
            destination,
            destinations.definition_target(text, Span(start, end)),
        )
        for label, destination, start, end in definitions(
            text, heading_attributes=heading_attributes
        )
    ]
    parts.close_tight()
    opaque = [*parts.code, *parts.html, *parts.math, *(link.span for link in parts.links)]
    opaque += parts.outside_cells
    opaque += [definition.span for definition in reference_definitions]
    if parts.front_matter:
        opaque.append(parts.front_matter)
    found = bare_urls.links(text, list(SpanSet(opaque)))
    # What is no text: labels of footnotes, attributes of headings.
    bare = [link for link in found if prose_set.at(link.span.start)]
    links = sorted([*parts.links, *bare], key=lambda link: link.span)
    return Markdown(
        text=text,
        headings=parts.headings,
        links=links,
        refused_links=destinations.refused_links(text, prose_set),
        definitions=reference_definitions,
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
        front_matter=parts.front_matter,
        prose_set=prose_set,
        urls=SpanSet(link.target for link in links if link.target),
    )


def _merge(spans: list[Span]) -> list[Span]:
    """Join text nodes that touch: the parser cuts them at every possible delimiter."""
    merged: list[Span] = []
    for span in spans:
        if merged and merged[-1].end == span.start:
            merged[-1] = Span(merged[-1].start, span.end)
        else:
            merged.append(span)
    return merged

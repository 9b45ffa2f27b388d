"""Markdown text to its parts: CommonMark 0.31 with GitHub's extensions, each with its place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from digestlint._runtime.budgets import PART, SMALL_PART, Budget, Count
from digestlint.markdown import bare_urls, destinations, html
from digestlint.markdown.builder import Builder
from digestlint.markdown.events import definitions, events
from digestlint.markdown.front_matter import front_matter_end
from digestlint.markdown.nodes import Comment, HtmlTag, Link, ReferenceDefinition
from digestlint.markdown.packed_links import MANY, PackedLinks, spans_of, targets_of
from digestlint.markdown.parsed import Blocks, Html, Links, Markdown, Places, Weight
from digestlint.text.spans import Span, SpanSet


def parse(text: str, *, heading_attributes: bool = False, budget: Budget | None = None) -> Markdown:
    """Parse ``text``; with ``heading_attributes``, ``# Title {#id}`` sets an id (pandoc, mkdocs).

    Every text is Markdown. ``text`` must hold no lone surrogates.

    Raises:
        TooMuchMarkupError: when it has more markup than the ``budget`` allows.
    """
    data = text.encode()
    counted = Count(data, budget)
    builder = Builder(text, data, counted)
    del data
    builder.take(events(text, heading_attributes=heading_attributes))
    counted.parsed()
    found = counted.each(definitions(text, heading_attributes=heading_attributes))
    definitions_found = [_definition(text, *place) for place in found]
    return _assemble(builder, counted, definitions_found, budget)


def _definition(
    text: str, label: str, destination: str, start: int, end: int
) -> ReferenceDefinition:
    span = Span(start, end)
    target = destinations.definition_target(text, span)
    return ReferenceDefinition(span, label, destination, target)


def _many_or_few(text: str, links: Iterable[Link], number: int) -> Sequence[Link]:
    """Return ``links``, ``number`` or more, in order."""
    if number > MANY:
        return PackedLinks(text, links)
    return sorted(links, key=lambda link: link.span)


def _assemble(
    parts: Builder,
    counted: Count,
    definitions: list[ReferenceDefinition],
    budget: Budget | None,
) -> Markdown:
    """Add what needs the whole text: bare URLs, raw HTML."""
    text = parts.text
    prose, code, math = SpanSet(parts.prose), SpanSet(parts.code), SpanSet(parts.math)
    raw_html = SpanSet(parts.html)
    tags: list[HtmlTag] = []
    comments: list[Comment] = []
    for part in html.scan(text, parts.html):
        if isinstance(part, Comment):
            counted.add(SMALL_PART)
            comments.append(part)
        else:
            counted.add(PART if part.attributes else SMALL_PART)
            tags.append(part)
    front_matter = Span(0, end) if (end := front_matter_end(text)) else None
    links = _many_or_few(text, parts.links.links(text), len(parts.links))
    others = [definition.span for definition in definitions]
    others += [front_matter] if front_matter else []
    # In other links first, as most are.
    of_links = SpanSet(spans_of(links))
    opaque = (of_links, SpanSet(others), code, raw_html, math, SpanSet(parts.outside_cells))
    # Not text: labels of footnotes, attributes of headings.
    bare = bare_urls.links(text, opaque)
    found = counted.each(link for link in bare if prose.at(link.span.start))
    if (first := next(found, None)) is not None:
        links = _many_or_few(text, chain(links, (first,), found), len(links))
    refused = list(counted.each(destinations.refused_links(text, prose)))
    markup = list(html.markup(tags, raw_html))
    html_links = list(counted.each(html.links(text, markup)))
    footnotes = frozenset(parts.footnote_references & parts.footnote_definitions)
    urls = SpanSet(targets_of(links))
    return Markdown(
        text,
        Weight(counted.nodes, budget),
        Blocks(parts.headings, parts.fences, parts.items, front_matter),
        Links(links, refused, definitions, footnotes),
        Html(tags, list(html.ids(markup)), html_links, comments),
        Places(
            parts.blocks.in_order(), parts.strong, parts.tables, code, math, raw_html, prose, urls
        ),
    )

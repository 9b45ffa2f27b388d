"""What a fragment can point to in a document: headings and HTML ids.

Which headings have a generated id differs. GitHub and GitLab give one to the headings of raw HTML,
too (both make anchors from the finished HTML); Python-Markdown and pandoc leave raw HTML alone.
Those two have attribute lists (``{#id}``), which may be behind anything, not only a heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.markdown import Heading, Markdown, Span, SpanSet
from digestlint.markdown.anchors import assign_slugs

# pandoc's header_attributes and Python-Markdown's attr_list let a heading name its id.
STYLES_WITH_HEADING_ATTRIBUTES = frozenset({"mkdocs", "pandoc"})

_ATTRIBUTES = lazy_pattern(r"\{:?([^{}\r\n]*)\}")
_OWN_ID = lazy_pattern(r"(?:^|\s)#([^\s#=]+)")
_HEADING_TAG = lazy_pattern(r"h[1-6]\Z", re.IGNORECASE)
_TAG = lazy_pattern(r"<[^<>]*>")


class Target(NamedTuple):
    """One place that a fragment can name."""

    id: str
    span: Span
    heading: Heading | None  # None for an HTML id, a heading in HTML, an attribute list


def find_targets(markdown: Markdown, style: str) -> Sequence[Target]:
    """All link targets of ``markdown`` as the renderer of ``style`` makes them, in order."""
    titles = [(heading.span, heading.text, heading) for heading in markdown.headings]
    ids: list[str | None] = []
    targets = [Target(html_id.id, html_id.span, None) for html_id in markdown.html_ids]
    if style in STYLES_WITH_HEADING_ATTRIBUTES:
        ids = [heading.id for heading in markdown.headings]
        targets += _attribute_lists(markdown)
        slugs = assign_slugs([text for _, text, _ in titles], style, ids)
        targets += [Target(s, h.span, h) for s, (_, _, h) in zip(slugs, titles, strict=True)]
    else:
        in_html = [(span, text, None) for span, text in _html_headings(markdown)]
        everything = sorted([*titles, *in_html], key=lambda title: title[0])
        slugs = assign_slugs([text for _, text, _ in everything], style)
        targets += [Target(s, t[0], t[2]) for s, t in zip(slugs, everything, strict=True)]
    return sorted(targets, key=lambda target: target.span)


def by_id(targets: Sequence[Target]) -> Mapping[str, Sequence[Target]]:
    """Return the targets of each id; an empty slug names nothing."""
    table: dict[str, list[Target]] = {}
    for target in targets:
        if target.id:
            table.setdefault(target.id, []).append(target)
    return table


def same_place(markdown: Markdown, first: Target, second: Target) -> bool:
    """Whether nothing visible is between two targets, of which ``first`` is the earlier one.

    ``<a id="setup"></a>`` above the heading ``Setup`` names the same place as the heading's slug.
    """
    if first.heading and second.heading:
        return False
    between = markdown.text[first.span.end : second.span.start]
    return not _TAG.sub("", between).strip()


def _html_headings(markdown: Markdown) -> Iterator[tuple[Span, str]]:
    """Headings written in HTML, with their text as a browser has it."""
    opening = None
    for tag in markdown.html_tags:
        if not _HEADING_TAG.match(tag.name):
            continue
        if not tag.closing:
            opening = tag
        elif opening is not None and opening.name.lower() == tag.name.lower():
            inner = markdown.text[opening.span.end : tag.span.start]
            yield Span(opening.span.start, tag.span.end), _unescaped(_TAG.sub("", inner))
            opening = None


def _attribute_lists(markdown: Markdown) -> Iterator[Target]:
    """Ids in attribute lists; the one that a heading has taken is that heading's target."""
    taken = SpanSet(heading.span for heading in markdown.headings if heading.id is not None)
    for match in _ATTRIBUTES.finditer(markdown.text):
        span = Span(*match.span())
        own = _OWN_ID.search(match[1])
        if own and not markdown.code.overlaps(*span) and not taken.overlaps(*span):
            yield Target(own[1], span, None)


def _unescaped(text: str) -> str:
    if "&" not in text:
        return text
    import html  # its table of entities takes a while to load

    return html.unescape(text)

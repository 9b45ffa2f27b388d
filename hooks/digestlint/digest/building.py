"""Markdown seen through a schema: entries, notes, their sections and fields."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from digestlint.digest.fences import blank, find_stray_fences
from digestlint.digest.fields import FieldFinder
from digestlint.digest.headings import Fits, SectionMatch, SectionMatcher
from digestlint.digest.model import Digest, Entry, Group, Note, Section
from digestlint.digest.regions import find_regions
from digestlint.digest.schema import EntrySpec, NoteSpec, Schema, schema_pattern
from digestlint.digest.wrapping import find_wrappers, unwrapped
from digestlint.markdown import FencedCodeBlock, Heading, Link, Markdown, Span, SpanSet, parse

# A fence inside a swallowed note may swallow in turn; each round looks one fence deeper.
_MAX_NESTING = 8


def build(
    markdown: Markdown,
    schema: Schema,
    fits: Fits | None = None,
    *,
    heading_attributes: bool = False,
) -> tuple[Markdown, Digest]:
    """See ``markdown`` through ``schema``.

    ``fits`` says whether a stretch of the text could be a given string; None where no character is
    damaged. Returns the digest, and the Markdown it was read from: where fences hide the digest or
    swallow notes, a second parse with those fences blanked.
    """
    text = markdown.text
    wrappers: list[FencedCodeBlock] = []
    for _ in range(_MAX_NESTING):
        found = find_wrappers(markdown, schema)
        if not found:
            break
        wrappers += found
        text = unwrapped(text, found)
        markdown = parse(text, heading_attributes=heading_attributes)
    spec = schema.notes
    sections = SectionMatcher(spec.sections if spec else {}, fits)
    fields = FieldFinder(spec.fields if spec else {}, fits)
    fences = sorted(wrappers, key=lambda fence: fence.span)
    for _ in range(_MAX_NESTING if spec else 0):
        found = _stray_fences(markdown, spec, sections, fields)
        if not found:
            break
        fences = sorted([*fences, *found], key=lambda fence: fence.span)
        markdown = parse(blank(text, fences), heading_attributes=heading_attributes)
    entries = list(_entries(markdown, schema.entries)) if schema.entries else []
    notes: list[Note] = []
    if spec:
        for region in _note_regions(markdown, spec, sections):
            notes += _notes_in(region, markdown, spec, sections, fields)
    return markdown, Digest(schema, entries, notes, fences, wrappers)


def _stray_fences(
    markdown: Markdown, spec: NoteSpec | None, sections: SectionMatcher, fields: FieldFinder
) -> Sequence[FencedCodeBlock]:
    if spec is None or not markdown.fences:
        return ()
    regions = _note_regions(markdown, spec, sections)
    return find_stray_fences(markdown, spec, regions, sections, fields)


def _note_regions(markdown: Markdown, spec: NoteSpec, sections: SectionMatcher) -> Sequence[Span]:
    def is_section(heading: Heading) -> bool:
        return sections.match(markdown.text, heading.content) is not None

    return find_regions(markdown, spec.under, is_section)


def _groups(match: re.Match[str], shift: int = 0) -> dict[str, Group]:
    return {
        name: Group(text, Span(match.start(name) + shift, match.end(name) + shift))
        for name, text in match.groupdict().items()
        if text is not None
    }


def _entries(markdown: Markdown, spec: EntrySpec) -> Iterator[Entry]:
    regions = SpanSet(find_regions(markdown, spec.under))
    pattern = schema_pattern(spec.pattern)
    roles = {text.casefold(): role for role, texts in spec.links.items() for text in texts}
    for item in markdown.items:
        if regions.at(item.span.start) is None:
            continue
        match = pattern.search(markdown.text[item.content.start : item.content.end])
        if match is None:
            continue
        groups = _groups(match, item.content.start)
        title = groups.get("title")
        url = groups.get("url") or _linked(markdown, item.span, title)
        links: dict[str, Link] = {}
        for link in markdown.links_in(*item.span):
            role = roles.get(markdown.text[link.text.start : link.text.end].strip().casefold())
            if role is not None and not link.image:
                links.setdefault(role, link)
        yield Entry(item.span, title, groups.get("date"), links, url)


def _linked(markdown: Markdown, part: Span, title: Group | None) -> Group | None:
    """What ``title`` in a ``part`` of the text is linked to."""
    if title is None:
        return None
    for link in markdown.links_in(*part):
        if not link.image and link.span.start < title.span.end and title.span.start < link.span.end:
            return Group(link.destination, link.target or link.span)
    return None


def _notes_in(
    region: Span,
    markdown: Markdown,
    spec: NoteSpec,
    sections: SectionMatcher,
    fields: FieldFinder,
) -> Iterator[Note]:
    text = markdown.text
    inside = markdown.headings_in(*region)
    pattern = schema_pattern(spec.pattern)
    # A pattern's ^ and $ mean the heading's own content, so it is matched on a slice.
    begins = [
        (i, match)
        for i, heading in enumerate(inside)
        if heading.level == spec.level
        and (match := pattern.search(text[heading.content.start : heading.content.end]))
        and not sections.match(text, heading.content)
    ]
    ends = [i for i, _ in begins[1:]] + [len(inside)]
    for (i, match), following in zip(begins, ends, strict=False):
        heading = inside[i]
        end = inside[following].span.start if following < len(inside) else region.end
        span = Span(heading.span.start, end)
        groups = _groups(match, heading.content.start)
        below = inside[i + 1 : following]
        yield Note(
            span,
            heading,
            groups.get("title"),
            groups.get("number"),
            groups.get("url") or _linked(markdown, heading.span, groups.get("title")),
            _sections(markdown, spec, below, span, sections),
            fields.find(text, Span(heading.span.end, end)),
            below,
            region,
        )


def _sections(
    markdown: Markdown,
    spec: NoteSpec,
    headings: Sequence[Heading],
    note: Span,
    matcher: SectionMatcher,
) -> Sequence[Section]:
    matches = _section_matches(markdown, spec, headings, matcher)
    found = []
    # From the end: where the next section begins, and the next heading of each level.
    next_section = note.end
    next_heading = [note.end] * 7
    for heading, match in zip(reversed(headings), reversed(matches), strict=True):
        start = heading.span.start
        if match is not None:
            end = min(next_section, *next_heading[: heading.level + 1])
            body = Span(heading.span.end, end)
            section = spec.sections[match.name]
            found.append(
                Section(match.name, section, heading, body, match.matched, match.canonical)
            )
            next_section = start
        next_heading[heading.level] = start
    return found[::-1]


def _section_matches(
    markdown: Markdown, spec: NoteSpec, headings: Sequence[Heading], matcher: SectionMatcher
) -> list[SectionMatch | None]:
    """Which section each heading is. A sub-heading is none where the section stands elsewhere."""
    matches = [matcher.match(markdown.text, heading.content) for heading in headings]
    level = spec.section_level
    if level is None:
        return matches
    at_level = {m.name for h, m in zip(headings, matches, strict=True) if m and h.level <= level}
    return [
        None if match and heading.level > level and match.name in at_level else match
        for heading, match in zip(headings, matches, strict=True)
    ]

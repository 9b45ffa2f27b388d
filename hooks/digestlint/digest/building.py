"""Markdown seen through a schema: entries, notes, their sections and fields."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from digestlint.digest.fences import blank, find_stray_fences
from digestlint.digest.fields import find_fields
from digestlint.digest.headings import Fits, SectionMatch, exactly, match_section
from digestlint.digest.model import Digest, Entry, Group, Note, Section
from digestlint.digest.regions import find_regions
from digestlint.markdown import FencedCodeBlock, Heading, Link, Markdown, Span, SpanSet, parse
from digestlint.schema import EntrySpec, NoteSpec, Schema

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

    ``fits`` says whether a stretch of the text could be a given string (damaged characters).
    Returns the digest, and the Markdown it was read from: where stray fences swallow notes, a
    second parse with those fences blanked.
    """
    fits = fits or exactly(markdown.text)
    text = markdown.text
    fences: list[FencedCodeBlock] = []
    for _ in range(_MAX_NESTING if schema.notes else 0):
        found = _stray_fences(markdown, schema.notes, fits)
        if not found:
            break
        fences = sorted([*fences, *found], key=lambda fence: fence.span)
        markdown = parse(blank(text, fences), heading_attributes=heading_attributes)
    entries = list(_entries(markdown, schema.entries)) if schema.entries else []
    notes = list(_notes(markdown, schema.notes, fits)) if schema.notes else []
    return markdown, Digest(schema, entries, notes, fences)


def _stray_fences(
    markdown: Markdown, spec: NoteSpec | None, fits: Fits
) -> Sequence[FencedCodeBlock]:
    if spec is None or not markdown.fences:
        return ()
    return find_stray_fences(markdown, spec, _note_regions(markdown, spec, fits), fits)


def _note_regions(markdown: Markdown, spec: NoteSpec, fits: Fits) -> Sequence[Span]:
    def is_section(heading: Heading) -> bool:
        return match_section(markdown.text, heading.content, spec.sections, fits) is not None

    return find_regions(markdown, spec.under, is_section)


def _groups(match: re.Match[str], shift: int = 0) -> dict[str, Group]:
    return {
        name: Group(text, Span(match.start(name) + shift, match.end(name) + shift))
        for name, text in match.groupdict().items()
        if text is not None
    }


def _entries(markdown: Markdown, spec: EntrySpec) -> Iterator[Entry]:
    regions = SpanSet(find_regions(markdown, spec.under))
    pattern = re.compile(spec.pattern)
    roles = {text.casefold(): role for role, texts in spec.links.items() for text in texts}
    starts = [link.span.start for link in markdown.links]
    for item in markdown.items:
        if regions.at(item.span.start) is None:
            continue
        match = pattern.search(markdown.text[item.content.start : item.content.end])
        if match is None:
            continue
        groups = _groups(match, item.content.start)
        links: dict[str, Link] = {}
        first, last = (bisect_left(starts, edge) for edge in item.span)
        for link in markdown.links[first:last]:
            role = roles.get(markdown.text[link.text.start : link.text.end].strip().casefold())
            if role is not None and not link.image:
                links.setdefault(role, link)
        yield Entry(item.span, groups.get("title"), groups.get("date"), links)


def _notes(markdown: Markdown, spec: NoteSpec, fits: Fits) -> Iterator[Note]:
    for region in _note_regions(markdown, spec, fits):
        yield from _notes_in(region, markdown, spec, fits)


def _notes_in(region: Span, markdown: Markdown, spec: NoteSpec, fits: Fits) -> Iterator[Note]:
    inside = [h for h in markdown.headings if region.start <= h.span.start < region.end]
    pattern = re.compile(spec.pattern)
    begins = [
        i
        for i, heading in enumerate(inside)
        if heading.level == spec.level
        and pattern.search(markdown.text[heading.content.start : heading.content.end])
        and not match_section(markdown.text, heading.content, spec.sections, fits)
    ]
    for i, following in pairwise([*begins, len(inside)]):
        heading = inside[i]
        end = inside[following].span.start if following < len(inside) else region.end
        span = Span(heading.span.start, end)
        match = _search(pattern, markdown.text, heading.content)
        groups = _groups(match, heading.content.start)
        yield Note(
            span,
            heading,
            groups.get("title"),
            groups.get("number"),
            groups.get("url"),
            _sections(markdown, spec, inside[i + 1 : following], span, fits),
            find_fields(markdown.text, Span(heading.span.end, end), spec.fields, fits),
            inside[i + 1 : following],
            region,
        )


def _search(pattern: re.Pattern[str], text: str, content: Span) -> re.Match[str]:
    # A pattern's ^ and $ mean the heading's own content, so it is matched on a slice.
    match = pattern.search(text[content.start : content.end])
    assert match  # the caller selected headings that match
    return match


def _sections(
    markdown: Markdown, spec: NoteSpec, headings: Sequence[Heading], note: Span, fits: Fits
) -> Sequence[Section]:
    matches = _section_matches(markdown, spec, headings, fits)
    sections = []
    for i, (heading, match) in enumerate(zip(headings, matches, strict=True)):
        if match is None:
            continue
        end = next(
            (
                later.span.start
                for later, found in zip(headings[i + 1 :], matches[i + 1 :], strict=True)
                if found or later.level <= heading.level
            ),
            note.end,
        )
        sections.append(
            Section(
                match.name,
                spec.sections[match.name],
                heading,
                Span(heading.span.end, end),
                match.matched,
                match.canonical,
            )
        )
    return sections


def _section_matches(
    markdown: Markdown, spec: NoteSpec, headings: Sequence[Heading], fits: Fits
) -> list[SectionMatch | None]:
    """Which section each heading is. A sub-heading is none where the section stands elsewhere."""
    matches = [match_section(markdown.text, h.content, spec.sections, fits) for h in headings]
    level = spec.section_level
    if level is None:
        return matches
    at_level = {m.name for h, m in zip(headings, matches, strict=True) if m and h.level <= level}
    return [
        None if match and heading.level > level and match.name in at_level else match
        for heading, match in zip(headings, matches, strict=True)
    ]

"""The sections of a note: what is below headings that the schema knows."""

from __future__ import annotations

from collections.abc import Sequence

from digestlint.digest.headings import SectionMatch, SectionMatcher
from digestlint.digest.nodes import Section
from digestlint.digest.schema import NoteSpec
from digestlint.markdown import Heading, Markdown, Span


def find_sections(
    markdown: Markdown,
    spec: NoteSpec,
    headings: Sequence[Heading],
    end: int,
    matcher: SectionMatcher,
) -> Sequence[Section]:
    """Return the sections of a note with these ``headings`` below its own, up to ``end``."""
    matches = _matches(markdown, spec, headings, matcher)
    found = []
    # From the end: where the next section begins, and the next heading of each level.
    next_section = end
    next_heading = [end] * 7
    for heading, match in zip(reversed(headings), reversed(matches), strict=True):
        start = heading.span.start
        if match is not None:
            until = min(next_section, *next_heading[: heading.level + 1])
            body = Span(heading.span.end, until)
            section = spec.sections[match.name]
            canonical = match.canonical or section.spelling == "any"
            found.append(
                Section(
                    *(match.name, section, heading.span, heading.content, heading.text),
                    *(heading.level, body, match.matched, canonical),
                )
            )
            next_section = start
        next_heading[heading.level] = start
    return found[::-1]


def _matches(
    markdown: Markdown, spec: NoteSpec, headings: Sequence[Heading], matcher: SectionMatcher
) -> list[SectionMatch | None]:
    """Which section each heading is. A sub-heading is none where the section is elsewhere."""
    matches = [matcher.match(markdown.text, heading.content) for heading in headings]
    level = spec.section_level
    if level is None:
        return matches
    at_level = {m.name for h, m in zip(headings, matches, strict=True) if m and h.level <= level}
    return [
        None if match and heading.level > level and match.name in at_level else match
        for heading, match in zip(headings, matches, strict=True)
    ]

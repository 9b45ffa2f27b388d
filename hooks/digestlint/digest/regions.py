"""The parts of a text that a schema looks at: what is below certain headings."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from digestlint.digest.schema import schema_pattern
from digestlint.markdown import Heading, Markdown, Span


def find_regions(
    markdown: Markdown, under: str | None, is_section: Callable[[Heading], bool] | None = None
) -> Sequence[Span]:
    """Return the text below each heading that ``under`` matches.

    It ends at the next heading of that rank.

    Without ``under``, the whole text. A heading that ``is_section`` knows ends no region: it is
    part of a note and is at the wrong level. The regions are disjoint and in order.
    """
    if under is None:
        return [Span(0, len(markdown.text))]
    pattern = schema_pattern(under)
    regions: list[Span] = []
    current: Heading | None = None
    for heading in markdown.headings:
        if current and heading.level <= current.level and not (is_section and is_section(heading)):
            regions.append(Span(current.span.end, heading.span.start))
            current = None
        if current is None and pattern.search(heading.text.strip()):
            current = heading
    if current:
        regions.append(Span(current.span.end, len(markdown.text)))
    return regions

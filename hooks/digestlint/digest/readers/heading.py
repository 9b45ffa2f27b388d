"""Entries and notes that begin with a heading."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from digestlint.digest.headings import ATX_HEADING
from digestlint.digest.readers import parts
from digestlint.digest.readers.parts import Part, hidden
from digestlint.digest.schema import schema_pattern
from digestlint.markdown import FencedCodeBlock, Heading, Markdown, Span

_LONGEST_NAME = 200  # of a heading without #

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from digestlint.digest.schema.searching import Match


class Finder(parts.Finder):
    """Finds the headings of the schema's level; without one, those that its pattern fits.

    What begins with one goes on up to the next one. Where the whole file is looked at, a heading
    of its rank or a higher one ends it, too, if it is no section.
    """

    def parts(self, markdown: Markdown, region: Span) -> Iterator[Part]:
        """Yield the headings in ``region``, in order."""
        return (part for part, _ in self.matches(markdown, region))

    def matches(self, markdown: Markdown, region: Span) -> Iterator[tuple[Part, Match | None]]:
        """Yield the same, each with what the schema's pattern finds in it."""
        text, level = markdown.text, self.spec.level
        pattern = schema_pattern(self.spec.pattern)
        for heading in markdown.headings_in(*region):
            if level not in (None, heading.level) or is_prose(text, heading):
                continue
            span, content = heading.span, heading.content
            match = pattern.search(text[content.start : content.end])
            if (match is None and level is None) or self.sections.match(text, content):
                continue
            body = Span(span.end, span.end)
            yield Part(span, span, content, heading.text, body, heading.level), match

    def extent(self, markdown: Markdown, part: Part, following: int, region: Span) -> Part:
        """Return ``part`` up to what follows it."""
        text, end = markdown.text, following
        if self.spec.under is None:
            for heading in markdown.headings_in(part.head.end, following):
                if (
                    heading.level <= part.level
                    and not is_prose(text, heading)
                    and not self.keeps(markdown, heading)
                ):
                    end = heading.span.start
                    break
        return part._replace(span=Span(part.span.start, end), body=Span(part.head.end, end))

    def begins(self, text: str, start: int, end: int) -> bool:
        """Whether a heading in ``text[start:end]`` could be that of a note, or end one."""
        level = self.spec.level or 0
        return any(len(match[1]) <= level for match in ATX_HEADING.finditer(text, start, end))

    def hides_sections(self, markdown: Markdown, region: Span, fence: FencedCodeBlock) -> bool:
        """Whether ``fence`` hides headings of sections below a heading of a note."""
        text, level = markdown.text, getattr(self.spec, "section_level", None)
        in_note = self._follows_note(markdown, region, fence)
        for match in ATX_HEADING.finditer(text, *hidden(region, fence)):
            rank = len(match[1])
            in_note |= rank == self.spec.level
            right_level = level in (None, rank)
            if in_note and right_level and self.sections.match(text, Span(*match.span(2))):
                return True
        return False

    def in_note(self, markdown: Markdown, region: Span, fence: FencedCodeBlock) -> bool:
        """Whether a heading of a note is above ``fence``, or in it."""
        headings = ATX_HEADING.finditer(markdown.text, *hidden(region, fence))
        return self._follows_note(markdown, region, fence) or any(
            len(match[1]) == self.spec.level for match in headings
        )

    def _follows_note(self, markdown: Markdown, region: Span, fence: FencedCodeBlock) -> bool:
        fact = f"headings of level {self.spec.level}"
        if fact not in markdown.facts:
            markdown.facts[fact] = [
                h.span.start for h in markdown.headings if h.level == self.spec.level
            ]
        starts: Sequence[int] = markdown.facts[fact]
        return bisect_left(starts, fence.span.start) > bisect_left(starts, region.start)


def is_prose(text: str, heading: Heading) -> bool:
    """Whether ``heading`` is a paragraph of text that a rule (``---``) below has made one."""
    return len(heading.text) > _LONGEST_NAME and text[heading.content.start - 1] not in "# \t"

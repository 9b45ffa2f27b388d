"""Notes that begin with a heading of a certain level, and end where the next one begins."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from digestlint.digest.headings import ATX_HEADING
from digestlint.digest.nodes import Note
from digestlint.digest.readers import NoteReader
from digestlint.digest.readers.patterns import groups, linked
from digestlint.digest.schema import schema_pattern
from digestlint.digest.sections import find_sections
from digestlint.markdown import FencedCodeBlock, Markdown, Span

# One label alone may be an example.
_FEWEST_LABELS = 2


class Reader(NoteReader):
    """Reads the notes below the headings that the schema's level and pattern fit."""

    def read(self, markdown: Markdown, region: Span) -> Iterator[Note]:
        """Yield the notes that begin in ``region``, in order."""
        text = markdown.text
        inside = markdown.headings_in(*region)
        pattern = schema_pattern(self.spec.pattern)
        # A pattern's ^ and $ mean the heading's own content, so it is matched on a slice.
        begins = [
            (i, match)
            for i, heading in enumerate(inside)
            if heading.level == self.spec.level
            and (match := pattern.search(text[heading.content.start : heading.content.end]))
            and not self.sections.match(text, heading.content)
        ]
        ends = [i for i, _ in begins[1:]] + [len(inside)]
        for (i, match), following in zip(begins, ends, strict=False):
            heading = inside[i]
            end = inside[following].span.start if following < len(inside) else region.end
            found = groups(match, heading.content.start)
            body, below = Span(heading.span.end, end), inside[i + 1 : following]
            sections = find_sections(markdown, self.spec, below, end, self.sections)
            known = {section.head for section in sections}
            yield Note(
                span=Span(heading.span.start, end),
                head=heading.span,
                label=heading.content,
                name=heading.text,
                anchor=heading.span,
                title=found.get("title"),
                number=found.get("number"),
                url=found.get("url") or linked(markdown, heading.span, found.get("title")),
                sections=sections,
                fields=self.fields.read(markdown, body),
                unknown=[h.content for h in below if h.span not in known],
                region=region,
            )

    def begins(self, text: str, start: int, end: int) -> bool:
        """Whether a heading in ``text[start:end]`` could be that of a note, or end one."""
        level = self.spec.level or 0
        return any(len(match[1]) <= level for match in ATX_HEADING.finditer(text, start, end))

    def hides(self, markdown: Markdown, region: Span, fence: FencedCodeBlock) -> bool:
        """Whether ``fence`` hides headings of sections, or labels, below a heading of a note."""
        starts = self._starts(markdown)
        in_note = bisect_left(starts, fence.span.start) > bisect_left(starts, region.start)
        end = min(fence.closing.start if fence.closing else fence.span.end, region.end)
        body = Span(fence.opening.end, end)
        for match in ATX_HEADING.finditer(markdown.text, *body):
            level = len(match[1])
            in_note |= level == self.spec.level
            right_level = self.spec.section_level in (None, level)
            if in_note and right_level and self.sections.match(markdown.text, Span(*match.span(2))):
                return True
        if not in_note or not self.spec.fields:
            return False
        return len({field.name for field in self.fields.read(markdown, body)}) >= (
            min(_FEWEST_LABELS, len(self.spec.fields))
        )

    def _starts(self, markdown: Markdown) -> Sequence[int]:
        """Where headings of the level of notes begin."""
        fact = f"headings of level {self.spec.level}"
        if fact not in markdown.facts:
            markdown.facts[fact] = [
                h.span.start for h in markdown.headings if h.level == self.spec.level
            ]
        starts: Sequence[int] = markdown.facts[fact]
        return starts

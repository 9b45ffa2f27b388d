"""Entries and notes that begin with a paragraph, or with a line of one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from digestlint._runtime.patterns import lazy_pattern
from digestlint.digest.readers import parts
from digestlint.digest.readers.parts import Part, shown
from digestlint.digest.schema import NoteSpec, schema_pattern
from digestlint.markdown import Markdown, Span, SpanSet
from digestlint.text.lines import line_start
from digestlint.text.spans import SpanList

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from digestlint.digest.schema.searching import Match

_LINE = lazy_pattern(r"(?=[^\r\n])[ \t>]*+(?P<content>[^\r\n]*+)(?:\r\n?|\n|\Z)")
_RULE = lazy_pattern(r"(?<=[\r\n])[ \t>]*+([-*_])(?:[ \t]*+\1){2,}+[ \t]*+(?=[\r\n])")
# Lines of labels: in a paragraph, they may come before the title.
_LABELS = lazy_pattern(r"(?:[ \t>]*+[*_]{0,3}[^\r\n:：]{1,40}+[:：][^\r\n]*+(?:\r\n?+|\n))++")
_ANY = NoteSpec._field_defaults["pattern"]  # fits each line


class Finder(parts.Finder):
    """Finds the paragraphs outside lists and tables, quoted ones too.

    What begins with one goes on up to the next one that the pattern fits, or to a heading that is
    no section. A line within a paragraph begins one of its own if the pattern fits it: entries are
    often written without empty lines between them.
    """

    def parts(self, markdown: Markdown, region: Span) -> Iterator[Part]:
        """Yield the paragraphs in ``region``, in order, but for those that belong to others."""
        return (part for part, _ in self.matches(markdown, region))

    def matches(self, markdown: Markdown, region: Span) -> Iterator[tuple[Part, Match | None]]:
        """Yield the same, each with what the schema's pattern finds in it."""
        text, pattern = markdown.text, schema_pattern(self.spec.pattern)
        ends = self._ends(markdown)
        part_of = -1  # how many of them are before the last one that the pattern fits
        for first_of, end in _paragraphs(markdown, region):
            first, is_begun, before = True, False, bisect_left(ends, first_of)
            start = max(line_start(text, first_of), region.start)
            for line in _LINE.finditer(text, start, min(end, region.end)):
                written = line["content"].rstrip()
                match = pattern.search(written) if first or self.spec.pattern != _ANY else None
                if match or (first and part_of != before):
                    span, at = Span(*line.span()), line.start("content")
                    content = Span(at, at + len(written))
                    part = Part(span, span, content, written, content)
                    if match:
                        above = span.start if first or is_begun else start
                        yield self._begun(markdown, part, above), match
                    else:
                        yield part, match
                if match:
                    part_of, is_begun = before, True
                first = False

    def _begun(self, markdown: Markdown, part: Part, above: int) -> Part:
        """Return a part that the pattern fits, with the labels above it in its paragraph."""
        start, name = part.span.start, shown(markdown, part.content)
        if above < start and self.spec.fields and _LABELS.fullmatch(markdown.text, above, start):
            span, body = Span(above, part.span.end), Span(above, part.body.end)
            return part._replace(span=span, body=body, name=name)
        return part._replace(name=name)

    def extent(self, markdown: Markdown, part: Part, following: int, region: Span) -> Part:
        """Return ``part`` up to what follows it."""
        ends = self._ends(markdown)
        place = bisect_left(ends, part.head.end)
        end = min([following, *ends[place : place + 1]])
        if end == following < region.end:
            end = _before_preamble(markdown.text, part.head.end, end)
        body = Span(part.body.start, max(end, part.content.end))
        return part._replace(span=Span(part.span.start, max(end, part.head.end)), body=body)

    def _ends(self, markdown: Markdown) -> Sequence[int]:
        """Return where the headings begin that end what is above them."""
        if self not in markdown.facts:
            starts = [h.span.start for h in markdown.headings if not self.keeps(markdown, h)]
            markdown.facts[self] = starts
        ends: Sequence[int] = markdown.facts[self]
        return ends


def _before_preamble(text: str, start: int, end: int) -> int:
    """Return the end of ``text[start:end]``, without what comes after a rule in it.

    That is about what begins at ``end``: its identifier may be above its title.
    """
    rules = [match.start() for match in _RULE.finditer(text, start, end)]
    return rules[-1] if rules and text[rules[-1] : end].strip(" \t\r\n-*_>") else end


def _paragraphs(markdown: Markdown, region: Span) -> Iterator[tuple[int, int]]:
    """Yield the paragraphs that begin in ``region`` and are no part of a list or a table."""
    key = "paragraphs"
    if key not in markdown.facts:
        markdown.facts[key] = _all_paragraphs(markdown)
    found: SpanList = markdown.facts[key]
    first, last = (bisect_left(found.starts, edge) for edge in region)
    return zip(found.starts[first:last], found.ends[first:last], strict=True)


def _all_paragraphs(markdown: Markdown) -> SpanList:
    blocks, found = markdown.blocks, SpanList()
    headings = (heading.span for heading in markdown.headings)
    tables = (table.span for table in markdown.tables)
    others = SpanSet([*markdown.items.spans, *tables, *headings])
    place = 0
    for start, end in [*others, Span(len(markdown.text), len(markdown.text))]:
        last = bisect_left(blocks.starts, start, place)
        for first, until in zip(blocks.starts[place:last], blocks.ends[place:last], strict=True):
            if first < until:
                found.append(first, until)
        place = bisect_left(blocks.starts, end, last)
    return found

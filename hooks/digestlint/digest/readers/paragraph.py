"""Entries and notes that begin with a paragraph, or with a line of one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from digestlint._runtime.patterns import lazy_pattern
from digestlint.digest.headings import SectionMatcher
from digestlint.digest.readers import parts
from digestlint.digest.readers.parts import Part, shown
from digestlint.digest.schema import EntrySpec, NoteSpec, schema_pattern
from digestlint.markdown import Markdown, Span, SpanSet
from digestlint.text.lines import line_start

_LINE = lazy_pattern(r"[^\r\n]++(?:\r\n?|\n|\Z)")
_BEFORE = lazy_pattern(r"[ \t>]*+")
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

    def __init__(self, spec: EntrySpec | NoteSpec, sections: SectionMatcher) -> None:
        super().__init__(spec, sections)
        self._ended: tuple[Markdown, list[int]] | None = None

    def parts(self, markdown: Markdown, region: Span) -> Iterator[Part]:
        """Yield the paragraphs in ``region``, in order, but for those that belong to others."""
        text, pattern = markdown.text, schema_pattern(self.spec.pattern)
        ends = self._ends(markdown)
        part_of = -1  # how many of them are before the last one that the pattern fits
        for paragraph in _paragraphs(markdown, region):
            first, is_begun, before = True, False, bisect_left(ends, paragraph.start)
            start = max(line_start(text, paragraph.start), region.start)
            for line in _LINE.finditer(text, start, min(paragraph.end, region.end)):
                part = _part(markdown.text, Span(*line.span()))
                if (first or self.spec.pattern != _ANY) and pattern.search(part.name):
                    above = part.span.start if first or is_begun else start
                    if self.spec.fields and _LABELS.fullmatch(text, above, part.span.start):
                        part = part._replace(
                            span=Span(above, part.span.end), body=Span(above, part.body.end)
                        )
                    part_of, is_begun = before, True
                    yield part._replace(name=shown(markdown, part.content))
                elif first and part_of != before:
                    yield part
                first = False

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
        if self._ended is None or self._ended[0] is not markdown:
            starts = [h.span.start for h in markdown.headings if not self.keeps(markdown, h)]
            self._ended = markdown, starts
        return self._ended[1]


def _before_preamble(text: str, start: int, end: int) -> int:
    """Return the end of ``text[start:end]``, without what comes after a rule in it.

    That is about what begins at ``end``: its identifier may be above its title.
    """
    rules = [match.start() for match in _RULE.finditer(text, start, end)]
    return rules[-1] if rules and text[rules[-1] : end].strip(" \t\r\n-*_>") else end


def _part(text: str, line: Span) -> Part:
    before = _BEFORE.match(text, *line)
    start = before.end() if before else line.start
    written = text[start : line.end].rstrip()
    content = Span(start, start + len(written))
    return Part(line, line, content, written, content)


def _paragraphs(markdown: Markdown, region: Span) -> Iterator[Span]:
    """Yield the paragraphs that begin in ``region`` and are no part of a list or a table."""
    key = "lists and tables"
    if key not in markdown.facts:
        found = (table.span for table in markdown.tables)
        markdown.facts[key] = SpanSet(markdown.items.spans), SpanSet(found)
    lists, tables = markdown.facts[key]
    blocks = markdown.blocks
    first, last = (bisect_left(blocks.starts, edge) for edge in region)
    for place in range(first, last):
        start, end = blocks[place]
        if start < end and not (lists.at(start) or tables.at(start) or markdown.heading_at(start)):
            yield Span(start, end)

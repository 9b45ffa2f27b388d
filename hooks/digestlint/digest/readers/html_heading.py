"""Entries and notes that begin with a heading in HTML: ``<h3>…</h3>``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from digestlint._runtime.records import NamedTuple
from digestlint.digest.readers import parts
from digestlint.digest.readers.parts import Part, from_start_in, shown, stripped
from digestlint.digest.schema import schema_pattern
from digestlint.markdown import Markdown, Span
from digestlint.markdown.html import markup

_NAMES = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_FACT = "headings in HTML"


class HtmlHeading(NamedTuple):
    """A heading in HTML, with both its tags."""

    span: Span
    content: Span
    level: int


class Finder(parts.Finder):
    """Finds the headings in HTML of the schema's level; without one, those that its pattern fits.

    What begins with one goes on up to the next one, or to a heading of its rank or a higher one.
    """

    def parts(self, markdown: Markdown, region: Span) -> Iterator[Part]:
        """Yield the headings in ``region``, in order."""
        text, level = markdown.text, self.spec.level
        pattern = schema_pattern(self.spec.pattern)
        for heading in from_start_in(_headings(markdown), region):
            content = stripped(text, heading.content)
            if level is None:
                fits = pattern.search(text[content.start : content.end]) is not None
            else:
                fits = level == heading.level
            if fits and not self.sections.match(text, content):
                body = Span(heading.span.end, heading.span.end)
                name = shown(markdown, content)
                yield Part(heading.span, heading.span, content, name, body, heading.level)

    def extent(self, markdown: Markdown, part: Part, following: int, region: Span) -> Part:
        """Return ``part`` up to what follows it."""
        end = following
        for heading in from_start_in(_headings(markdown), Span(part.head.end, end)):
            if heading.level <= part.level and not self.sections.match(
                markdown.text, heading.content
            ):
                end = heading.span.start
                break
        for written in markdown.headings_in(part.head.end, end):
            if written.level <= part.level and not self.keeps(markdown, written):
                end = written.span.start
                break
        return part._replace(span=Span(part.span.start, end), body=Span(part.head.end, end))


def _headings(markdown: Markdown) -> Sequence[HtmlHeading]:
    if _FACT not in markdown.facts:
        markdown.facts[_FACT] = list(_find(markdown))
    found: Sequence[HtmlHeading] = markdown.facts[_FACT]
    return found


def _find(markdown: Markdown) -> Iterator[HtmlHeading]:
    opened = None
    for tag in markup(markdown.html_tags, markdown.html):
        level = _NAMES.get(tag.name.lower())
        if level is None:
            continue
        if not tag.closing:
            opened = tag
        elif opened is not None and opened.name.lower() == tag.name.lower():
            content = Span(opened.span.end, tag.span.start)
            yield HtmlHeading(Span(opened.span.start, tag.span.end), content, level)
            opened = None

"""Files that are one note: on one paper."""

from __future__ import annotations

from collections.abc import Iterator

from digestlint.digest.headings import ATX_HEADING
from digestlint.digest.readers import parts
from digestlint.digest.readers.parts import Part, hidden
from digestlint.markdown import FencedCodeBlock, Heading, Markdown, Span
from digestlint.text.lines import line_end

_TITLE = "title"


class Finder(parts.Finder):
    """Finds the one part that all of the text is, front matter included."""

    def parts(self, markdown: Markdown, region: Span) -> Iterator[Part]:
        """Yield ``region``, unless it is empty."""
        text, headings = markdown.text, markdown.headings_in(*region)
        if not text[region.start : region.end].strip():
            return
        named = next((heading for heading in headings if heading.level == 1), None)
        if named is None and (title := _title(markdown, region)):
            head = Span(region.start, line_end(text, title.end))
            yield Part(region, head, title, text[title.start : title.end], region)
            return
        if named is None and headings:
            named = headings[0]
        if named is None:
            nothing = Span(region.start, region.start)
            yield Part(region, nothing, nothing, "", region)
            return
        yield Part(region, named.span, named.content, named.text, region, named.level)

    def keeps(self, markdown: Markdown, heading: Heading) -> bool:
        """Whether ``heading`` is part of a note: all are."""
        return True

    def hides_sections(self, markdown: Markdown, region: Span, fence: FencedCodeBlock) -> bool:
        """Whether ``fence`` hides headings of sections."""
        level = getattr(self.spec, "section_level", None)
        return any(
            level in (None, len(heading[1]))
            and self.sections.match(markdown.text, Span(*heading.span(2)))
            for heading in ATX_HEADING.finditer(markdown.text, *hidden(region, fence))
        )

    def in_note(self, markdown: Markdown, region: Span, fence: FencedCodeBlock) -> bool:
        """Whether ``fence`` is in a note: it is."""
        return True


def _title(markdown: Markdown, region: Span) -> Span | None:
    """Return the value of the key ``title`` in the front matter, where it has one."""
    if markdown.front_matter is None or markdown.front_matter.start < region.start:
        return None
    from digestlint.markdown.front_matter_keys import find_keys  # for few files

    keys = find_keys(markdown.text, markdown.front_matter)
    return next((k.value_span for k in keys if k.name.lower() == _TITLE and k.value), None)

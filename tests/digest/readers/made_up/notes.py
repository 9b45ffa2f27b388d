"""Notes that begin with a line after ``===``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from digestlint.digest.readers import parts
from digestlint.digest.readers.parts import Part
from digestlint.markdown import Markdown, Span

_HEAD = re.compile(r"^=== (.*)\n", re.MULTILINE)


class Finder(parts.Finder):
    def parts(self, markdown: Markdown, region: Span) -> Iterator[Part]:
        for head in _HEAD.finditer(markdown.text, *region):
            line = Span(*head.span())
            yield Part(line, line, Span(*head.span(1)), head[1], Span(line.end, line.end))

    def extent(self, markdown: Markdown, part: Part, following: int, region: Span) -> Part:
        return part._replace(
            span=Span(part.span.start, following), body=Span(part.head.end, following)
        )

"""Entries that are lines which begin with a star."""

from __future__ import annotations

import re
from collections.abc import Iterator

from digestlint.digest.readers import parts
from digestlint.digest.readers.parts import Part
from digestlint.markdown import Markdown, Span

_LINE = re.compile(r"^★ (.*)\n", re.MULTILINE)


class Finder(parts.Finder):
    def parts(self, markdown: Markdown, region: Span) -> Iterator[Part]:
        for line in _LINE.finditer(markdown.text, *region):
            whole, content = Span(*line.span()), Span(*line.span(1))
            yield Part(whole, whole, content, line[1], content)

"""Entries that are lines which begin with a star."""

from __future__ import annotations

import re
from collections.abc import Iterator

from digestlint.digest.nodes import Entry
from digestlint.digest.readers import EntryReader
from digestlint.digest.readers.patterns import entry_at
from digestlint.markdown import Markdown, Span

_LINE = re.compile(r"^★ (.*)\n", re.MULTILINE)


class Reader(EntryReader):
    def read(self, markdown: Markdown, region: Span) -> Iterator[Entry]:
        for line in _LINE.finditer(markdown.text, *region):
            entry = entry_at(markdown, self.spec, Span(*line.span()), Span(*line.span(1)))
            if entry is not None:
                yield entry

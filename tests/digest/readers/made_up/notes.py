"""Notes that begin with a line after ``===``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from digestlint.digest.nodes import Note
from digestlint.digest.readers import NoteReader
from digestlint.digest.readers.patterns import groups
from digestlint.digest.schema import schema_pattern
from digestlint.markdown import Markdown, Span

_HEAD = re.compile(r"^=== (.*)\n", re.MULTILINE)


class Reader(NoteReader):
    def read(self, markdown: Markdown, region: Span) -> Iterator[Note]:
        heads = list(_HEAD.finditer(markdown.text, *region))
        for head, end in zip(heads, [h.start() for h in heads[1:]] + [region.end], strict=True):
            match = schema_pattern(self.spec.pattern).search(head[1])
            if match is None:
                continue
            found = groups(match, head.start(1))
            body = Span(head.end(), end)
            yield Note(
                span=Span(head.start(), end),
                head=Span(*head.span()),
                label=Span(*head.span(1)),
                name=head[1],
                anchor=Span(*head.span()),
                title=found.get("title"),
                number=found.get("number"),
                url=found.get("url"),
                sections=(),
                fields=self.fields.read(markdown, body),
                unknown=[],
                region=region,
            )

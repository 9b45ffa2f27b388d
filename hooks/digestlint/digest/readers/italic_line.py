"""Fields that are lines in italics, without a label: the authors below a heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from digestlint._runtime.patterns import lazy_pattern
from digestlint.digest.nodes import Field, Group
from digestlint.digest.readers.fields import FieldReader
from digestlint.markdown import Markdown, Span

_ITALIC = lazy_pattern(
    r"[ \t>]*+(?P<mark>[*_])(?P<value>(?![ \t*_])(?:\\.|(?!(?P=mark))[^\r\n\\])++)(?P=mark)"
    r"[ \t]*+(?:\\|<br[ ]?/?>)?[ \t]*+(?=[\r\n]|\Z)"
)
# Badges, links and HTML may be between, too, and what quotes are made of.
_SKIPPED = lazy_pattern(r"[ \t>]*+(?:[<!\[][^\r\n]*+)?(?=[\r\n]|\Z)")
_ENDING = lazy_pattern(r"\r\n?|\n")


class Reader(FieldReader):
    """Reads the lines in italics with which the text begins; the first is the first field."""

    def read(
        self, markdown: Markdown, region: Span, groups: Mapping[str, Group] = {}
    ) -> Sequence[Field]:
        """Return the fields in ``region``, in order; the label is the star before the value."""
        lines = _italics(markdown.text, region)
        return [
            Field(name, spec, Span(*line.span("mark")), Span(*line.span("value")))
            for (name, spec), line in zip(self.specs.items(), lines, strict=False)
        ]


def _italics(text: str, region: Span) -> Iterator[re.Match[str]]:
    at = region.start
    while at < region.end:
        line = _ITALIC.match(text, at, region.end)
        if line is not None:
            yield line
        line = line or _SKIPPED.match(text, at, region.end)
        ending = _ENDING.match(text, line.end(), region.end) if line else None
        if ending is None:
            return
        at = ending.end()

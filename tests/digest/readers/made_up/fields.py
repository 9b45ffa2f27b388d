"""Fields whose labels have an arrow behind them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from digestlint.digest.nodes import Field, Group
from digestlint.digest.readers.fields import FieldReader
from digestlint.markdown import Markdown, Span


class Reader(FieldReader):
    def read(
        self, markdown: Markdown, region: Span, groups: Mapping[str, Group] = {}
    ) -> Sequence[Field]:
        found = []
        for name, spec in self.specs.items():
            for label in re.finditer(rf"^{spec.label} -> ", markdown.text, re.MULTILINE):
                if region.start <= label.start() < region.end:
                    value = Span(label.end(), region.end)
                    found.append(Field(name, spec, Span(*label.span()), value))
        return sorted(found, key=lambda field: field.label)

"""Fields that are keys of the front matter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from digestlint.digest.headings import Fits, fold
from digestlint.digest.nodes import Field, Group
from digestlint.digest.readers.fields import FieldReader
from digestlint.digest.schema import FieldSpec
from digestlint.markdown import Markdown, Span
from digestlint.markdown.front_matter_keys import find_keys


class Reader(FieldReader):
    """Reads the keys of the front matter, compared as labels are."""

    def __init__(self, specs: Mapping[str, FieldSpec], fits: Fits | None = None) -> None:
        super().__init__(specs, fits)
        self._names = {
            fold(label): name
            for name, spec in specs.items()
            for label in (spec.label, *spec.aliases)
        }

    def most(self, markdown: Markdown, parts: int) -> int:
        """Return how many one part can have: there is but one front matter."""
        return len(self.specs)

    def read(
        self, markdown: Markdown, region: Span, groups: Mapping[str, Group] = {}
    ) -> Sequence[Field]:
        """Return the fields of the front matter, where ``region`` has it."""
        where = markdown.front_matter
        if where is None or not region.start <= where.start < region.end:
            return ()
        return [
            Field(name, self.specs[name], key.span, key.value_span)
            for key in find_keys(markdown.text, where)
            if (name := self._names.get(fold(key.name)))
        ]

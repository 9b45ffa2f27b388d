"""Fields that are named groups of the schema's pattern."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from digestlint.digest.nodes import Field, Group
from digestlint.digest.readers.fields import FieldReader
from digestlint.markdown import Markdown, Span


class Reader(FieldReader):
    """Reads what the groups are that have the names of the fields. They have no labels."""

    def read(
        self, markdown: Markdown, region: Span, groups: Mapping[str, Group] = {}
    ) -> Sequence[Field]:
        """Return the fields that are among ``groups``, in order."""
        found = (
            Field(name, spec, Span(groups[name].span.start, groups[name].span.start), span)
            for name, spec in self.specs.items()
            if name in groups
            for span in [groups[name].span]
        )
        return sorted(found, key=lambda field: field.value)

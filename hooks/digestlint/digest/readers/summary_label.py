"""Fields that are ``<details>`` blocks; the ``<summary>`` is the label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from digestlint.digest.nodes import Field, Group, NearMiss
from digestlint.digest.readers.labels import Label, LabelReader
from digestlint.digest.readers.parts import from_start_in
from digestlint.markdown import Markdown, Span


class Reader(LabelReader):
    """Reads the blocks whose summaries are labels, compared as those of lines are."""

    def accepts(self, label: Label) -> bool:
        """Whether a label in a line is one: none is."""
        return False

    def possible(self, markdown: Markdown, *, look: bool = True) -> int:
        """Return how many of the fields there can be: as many as blocks."""
        return min(len(self.specs), len(markdown.details))

    def most(self, markdown: Markdown, parts: int) -> int:
        """Return how many blocks there are."""
        return len(markdown.details)

    def near_miss(self, markdown: Markdown, region: Span) -> NearMiss | None:
        """Return nothing: a summary needs no colon."""
        return None

    def read(
        self, markdown: Markdown, region: Span, groups: Mapping[str, Group] = {}
    ) -> Sequence[Field]:
        """Return the fields that begin in ``region``, in order."""
        found = []
        for block in from_start_in(markdown.details, region):
            if block.summary is not None:
                name = self.name_of(markdown.text, block.summary.content)
                if name is not None:
                    value = Span(block.body.start, min(block.body.end, region.end))
                    label = Span(block.span.start, block.summary.span.end)
                    found.append(Field(name, self.specs[name], label, value))
        return found

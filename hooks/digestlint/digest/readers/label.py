"""Fields whose labels begin a line or a list item, with any markup, or are bold within a line."""

from __future__ import annotations

from collections.abc import Iterator

from digestlint.digest.readers.bold_label import BOLD
from digestlint.digest.readers.labels import Label, LabelReader
from digestlint.markdown import Markdown, Span


class Reader(LabelReader):
    """Reads the fields with labels of any markup: plain, bold, in HTML."""

    def accepts(self, label: Label) -> bool:
        """Whether a label is marked up as those of this kind: it may be in any way."""
        return True

    def labels(self, markdown: Markdown) -> Iterator[Label]:
        """Yield the labels in the whole text, in order, also the bold ones within a line."""
        yield from sorted((*super().labels(markdown), *self._bold(markdown.text)))

    def _bold(self, text: str) -> Iterator[Label]:
        for match in BOLD.finditer(text):
            name = self.name_of(text, Span(*match.span(1 if match[1] is not None else 2)))
            if name:
                yield Label(match.start(), name, Span(*match.span()), False, True, False)

"""Fields that are links; their text is the label: ``[PDF](https://…)``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from digestlint._runtime.patterns import lazy_pattern
from digestlint.digest.headings import Fits, fold, without_symbols
from digestlint.digest.nodes import Field, Group
from digestlint.digest.readers.fields import FieldReader
from digestlint.digest.schema import FieldSpec
from digestlint.markdown import Markdown, Span

# An identifier is as good as the name of the site.
_ARXIV_ID = lazy_pattern(r"(?:arxiv:[ ]?)?\d{4}\.\d{4,5}(?:v\d+)?\Z")


class Reader(FieldReader):
    """Reads the links whose texts are labels; the value is where a link leads.

    A link to arXiv without a text has the label ``arXiv``.
    """

    def __init__(self, specs: Mapping[str, FieldSpec], fits: Fits | None = None) -> None:
        super().__init__(specs, fits)
        self._names = {
            fold(without_symbols(label)): name
            for name, spec in specs.items()
            for label in (spec.label, *spec.aliases)
        }

    def most(self, markdown: Markdown, parts: int) -> int:
        """Return how many links there are."""
        return len(markdown.links)

    def read(
        self, markdown: Markdown, region: Span, groups: Mapping[str, Group] = {}
    ) -> Sequence[Field]:
        """Return the fields in ``region``, in order."""
        found = []
        for link in markdown.links_in(*region):
            if link.image or link.target is None:
                continue
            written = markdown.text[link.text.start : link.text.end].strip(" *_`[]")
            if link.kind in ("autolink", "bare"):
                written = "arXiv" if "//arxiv.org/" in written else ""
            elif _ARXIV_ID.match(written.casefold()):
                written = "arXiv"
            name = self._names.get(fold(without_symbols(written)))
            if name is not None:
                label = Span(link.span.start, link.target.start)
                found.append(Field(name, self.specs[name], label, link.target))
        return found

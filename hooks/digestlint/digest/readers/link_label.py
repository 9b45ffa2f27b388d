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
_BADGE = lazy_pattern(r"!\[([^\[\]\r\n]{0,80})\]\(([^()\s]+)")
_ON_BADGE = lazy_pattern(r"//img\.shields\.io/badge/([\w.%]+)")
_ANY_NAME = frozenset({"", "badge", "staticbadge"})  # folded; says nothing
_ARXIV_ID = lazy_pattern(r"(?:arxiv:[ ]?)?\d{4}\.\d{4,5}(?:v\d+)?\Z")


class Reader(FieldReader):
    """Reads the links whose texts are labels; the value is where a link leads.

    A link to arXiv without a text has the label ``arXiv``, and a badge the one that it shows.
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
            if written.startswith("!") and (badge := _BADGE.match(written)):
                written = _name_on(badge[1], badge[2])
            if link.kind in ("autolink", "bare"):
                written = "arXiv" if "//arxiv.org/" in written else ""
            elif _ARXIV_ID.match(written.casefold()):
                written = "arXiv"
            name = self._names.get(fold(without_symbols(written)))
            if name is not None:
                label = Span(link.span.start, link.target.start)
                found.append(Field(name, self.specs[name], label, link.target))
        return found


def _name_on(alt: str, image: str) -> str:
    """Return what a badge says: the text in place of the image, or on it if that says nothing."""
    if fold(alt) in _ANY_NAME and (shown := _ON_BADGE.search(image)):
        return shown[1].replace("_", " ").replace("%20", " ")
    name, _, rest = alt.partition(":")
    return "arXiv" if _ARXIV_ID.match(rest.strip().casefold()) else name

"""Fields that are attributes of HTML elements: ``img.src``, ``a.href``, ``div.id``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from digestlint.digest.headings import Fits
from digestlint.digest.nodes import Field, Group
from digestlint.digest.readers.fields import FieldReader
from digestlint.digest.readers.parts import from_start_in
from digestlint.digest.schema import FieldSpec
from digestlint.markdown import Markdown, Span
from digestlint.markdown.html import value_of


class Reader(FieldReader):
    """Reads attributes; a label is the name of an element, a dot and that of the attribute."""

    def __init__(self, specs: Mapping[str, FieldSpec], fits: Fits | None = None) -> None:
        super().__init__(specs, fits)
        self._wanted: dict[str, dict[str, str]] = defaultdict(dict)
        for name, spec in specs.items():
            for label in (spec.label, *spec.aliases):
                element, _, attribute = label.lower().partition(".")
                self._wanted[element].setdefault(attribute, name)

    def read(
        self, markdown: Markdown, region: Span, groups: Mapping[str, Group] = {}
    ) -> Sequence[Field]:
        """Return the fields in ``region``, in order; what is before a value is its label."""
        found = []
        for tag in from_start_in(markdown.html_tags, region):
            wanted = self._wanted.get(tag.name.lower())
            for attribute, name in wanted.items() if wanted and not tag.closing else ():
                if attribute in tag.attributes:
                    value = value_of(markdown.text, tag.span, attribute)
                    label = Span(tag.span.start, value.start)
                    found.append(Field(name, self.specs[name], label, value))
        return sorted(found, key=lambda field: field.value)

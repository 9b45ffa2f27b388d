"""Fields that are labelled inside a paragraph: ``**Label**: value  **Label**: value``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from digestlint._runtime.patterns import lazy_pattern
from digestlint.digest.headings import Fits, fold
from digestlint.digest.nodes import Field, Group, NearMiss
from digestlint.digest.readers.fields import FieldReader
from digestlint.digest.schema import FieldSpec
from digestlint.markdown import Markdown, Span

# The colon is after the bold label or inside it; both are in use.
BOLD = lazy_pattern(
    r"\*\*(?:([^*\r\n]{1,80}+)\*\*[ \t]*[:：]"
    r"|(?=[^*\r\n]++(?<=[:： \t])\*\*)([^*\r\n]{1,80}?)[:：][ \t]*\*\*)"
)
# Some summaries of the same generator leave the stars out. There, only a known label counts, at
# the beginning of a line or where a field could end.
_PLAIN = r"(?:^|[:：。.;；]|(?<![ \t])[ \t]{{2}})[ \t]*({labels})[ \t]*[:：]"


class Reader(FieldReader):
    """Reads the fields whose labels are bold, or known and where a field could begin."""

    def __init__(self, specs: Mapping[str, FieldSpec], fits: Fits | None = None) -> None:
        super().__init__(specs, fits)
        self._spellings = {
            spelling: name
            for name, spec in specs.items()
            for spelling in (spec.label, *spec.aliases)
        }
        self._folded = {fold(spelling): name for spelling, name in self._spellings.items()}
        longest_first = sorted(self._spellings, key=len, reverse=True)
        self._plain = re.compile(
            _PLAIN.format(labels="|".join(map(re.escape, longest_first))), re.MULTILINE
        )

    def read(
        self, markdown: Markdown, region: Span, groups: Mapping[str, Group] = {}
    ) -> Sequence[Field]:
        """Return the fields in ``region``, in order; each value ends at the next label."""
        labels = sorted(self._labels(markdown.text, region), key=lambda label: label[1])
        ends = [label.start for _, label in labels[1:]] + [region.end]
        return [
            Field(name, self.specs[name], label, Span(label.end, end))
            for (name, label), end in zip(labels, ends, strict=False)
        ]

    def near_miss(self, markdown: Markdown, region: Span) -> NearMiss | None:
        """Return a bold label without a colon."""
        text = markdown.text[region.start : region.end]
        bold = next((label for label in self._spellings if f"**{label}**" in text), None)
        return NearMiss("colon", bold) if bold else None

    def _labels(self, text: str, region: Span) -> Iterator[tuple[str, Span]]:
        for match in BOLD.finditer(text, *region):
            label = Span(*match.span(1 if match[1] is not None else 2))
            written = text[label.start : label.end]
            name = self._folded.get(fold(written)) or self._damaged(label)
            if name:
                yield name, Span(*match.span())
        for match in self._plain.finditer(text[region.start : region.end]):
            yield (
                self._spellings[match[1]],
                Span(region.start + match.start(1), region.start + match.end()),
            )

    def _damaged(self, label: Span) -> str | None:
        """Return the one field that a label with damaged characters fits."""
        if self.fits is None:
            return None
        fitting = {
            name
            for spelling, name in self._spellings.items()
            if self.fits(label.start, label.end, spelling)
        }
        return fitting.pop() if len(fitting) == 1 else None

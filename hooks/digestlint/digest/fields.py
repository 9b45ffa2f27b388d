"""Labelled fields inside a paragraph: ``**Label**: value  **Label**: value``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from digestlint.digest.headings import Fits, fold, is_placeholder
from digestlint.digest.model import Field
from digestlint.markdown import Span
from digestlint.schema import FieldSpec

# The colon stands after the bold label or inside it; both are in use.
_BOLD = re.compile(r"\*\*(?:([^*\r\n]{1,80}?)\*\*[ \t]*[:：]|([^*\r\n]{1,80}?)[:：][ \t]*\*\*)")
# Some summaries of the same generator leave the stars out. There, only a known label counts, at
# the beginning of a line or where a field could end.
_PLAIN = r"(?:^|[:：。.;；]|[ \t]{{2}})[ \t]*({labels})[ \t]*[:：]"


def find_fields(
    text: str, region: Span, specs: Mapping[str, FieldSpec], fits: Fits
) -> Sequence[Field]:
    """The fields of ``specs`` in ``text[region]``, in order; each value ends at the next label.

    ``fits`` says whether a stretch of the text could be a given string (damaged characters).
    """
    if not specs:
        return ()
    labels = sorted(_labels(text, region, specs, fits), key=lambda label: label[1])
    starts = [label.start for _, label in labels] + [region.end]
    return [
        Field(name, specs[name], label, Span(label.end, end))
        for (name, label), end in zip(labels, starts[1:], strict=True)
    ]


def _labels(
    text: str, region: Span, specs: Mapping[str, FieldSpec], fits: Fits
) -> Iterator[tuple[str, Span]]:
    names = {
        fold(label): name for name, spec in specs.items() for label in (spec.label, *spec.aliases)
    }
    for match in _BOLD.finditer(text, *region):
        label = Span(*match.span(1 if match[1] is not None else 2))
        name = names.get(fold(text[label.start : label.end])) or _damaged(text, label, specs, fits)
        if name:
            yield name, Span(*match.span())
    spellings = {
        spelling: name for name, spec in specs.items() for spelling in (spec.label, *spec.aliases)
    }
    alternatives = "|".join(map(re.escape, sorted(spellings, key=len, reverse=True)))
    for match in re.finditer(
        _PLAIN.format(labels=alternatives), text[region.start : region.end], 8
    ):
        yield spellings[match[1]], Span(region.start + match.start(1), region.start + match.end())


def _damaged(text: str, label: Span, specs: Mapping[str, FieldSpec], fits: Fits) -> str | None:
    """The one field that a label with damaged characters fits."""
    if not any(map(is_placeholder, text[label.start : label.end])):
        return None
    fitting = {
        name
        for name, spec in specs.items()
        for spelling in (spec.label, *spec.aliases)
        if fits(label.start, label.end, spelling)
    }
    return fitting.pop() if len(fitting) == 1 else None

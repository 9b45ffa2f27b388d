"""Labelled fields inside a paragraph: ``**Label**: value  **Label**: value``."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from digestlint.digest.headings import fold
from digestlint.digest.model import Field
from digestlint.markdown import Span
from digestlint.schema import FieldSpec

# The colon stands after the bold label or inside it; both are in use.
_LABEL = re.compile(r"\*\*(?:([^*\r\n]{1,80}?)\*\*[ \t]*[:：]|([^*\r\n]{1,80}?)[:：][ \t]*\*\*)")


def find_fields(text: str, region: Span, specs: Mapping[str, FieldSpec]) -> Sequence[Field]:
    """The fields of ``specs`` in ``text[region]``, in order; each value ends at the next label."""
    if not specs:
        return ()
    names = {
        fold(label): name for name, spec in specs.items() for label in (spec.label, *spec.aliases)
    }
    labels = [
        (names[key], Span(*match.span()))
        for match in _LABEL.finditer(text, region.start, region.end)
        if (key := fold(match[1] or match[2])) in names
    ]
    starts = [label.start for _, label in labels] + [region.end]
    return [
        Field(name, specs[name], label, Span(label.end, end))
        for (name, label), end in zip(labels, starts[1:], strict=True)
    ]

"""A labelled field is missing from a paper's summary.

## What it does
Looks for the fields of the digest's schema (`**Label**：value`) in the summary of each paper, and
in entries if the schema has fields for them. Other labels that the schema has for a field count as
well, and so do labels that are not bold; a label without a colon or without a value does not. Each
missing field is one finding, and so is a summary that has no labels or lacks more than half of
them.

A field with `required = "usual"` is missing where at least nine of ten other notes of the file have
it, of at least five. A field that is there but empty is reported unless it has `body = "optional"`,
and so is one that only says `None`, `nan` or `N/A`.

## Why it matters
Readers and scripts find the result or the method of a paper by its label. A summary that has lost
its labels is one long paragraph.

## Example
```markdown
summary:**核心关键词**：智能体  **一句话核心摘要**：我们研究智能体。
**主要研究问题或目标**：智能体很慢。  **关键方法论**：蒸馏。  **主要成果**：速度提升两倍。
```

The last field is missing; write instead:
```markdown
summary:**核心关键词**：智能体  **一句话核心摘要**：我们研究智能体。
**主要研究问题或目标**：智能体很慢。  **关键方法论**：蒸馏。  **主要成果**：速度提升两倍。
**对AI从业者的主要启示**：值得一试。
```

## Fix safety
There is no fix: only the author knows what the field should say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import compress
from operator import not_

from digestlint.core.finding import Finding
from digestlint.core.message import Message, Template
from digestlint.core.rule import RuleInfo
from digestlint.digest.nodes import Field, names_of
from digestlint.digest.readers.fields import Fields
from digestlint.document.document import Document
from digestlint.rules.helpers.fielded import (
    Fielded,
    FieldedParts,
    fielded_parts,
    filling,
    value_of,
)
from digestlint.rules.sections.empty_notes import is_empty
from digestlint.rules.sections.usual import Wanted, wanted
from digestlint.text.quoting import quoted

RULE = RuleInfo("SEC008", "missing-field", requires="fields")

_NO_FIELD = Template("missing-field/one", "{part} has no field '{label}'")
_NOT_USUAL = Template(
    "missing-field/usual",
    "{part} has no field '{label}', which {number} of the other {others} have",
)
_NO_FIELDS = Template("missing-field/several", "{part} has no fields {labels}")
_NO_LABELS = Template("missing-field/all", "{part} has no labelled fields, such as '{label}'")
_NO_COLONS = Template(
    "missing-field/colons", "the labels in {part} have no colons, for example '{label}'"
)
_EMPTY = Template("missing-field/empty", "field '{label}' is empty")
_NO_VALUE = Template("missing-field/no-value", "field '{label}' has no value, only {value}")

_NEAR_MISSES = {"colon": _NO_COLONS}


def check(document: Document) -> Iterator[Finding]:
    """Report missing and empty fields, note by note."""
    is_filled = filling(document)
    for group in fielded_parts(document):
        # Most fields are filled, and most parts have all that they need: the same names.
        same: dict[frozenset[str], frozenset[str]] = {}
        labelled = [_same(names_of(part.fields), same) for part in group.parts]
        having = [bytes(map(is_filled, part.fields)) for part in group.parts]
        filled = [
            names if all(has) else _same(compress(names_of(part.fields), has), same)
            for part, names, has in zip(group.parts, labelled, having, strict=True)
        ]
        needed = wanted(group.specs, filled)
        for part, names, has in zip(group.parts, labelled, having, strict=True):
            lacks = not names.issuperset(needed.names)
            if lacks and not (part.note and is_empty(document, part.note)):
                yield from _missing(document, group, part, needed)
            for field in () if all(has) else compress(part.fields, map(not_, has)):
                if field.spec.body == "required":
                    yield Finding(*part.place(field), _empty(document, field))


def _same(written: Iterable[str], same: dict[frozenset[str], frozenset[str]]) -> frozenset[str]:
    """Return the set of names ``written``; of equal ones, the one that is in ``same``."""
    names = frozenset(written)
    return same.setdefault(names, names)


def _missing(
    document: Document, group: FieldedParts, part: Fielded, needed: Wanted
) -> Iterator[Finding]:
    labelled = set(names_of(part.fields))
    missing = [name for name in needed.names if name not in labelled]
    if len(missing) == len(needed.names) > 1:
        yield Finding(*part.where, _no_labels(document, group, part, needed))
    elif len(missing) > max(1, len(needed.names) / 2):
        labels = ", ".join(f"'{group.specs[name].label}'" for name in missing)
        yield Finding(*part.where, _NO_FIELDS(part=part.what, labels=labels))
    else:
        for name in missing:
            label = group.specs[name].label
            message = _NO_FIELD(part=part.what, label=label)
            if name in needed.having:
                number, others = needed.having[name], needed.others
                message = _NOT_USUAL(part=part.what, label=label, number=number, others=others)
            yield Finding(*part.where, message)


def _no_labels(document: Document, group: FieldedParts, part: Fielded, needed: Wanted) -> Message:
    specs = {name: group.specs[name] for name in needed.names}
    miss = Fields(specs).near_miss(document.markdown, part.where)
    if miss is not None:
        return _NEAR_MISSES[miss.lacks](part=part.what, label=miss.label)
    return _NO_LABELS(part=part.what, label=specs[needed.names[0]].label)


def _empty(document: Document, field: Field) -> Message:
    written = document.text[slice(*value_of(document, field))]
    if not written:
        return _EMPTY(label=field.spec.label)
    return _NO_VALUE(label=field.spec.label, value=quoted(written))

"""A labelled field is missing from a paper's summary.

## What it does
Looks for the fields of the digest's schema (`**Label**：value`) in the summary of each paper. Other
labels that the schema has for a field count as well, and so do labels that are not bold; a label
without a colon or without a value does not. Each missing field is one finding, and so is a summary
that has no labels or lacks more than half of them.

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

from collections.abc import Iterator, Mapping

from digestlint.core.finding import Finding
from digestlint.core.message import Message, Template
from digestlint.core.rule import RuleInfo
from digestlint.digest.nodes import Note
from digestlint.digest.readers.fields import Fields
from digestlint.digest.schema import FieldSpec
from digestlint.document.document import Document
from digestlint.markdown import Span

RULE = RuleInfo("SEC008", "missing-field", requires="fields")

_NO_FIELD = Template("missing-field/one", "the summary has no field '{label}'")
_NO_FIELDS = Template("missing-field/several", "the summary has no fields {labels}")
_NO_LABELS = Template("missing-field/all", "the summary has no labelled fields, such as '{label}'")
_NO_COLONS = Template(
    "missing-field/colons", "the labels in the summary have no colons, for example '{label}'"
)
_EMPTY = Template("missing-field/empty", "field '{label}' is empty")

_NEAR_MISSES = {"colon": _NO_COLONS}


def check(document: Document) -> Iterator[Finding]:
    """Report missing and empty fields, note by note."""
    schema = document.schema
    if document.digest is None or schema is None or schema.notes is None:
        return
    required = {name: spec for name, spec in schema.notes.fields.items() if spec.required}
    if required:
        for note in document.digest.notes:
            yield from _check_note(document, note, required)


def _check_note(
    document: Document, note: Note, required: Mapping[str, FieldSpec]
) -> Iterator[Finding]:
    labelled = {field.name for field in note.fields}
    missing = [spec.label for name, spec in required.items() if name not in labelled]
    where = _summary(document, note)
    if len(missing) == len(required) > 1:
        yield Finding(*where, _no_labels(document, where, required))
    elif len(missing) > max(1, len(required) / 2):
        labels = ", ".join(f"'{label}'" for label in missing)
        yield Finding(*where, _NO_FIELDS(labels=labels))
    else:
        for label in missing:
            yield Finding(*where, _NO_FIELD(label=label))
    for field in note.fields:
        if field.name in required and not document.text[slice(*field.value)].strip():
            yield Finding(*field.label, _EMPTY(label=field.spec.label))


def _no_labels(document: Document, where: Span, required: Mapping[str, FieldSpec]) -> Message:
    miss = Fields(required).near_miss(document.markdown, where)
    if miss is not None:
        return _NEAR_MISSES[miss.lacks](label=miss.label)
    return _NO_LABELS(label=next(iter(required.values())).label)


def _summary(document: Document, note: Note) -> Span:
    """Return the first line of the note's text; its name if it has no text."""
    body = document.text[slice(*note.body)]
    start = note.body.start + len(body) - len(body.lstrip())
    if not body.strip():
        return note.label
    line = body.strip().splitlines()[0]
    return Span(start, start + len(line))

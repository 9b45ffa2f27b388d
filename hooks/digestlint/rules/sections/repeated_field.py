"""A note has a field twice that it may have only once.

## What it does
Looks for fields with `repeated = "reported"` in the digest's schema that occur more than once in a
note or an entry. The later one is reported, and the message names the line of the first one.

## Why it matters
Scripts take one of the two and lose the other. Where a generator starts an answer again, both are
there, and often they differ.

## Example
With `repeated = "reported"` for the field `Venue`:
```markdown
**Venue**: ICLR
**Venue**: ICLR 2025
```

Keep the right one:
```markdown
**Venue**: ICLR 2025
```

## Fix safety
There is no fix: only the author knows which of the two is right.
"""

from __future__ import annotations

from collections.abc import Iterator

from digestlint.core.finding import Finding
from digestlint.core.message import Template
from digestlint.core.rule import RuleInfo
from digestlint.document.document import Document
from digestlint.rules.helpers.fielded import fielded_parts

RULE = RuleInfo("SEC011", "repeated-field", requires="fields")

_REPEATED = Template(
    "repeated-field/repeated", "{part} already has a field '{label}', in line {line}"
)


def check(document: Document) -> Iterator[Finding]:
    """Report all but the first field of a name."""
    for group in fielded_parts(document):
        if all(spec.repeated == "allowed" for spec in group.specs.values()):
            continue
        for part in group.parts:
            first: dict[str, int] = {}
            for field in part.fields:
                start = first.setdefault(field.name, field.label.start)
                if start == field.label.start or field.spec.repeated == "allowed":
                    continue
                line = document.lines.position(start)[0]
                message = _REPEATED(part=part.what, label=field.spec.label, line=line)
                yield Finding(*part.place(field), message)

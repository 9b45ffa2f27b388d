"""A part that the digest's schema requires is missing.

## What it does
If the configuration or `--schema` sets the schema of a file, looks for the headings by which that
schema is recognised, and for those above its entries and notes. Each missing heading is one
finding. A digest without any entries and notes is also a finding, whether its schema was set or
recognised.

## Why it matters
Rules about entries and notes find nothing if there are none. Without this rule, a file that has
lost its list of papers, or has a different schema from the one set, would pass as clean.

## Example
With `schema = "survey"`, this file lacks its notes:
```markdown
# Paper List
- [25/03] **Ferry: Long Questions**

# Notes on the papers
## ferry--long-questions
```

Write the heading that the schema requires:
```markdown
# Paper List
- [25/03] **Ferry: Long Questions**

# TLDR/Notes
## ferry--long-questions
```

## Fix safety
There is no fix: only the author knows whether the heading, the part, or the schema is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

from digestlint.core.finding import Finding
from digestlint.core.message import Template
from digestlint.core.rule import RuleInfo
from digestlint.digest.schema import Schema, schema_pattern
from digestlint.document.document import Document
from digestlint.rules.helpers.matching import title_span
from digestlint.text.quoting import quoted

RULE = RuleInfo("SEC009", "missing-part", requires="digest")

_NO_HEADING = Template(
    "missing-part/heading", "no heading matches {pattern}, which schema {schema} requires"
)
_NONE_ABOVE_ENTRIES = Template(
    "missing-part/heading-above-entries",
    "no heading matches {pattern}, which schema {schema} requires above the entries",
)
_NONE_ABOVE_NOTES = Template(
    "missing-part/heading-above-notes",
    "no heading matches {pattern}, which schema {schema} requires above the notes",
)
_NO_ENTRIES = Template("missing-part/entries", "no entries that match schema {schema}")
_NO_NOTES = Template("missing-part/notes", "no notes that match schema {schema}")
_NEITHER = Template("missing-part/both", "no entries and no notes that match schema {schema}")


def check(document: Document) -> Iterator[Finding]:
    """Report each missing heading; if none is missing, that there is nothing below them."""
    digest = document.digest
    if digest is None:
        return
    schema, where = digest.schema, title_span(document)
    name = quoted(schema.name)
    headings = [heading.text.strip() for heading in document.markdown.headings]
    is_set = document.settings.schema is not None
    missing = [
        (pattern, message)
        for pattern, message in (_wanted(schema) if is_set else {}).items()
        if not any(map(schema_pattern(pattern).search, headings))
    ]
    for pattern, message in missing:
        yield Finding(*where, message(pattern=quoted(pattern), schema=name))
    if not missing and not digest.entries and not digest.notes:
        if schema.entries is not None and schema.notes is not None:
            yield Finding(*where, _NEITHER(schema=name))
        elif schema.entries is not None:
            yield Finding(*where, _NO_ENTRIES(schema=name))
        elif schema.notes is not None:
            yield Finding(*where, _NO_NOTES(schema=name))


def _wanted(schema: Schema) -> dict[str, Template]:
    """Return the patterns of headings, each with the message for a missing one."""
    wanted = dict.fromkeys(schema.match.headings, _NO_HEADING)
    parts = ((_NONE_ABOVE_ENTRIES, schema.entries), (_NONE_ABOVE_NOTES, schema.notes))
    for message, spec in parts:
        if spec is not None and spec.under is not None:
            wanted[spec.under] = message
    return wanted

"""A part that the digest's schema asks for is missing.

## What it does
Where the configuration or `--schema` says which schema a file has, looks for the headings by which
that schema is recognised and below which its entries and notes stand. Each that is missing is one
finding. So is a digest, of a schema that was said or recognised, without any entry and any notes.

## Why it matters
Rules about entries and notes find nothing where there are none: without this one, a file that lost
its list of papers, or has another schema than the configuration says, would pass as clean.

## Example
With `schema = "survey"`, this file lacks its notes:
```markdown
# Paper List
- [25/03] **Ferry: Long Questions**

# Notes on the papers
## ferry--long-questions
```

Write the heading that the schema asks for:
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
from digestlint.core.rule import RuleInfo
from digestlint.digest.schema import Schema, schema_pattern
from digestlint.document.document import Document
from digestlint.rules.helpers.matching import title_span
from digestlint.text.quoting import quoted

RULE = RuleInfo("SEC009", "missing-part", requires="digest")


def check(document: Document) -> Iterator[Finding]:
    """Report each heading that is missing, or else that nothing stands below them."""
    digest = document.digest
    if digest is None:
        return
    schema, where = digest.schema, title_span(document)
    headings = [heading.text.strip() for heading in document.markdown.headings]
    is_said = document.settings.schema is not None
    missing = [
        (pattern, what)
        for pattern, what in (_wanted(schema) if is_said else {}).items()
        if not any(map(schema_pattern(pattern).search, headings))
    ]
    for pattern, what in missing:
        yield Finding(
            *where,
            f"no heading matches {quoted(pattern)}, which schema {quoted(schema.name)} has {what}",
        )
    if not missing and not digest.entries and not digest.notes:
        parts = [
            part
            for part, spec in (("entries", schema.entries), ("notes", schema.notes))
            if spec is not None
        ]
        if parts:
            yield Finding(
                *where, f"there are no {' and no '.join(parts)} of schema {quoted(schema.name)}"
            )


def _wanted(schema: Schema) -> dict[str, str]:
    """Return the patterns of headings, each with what it is for."""
    wanted = dict.fromkeys(schema.match.headings, "in a digest")
    for what, spec in (("the entries", schema.entries), ("the notes", schema.notes)):
        if spec is not None and spec.under is not None:
            wanted[spec.under] = f"above {what}"
    return wanted

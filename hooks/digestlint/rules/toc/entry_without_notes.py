"""An entry of the table of contents has no notes.

## What it does
Looks for the notes of each entry: a heading with the title of the entry, or with a slug of it.
Case, punctuation and LaTeX are ignored. If the titles differ, the heading that the entry links to
is accepted, too.

## Why it matters
Readers find the paper in the list, but nothing about it below. Either the notes were lost, or the
paper was removed and its entry was forgotten.

## Example
The list has two papers, but only one has notes:
```markdown
# Paper List
- [25/03] **Ferry: Long Questions**
- [25/04] **Lighthouse: Sparse Rewards**

# TLDR/Notes
## ferry--long-questions
```

Add the missing notes:
```markdown
# Paper List
- [25/03] **Ferry: Long Questions**
- [25/04] **Lighthouse: Sparse Rewards**

# TLDR/Notes
## ferry--long-questions
## lighthouse--sparse-rewards
```

## Fix safety
There is no fix: somebody has to write the notes, and only the author knows whether the entry can be
removed.
"""

from __future__ import annotations

from collections.abc import Iterator

from digestlint.core.finding import Finding
from digestlint.core.message import Template
from digestlint.core.rule import RuleInfo
from digestlint.document.document import Document
from digestlint.rules.helpers.pairing import pair
from digestlint.text.quoting import quoted

RULE = RuleInfo("TOC001", "entry-without-notes", requires="digest")

_NO_NOTES = Template(
    "entry-without-notes/no-notes",
    "entry {title} has no notes; write them, or remove the entry",
)
_UNTITLED = Template(
    "entry-without-notes/untitled", "this entry has no notes; write them, or remove the entry"
)


def check(document: Document) -> Iterator[Finding]:
    """Report entries without notes."""
    digest = document.digest
    if digest is None or digest.schema.entries is None or digest.schema.notes is None:
        return
    for entry, note in pair(document, digest).entries:
        if note is None:
            if entry.title:
                yield Finding(*entry.title.span, _NO_NOTES(title=quoted(entry.title.text)))
            else:
                yield Finding(*entry.span, _UNTITLED())

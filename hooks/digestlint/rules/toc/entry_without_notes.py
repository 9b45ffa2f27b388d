"""An entry of the table of contents has no notes.

## What it does
Looks for the notes of each entry: a heading with the entry's title, or with a slug of it. Case,
punctuation and LaTeX do not count. Where the titles differ, the heading that the entry's link leads
to counts as well.

## Why it matters
The reader finds the paper in the list and nothing about it below. Either the notes got lost, or the
paper was dropped and the entry forgotten.

## Example
The list has two papers, and there are notes on one:
```markdown
# Paper List
- [25/03] **Ferry: Long Questions**
- [25/04] **Lighthouse: Sparse Rewards**

# TLDR/Notes
## ferry--long-questions
```

Add the notes that are missing; write instead:
```markdown
# Paper List
- [25/03] **Ferry: Long Questions**
- [25/04] **Lighthouse: Sparse Rewards**

# TLDR/Notes
## ferry--long-questions
## lighthouse--sparse-rewards
```

## Fix safety
There is no fix: notes have to be written, and only the author knows whether an entry may go.
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
    """Report entries that no notes belong to."""
    digest = document.digest
    if digest is None or digest.schema.entries is None or digest.schema.notes is None:
        return
    for entry, note in pair(document, digest).entries:
        if note is None:
            if entry.title:
                yield Finding(*entry.title.span, _NO_NOTES(title=quoted(entry.title.text)))
            else:
                yield Finding(*entry.span, _UNTITLED())

"""Notes have no entry in the table of contents.

## What it does
Looks for the entry of each paper's notes, by the title or a slug of it, or by the link from an
entry to the notes.

## Why it matters
Readers who use the list do not find the notes.

## Example
There are notes on two papers, but the list has only one:
```markdown
# Paper List
- [25/03] **Ferry: Long Questions**

# TLDR/Notes
## ferry--long-questions
## lighthouse--sparse-rewards
```

Write instead:
```markdown
# Paper List
- [25/03] **Ferry: Long Questions**
- [25/04] **Lighthouse: Sparse Rewards**

# TLDR/Notes
## ferry--long-questions
## lighthouse--sparse-rewards
```

## Fix safety
The fix adds an entry in the format of the neighbouring entry, at the place given by the order of
the notes. Title, date and paper link are taken from the bibliography. Without a bibliography, date
and link are taken from a link to the paper in the notes, and the title is the text of the heading.
If the notes link to exactly one repository, it becomes the code link. The fix is unsafe, because
the author should check the entry. There is no fix if the date or the URL is not known, or if
entries contain authors, numbers or stars of their own.
"""

from __future__ import annotations

from collections.abc import Iterator

from digestlint.core.finding import Applicability, Finding
from digestlint.core.message import Template
from digestlint.core.rule import RuleInfo
from digestlint.digest.nodes import Note
from digestlint.document.document import Document
from digestlint.rules.helpers.pairing import pair, title_of
from digestlint.text.quoting import quoted

RULE = RuleInfo("TOC002", "notes-without-entry", fixes=(Applicability.UNSAFE,), requires="notes")

_NO_ENTRY = Template(
    "notes-without-entry/no-entry", "notes {title} have no entry in the table of contents"
)


def check(document: Document) -> Iterator[Finding]:
    """Report notes without an entry."""
    digest = document.digest
    if digest is None or digest.schema.entries is None or digest.schema.notes is None:
        return
    pairs = pair(document, digest)
    strays = [note for note, entry in pairs.notes if entry is None]
    wanted = [note for note in strays if not _silenced(document, note)]
    if not strays:
        return
    from digestlint.rules.toc.drafting import draft_entries  # most notes have an entry

    fixes = {note.span: fix for note, fix in draft_entries(document, digest, pairs, wanted)}
    for note in strays:
        yield Finding(
            *note.label,
            _NO_ENTRY(title=quoted(title_of(note))),
            fixes.get(note.span),
        )


def _silenced(document: Document, note: Note) -> bool:
    """Whether a comment silences the finding: one fix adds the entries of several notes."""
    row = document.lines.position(note.label.start)[0]
    return document.silences(RULE.code, row)

"""Notes have no entry in the table of contents.

## What it does
Looks for the entry that belongs to each paper's notes, by the title or a slug of it, or by the link
that leads from an entry to the notes.

## Why it matters
A reader who goes through the list never learns that the notes are there.

## Example
There are notes on two papers, and the list has one:
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
The fix adds an entry, in the shape of the entry beside it and where the order of the notes has it.
Title, date and paper link come from the bibliography. Without one, the date and the link come from
a link to the paper in the notes, and the heading stands for the title until you write it out. The
code link is the one repository that the notes name, or left out. The fix is unsafe, because the
author should look at all of these. There is none where the date or the URL that entries have is not
known, or where entries have authors, numbers or stars of their own.
"""

from __future__ import annotations

from collections.abc import Iterator

from digestlint.core.finding import Applicability, Finding
from digestlint.core.rule import RuleInfo
from digestlint.digest.nodes import Note
from digestlint.document.document import Document
from digestlint.rules.helpers.pairing import pair, title_of
from digestlint.text.quoting import quoted

RULE = RuleInfo("TOC002", "notes-without-entry", fixes=(Applicability.UNSAFE,), requires="notes")


def check(document: Document) -> Iterator[Finding]:
    """Report notes that no entry belongs to."""
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
            f"notes {quoted(title_of(note))} have no entry in the table of contents",
            fixes.get(note.span),
        )


def _silenced(document: Document, note: Note) -> bool:
    """Whether the author wants no entry: entries of several notes are added in one go."""
    row = document.lines.position(note.label.start)[0]
    return document.silences(RULE.code, row)

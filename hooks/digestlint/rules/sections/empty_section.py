"""A section, or the notes on a paper, with a heading but no text.

## What it does
Finds sections of the digest's schema that have no text before the next section. Sub-headings count
as content, comments and horizontal rules do not. Sections with `body = "optional"` may be empty,
such as `论文解读 | …` in the `survey` schema, whose heading says it all. If the schema has
`body = "required"` for notes, notes without anything below their name are found as well.

## Why it matters
An empty section promises readers something that is not there, usually because a generator lost it.

## Example
```markdown
### 📈 实验结果

### 💬 可借鉴之处
奖励设计值得借鉴。
```

This section has text; write instead:
```markdown
### 📈 实验结果
速度提升两倍。

### 💬 可借鉴之处
奖励设计值得借鉴。
```

## Fix safety
There is no fix: only the author knows what belongs in the section.
"""

from __future__ import annotations

from collections.abc import Iterator

from digestlint.core.finding import Finding, Severity
from digestlint.core.message import Template
from digestlint.core.rule import RuleInfo
from digestlint.document.document import Document
from digestlint.rules.sections.empty_notes import is_blank, is_empty
from digestlint.text.quoting import quoted

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from digestlint.digest.nodes import Note, Section

RULE = RuleInfo("SEC002", "empty-section", severity=Severity.ERROR, requires="notes")

_EMPTY = Template("empty-section/empty", "section '{heading}' is empty")
_EMPTY_NOTE = Template("empty-section/note", "the notes {name} are empty")


def check(document: Document) -> Iterator[Finding]:
    """Report sections and notes that are empty but must not be."""
    if document.digest is None:
        return
    for note in document.digest.notes:
        if is_empty(document, note):
            yield Finding(*note.label, _EMPTY_NOTE(name=quoted(note.name)))
        for section in note.sections:
            if (
                section.spec.body == "required"
                and is_blank(document, section.body)
                and not _has_sections(document, note, section)
            ):
                yield Finding(*section.label, _EMPTY(heading=section.spec.heading))


def _has_sections(document: Document, note: Note, section: Section) -> bool:
    """Whether what follows is a section with a deeper heading, where those may have any level."""
    schema = document.digest.schema if document.digest else None
    if schema is None or schema.notes is None or schema.notes.section_level is not None:
        return False
    end = section.body.end
    return any(each.head.start == end and each.level > section.level for each in note.sections)

"""A section that the schema requires is missing from the notes on a paper.

## What it does
Compares the headings below each paper with the sections of the digest's schema. Sections with
`required = false` may be missing, and those with `required = "usual"` unless at least nine of ten
other notes of the file have them, of at least five. A heading counts under every name that the
schema has for it. A section at the wrong heading level, inside a stray code fence, or with an empty
body counts as present.

## Why it matters
Readers look for the same parts in the notes on every paper. Notes that end early are a sign of a
generator that stopped halfway.

## Example
The notes lack `💬 可借鉴之处`:
```markdown
### Abstract
We study agents.
### 🌟 论文解读
### 📌 背景痛点/本文动机
智能体很慢。
### 🚀 核心方法（介绍本文的几个创新点）
我们让它更快。
### 📈 实验结果
速度提升两倍。
```

Write all sections, for example:
```markdown
### Abstract
We study agents.
### 🌟 论文解读
### 📌 背景痛点/本文动机
智能体很慢。
### 🚀 核心方法（介绍本文的几个创新点）
我们让它更快。
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

from digestlint.core.finding import Finding
from digestlint.core.message import Template
from digestlint.core.rule import RuleInfo
from digestlint.digest.nodes import Note
from digestlint.document.document import Document
from digestlint.rules.sections.empty_notes import is_empty
from digestlint.rules.sections.usual import wanted

RULE = RuleInfo("SEC001", "missing-section", requires="notes")

_NO_SECTION = Template("missing-section/one", "the notes have no section '{heading}'")
_NO_SECTIONS = Template(
    "missing-section/all", "the notes have no sections; the first should be '{heading}'"
)
_NOT_USUAL = Template(
    "missing-section/usual",
    "the notes have no section '{heading}', which {number} of the other {others} have",
)


def check(document: Document) -> Iterator[Finding]:
    """Report each missing section; notes without any get one finding."""
    schema = document.schema
    if document.digest is None or schema is None or schema.notes is None:
        return
    specs = schema.notes.sections
    sections = [{section.name for section in note.sections} for note in document.digest.notes]
    needed = wanted(specs, sections)
    for note, present in zip(document.digest.notes, sections, strict=True):
        missing = [name for name in needed.names if name not in present]
        if not missing or is_empty(document, note) or _unreadable_heading(document, note):
            continue
        where = note.label
        if len(missing) == len(needed.names) > 1:
            yield Finding(*where, _NO_SECTIONS(heading=specs[missing[0]].heading))
            continue
        for name in missing:
            heading = specs[name].heading
            message = _NO_SECTION(heading=heading)
            if name in needed.having:
                number, others = needed.having[name], needed.others
                message = _NOT_USUAL(heading=heading, number=number, others=others)
            yield Finding(*where, message)


def _unreadable_heading(document: Document, note: Note) -> bool:
    """Whether damaged characters hide which section a heading of the note is."""
    return any(document.restoration.damaged(*label) for label in note.unknown)

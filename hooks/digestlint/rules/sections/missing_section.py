"""A section that the schema requires is missing from the notes on a paper.

## What it does
Compares the headings below each paper with the sections of the digest's schema. Sections with
`required = false` may be missing. A heading counts under every name that the schema has for it. A
section at the wrong heading level, inside a stray code fence, or with an empty body counts as
present.

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

RULE = RuleInfo("SEC001", "missing-section", requires="notes")

_NO_SECTION = Template("missing-section/one", "the notes have no section '{heading}'")
_NO_SECTIONS = Template(
    "missing-section/all", "the notes have no sections; the first should be '{heading}'"
)


def check(document: Document) -> Iterator[Finding]:
    """Report each missing section; notes without any get one finding."""
    schema = document.schema
    if document.digest is None or schema is None or schema.notes is None:
        return
    required = {name: spec for name, spec in schema.notes.sections.items() if spec.required}
    for note in document.digest.notes:
        present = {section.name for section in note.sections}
        missing = [spec.heading for name, spec in required.items() if name not in present]
        if not missing or _unreadable_heading(document, note):
            continue
        where = note.label
        if len(missing) == len(required) > 1:
            yield Finding(*where, _NO_SECTIONS(heading=missing[0]))
            continue
        for heading in missing:
            yield Finding(*where, _NO_SECTION(heading=heading))


def _unreadable_heading(document: Document, note: Note) -> bool:
    """Whether damaged characters hide which section a heading of the note is."""
    return any(document.restoration.damaged(*label) for label in note.unknown)

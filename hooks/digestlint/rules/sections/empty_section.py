"""A section with a heading but no text.

## What it does
Finds sections of the digest's schema that have no text before the next section. Sub-headings count
as content, comments and horizontal rules do not. Sections with `body = "optional"` may be empty,
such as `论文解读 | …` in the `survey` schema, whose heading says it all.

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

import re
from collections.abc import Iterator

from digestlint._runtime.patterns import lazy_pattern
from digestlint.core.finding import Finding
from digestlint.core.message import Template
from digestlint.core.rule import RuleInfo
from digestlint.document.document import Document

RULE = RuleInfo("SEC002", "empty-section", requires="notes")

_EMPTY = Template("empty-section/empty", "section '{heading}' is empty")

# Atomic and possessive, so that many comments before the text take linear time.
_NO_CONTENT = lazy_pattern(
    r"(?>\s+|<!--.*?-->|^ {0,3}(?:-[ \t]*+){3,}$)*+", re.DOTALL | re.MULTILINE
)


def check(document: Document) -> Iterator[Finding]:
    """Report sections whose body is empty but must not be."""
    if document.digest is None:
        return
    text = document.markdown.text  # stray fences are not content
    for note in document.digest.notes:
        for section in note.sections:
            if section.spec.body == "required" and _NO_CONTENT.fullmatch(text, *section.body):
                yield Finding(*section.label, _EMPTY(heading=section.spec.heading))

"""A section has a heading and nothing below it.

## What it does
Finds sections of the digest's schema without any text up to the next section. Sub-headings count
as content, comments and horizontal rules do not. Sections with `body = "optional"` may be empty:
in the `survey` schema, `论文解读 | …`, whose heading says it all.

## Why it matters
An empty section promises something that readers do not get, usually because a generator lost it.

## Example
```markdown
### 📈 实验结果

### 💬 可借鉴之处
奖励设计值得借鉴。
```

The section has a text; write instead:
```markdown
### 📈 实验结果
速度提升两倍。

### 💬 可借鉴之处
奖励设计值得借鉴。
```

## Fix safety
There is no fix: only the author knows what belongs into the section.
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

# Atomic and possessive, so that many comments before a text cost no more than a look at each.
_NO_CONTENT = lazy_pattern(
    r"(?>\s+|<!--.*?-->|^ {0,3}(?:-[ \t]*+){3,}$)*+", re.DOTALL | re.MULTILINE
)


def check(document: Document) -> Iterator[Finding]:
    """Report sections whose body must not be empty, and is."""
    if document.digest is None:
        return
    text = document.markdown.text  # stray fences are no content
    for note in document.digest.notes:
        for section in note.sections:
            if section.spec.body == "required" and _NO_CONTENT.fullmatch(text, *section.body):
                yield Finding(*section.label, _EMPTY(heading=section.spec.heading))

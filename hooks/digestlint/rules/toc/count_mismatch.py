"""A count does not agree with what is counted.

## What it does
Finds counts that a text states of one of its sections: at the end of a heading (`## Agents (12)`,
`## 智能体（12 篇）`), alone below one (`共 12 篇`, `Total: 12`), or beside a link to one
(`- [cs.AI](#cs.AI) [Total: 12]`). It counts the headings of the next level in the section or, where
there are none, the rows of its tables or the items of its lists.

Nothing is reported where it is not clear what is counted: where a section has both items and rows,
or text between; where the number is that of anything else in the section; or where it is far from
what is there (more than a fifth, and more than two), as in "the first 10 of 120". A mere number in
parentheses is checked only if another one in the file agrees.

Its precision has not been measured on enough files, so this rule is off by default.

## Why it matters
Either an entry is lost, or readers cannot rely on the numbers.

## Example
```markdown
## Agents (3 papers)

- Ferry
- Lighthouse
```

If no paper is lost, write instead:
```markdown
## Agents (2 papers)

- Ferry
- Lighthouse
```

## Fix safety
There is no fix: the number may be right, and an entry missing.
"""

from __future__ import annotations

from collections.abc import Iterator

from digestlint.core.finding import Finding
from digestlint.core.message import Template
from digestlint.core.rule import RuleInfo
from digestlint.document.document import Document
from digestlint.rules.toc.counts import Countable, Sections, Stated, stated_counts

RULE = RuleInfo("TOC009", "count-mismatch", default=False)

_MISMATCH = Template("count-mismatch/mismatch", "the count is {number}, but there are {counted}")

_NEAR = 2


def check(document: Document) -> Iterator[Finding]:
    """Report counts that are near what is there, and wrong."""
    stated = list(stated_counts(document))
    if not stated:
        return
    sections = Sections(document)
    counts = [(count, sections.countable(count.section)) for count in stated]
    agree = any(
        not count.is_clear and found is not None and found.number == count.number
        for count, found in counts
    )
    for count, found in counts:
        if found is not None and (count.is_clear or agree) and _is_wrong(count, found):
            message = _MISMATCH(number=count.number, counted=found.number)
            yield Finding(*count.span, message)


def _is_wrong(count: Stated, found: Countable) -> bool:
    if count.number in found.others:
        return False
    return abs(count.number - found.number) <= max(_NEAR, found.number // 5)

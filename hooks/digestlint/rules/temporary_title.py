"""A temporary file name stands in a title.

## What it does
Finds names like `tmpxv1owcwg.bib`, as Python's `tempfile` makes them, in the headings of a digest.

## Why it matters
The name means nothing to readers and changes with every run of the generator, so that every
commit touches the title.

## Example
```markdown
# Paper List from BIB File: tmpxv1owcwg.bib
```

With a bibliography `agents.bib` beside the digest, write instead:
```markdown
# Paper List from BIB File: agents.bib
```

Without one, the fix drops the part that names the file:
```markdown
# Paper List
```

## Fix safety
The fix is unsafe: which bibliography the title means is taken from what stands beside the digest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from digestlint.document import Document
from digestlint.finding import Applicability, Edit, Finding, Fix
from digestlint.rule import RuleInfo

RULE = RuleInfo("TOC007", "temporary-title", fixes=(Applicability.UNSAFE,))

# tempfile draws eight characters from [a-z0-9_]; mkstemp's prefix is "tmp".
_TEMPORARY = re.compile(r"\btmp[a-z0-9_]{8}(?:\.[A-Za-z]{1,5})?\b")
_CLAUSE = re.compile(r"\s*\bfrom\s+BIB\s+File\s*:?\s*\Z", re.IGNORECASE)


def check(document: Document) -> Iterator[Finding]:
    """Report temporary file names in headings of level 1 and 2."""
    if document.digest is None:
        return
    for heading in document.markdown.headings:
        if heading.level > 2:
            continue
        for match in _TEMPORARY.finditer(document.text, *heading.content):
            yield Finding(
                *match.span(),
                f"temporary file name {match[0]!r} in a title",
                _fix(document, heading.content.start, match),
            )


def _fix(document: Document, start: int, match: re.Match[str]) -> Fix:
    if document.surroundings.bibliography is not None:
        name = document.surroundings.bibliography.name
        return Fix.unsafe(f"Write {name!r}", Edit(*match.span(), name))
    clause = _CLAUSE.search(document.text[start : match.start()])
    begin = start + clause.start() if clause else match.start()
    return Fix.unsafe("Drop the file name", Edit(begin, match.end(), ""))

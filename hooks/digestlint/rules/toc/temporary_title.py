"""A title contains a temporary file name.

## What it does
Finds file names such as `tmpxv1owcwg.bib`, as created by Python's `tempfile` and the command
`mktemp`, in the level 1 and level 2 headings of a digest.

## Why it matters
The name means nothing to readers. It changes with every run of the generator, so every commit
changes the title.

## Example
```markdown
# Paper List from BIB File: tmpxv1owcwg.bib
```

If the bibliography beside the digest is `agents.bib`, write instead:
```markdown
# Paper List from BIB File: agents.bib
```

Without a bibliography, the fix removes the part that names the file:
```markdown
# Paper List
```

## Fix safety
The fix is unsafe, because it assumes that the title refers to the bibliography beside the digest.
There is no fix if that bibliography itself has the temporary name (rename the file first), or if
nothing would be left of the heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from digestlint._runtime.patterns import lazy_pattern
from digestlint.core.finding import Applicability, Edit, Finding, Fix
from digestlint.core.message import Template
from digestlint.core.rule import RuleInfo
from digestlint.document.document import Document
from digestlint.markdown import Span
from digestlint.rules.helpers.wording import WRITE
from digestlint.text.quoting import quoted

RULE = RuleInfo(
    "TOC007",
    "temporary-title",
    fixes=(Applicability.UNSAFE,),
    requires="digest",
    prefilter=("tmp",),
)

_TITLE = Template("temporary-title/title", "temporary file name {name} in a title")
_REMOVE = Template("temporary-title/remove", "Remove the file name")

# tempfile adds eight characters from [a-z0-9_] to "tmp"; GNU mktemp adds ten to "tmp.". Without a
# file extension, a digit distinguishes them from words such as "tmp_folders".
_TEMPORARY = lazy_pattern(
    r"(?<![\w.-])(?:(?:/[\w.-]{1,100}){1,10}/)?"
    r"(?:tmp(?=[a-z_]{0,7}[0-9]|[a-z_]{8}\.)[a-z0-9_]{8}|tmp\.[A-Za-z0-9]{10})"
    r"(?:\.[A-Za-z]{1,5})?\b"
)
_CLAUSE = lazy_pattern(
    r"(?:(?<!\s)\s*\bfrom\s+BIB\s+File\b)?(?<!\s)\s*(?:[:：]\s*)?\Z", re.IGNORECASE
)


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
                _TITLE(name=quoted(match[0])),
                _fix(document, heading.content, match),
            )


def _fix(document: Document, content: Span, match: re.Match[str]) -> Fix | None:
    bibliography = document.context.bibliography
    if bibliography is not None:
        if _TEMPORARY.fullmatch(bibliography.name):
            return None
        return Fix.unsafe(
            WRITE(text=quoted(bibliography.name)), Edit(*match.span(), bibliography.name)
        )
    clause = _CLAUSE.search(document.text[content.start : match.start()])
    assert clause  # it always matches at the end
    begin = content.start + clause.start()
    if (begin, match.end()) == content:
        return None
    return Fix.unsafe(_REMOVE(), Edit(begin, match.end(), ""))

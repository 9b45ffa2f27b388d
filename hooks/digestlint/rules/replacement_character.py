"""A replacement character stands where text was lost.

## What it does
Finds U+FFFD (`�`), which programs write when they can't decode what they read. A code span that
holds nothing else is left alone: it shows the character.

## Why it matters
What stood there is gone from the file; only its source still has it.

## Example
```markdown
该方法在三个基准上提升了4.8个百�点。
```

Take the text from its source again:
```markdown
该方法在三个基准上提升了4.8个百分点。
```

## Fix safety
There is no fix: the file no longer says what was there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from digestlint.document import Document
from digestlint.finding import Finding
from digestlint.rule import RuleInfo

RULE = RuleInfo("ENC004", "replacement-character", reads="source")

_LOST = re.compile("\ufffd+")
_SHOWN = re.compile("[`\\s\ufffd]+")


def check(document: Document) -> Iterator[Finding]:
    """Report each line that holds replacement characters."""
    if "\ufffd" not in document.source.text:
        return
    position = document.lines_of_source.position
    found = [
        match for match in _LOST.finditer(document.source.text) if not _is_shown(document, match)
    ]
    for _, group in groupby(found, key=lambda match: position(match.start())[0]):
        matches = list(group)
        count = sum(len(match[0]) for match in matches)
        what = "replacement character" if count == 1 else f"{count} replacement characters"
        yield Finding(matches[0].start(), matches[-1].end(), f"{what} (U+FFFD) where text was lost")


def _is_shown(document: Document, match: re.Match[str]) -> bool:
    """Whether the match is the whole of a code span."""
    code = document.markdown.code.at(document.restoration.to_restored(match.start()))
    return code is not None and _SHOWN.fullmatch(document.text, *code) is not None

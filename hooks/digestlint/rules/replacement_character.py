"""A replacement character stands where text was lost.

## What it does
Finds U+FFFD (`�`), which programs write when they can't decode what they read. Text that shows the
character is left alone: a code span or quotation marks with nothing else between them, a line that
names it, and in a text about encodings a `�` between blanks.

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
from digestlint.mojibake.quoting import is_about_encodings
from digestlint.patterns import lazy_pattern
from digestlint.rule import RuleInfo

RULE = RuleInfo("ENC004", "replacement-character", reads="source", signs=("\ufffd",))

_LOST = lazy_pattern("\ufffd+")
_SHOWN = lazy_pattern("[`\\s\ufffd]+")
_QUOTED = lazy_pattern("(?:'\ufffd+'|\"\ufffd+\"|“\ufffd+”|‘\ufffd+’|「\ufffd+」|«\ufffd+»)")
_NAME = lazy_pattern(r"U\+FFFD|replacement character", re.IGNORECASE)
_REACH = 200  # characters of a line that are searched for the name, on each side


def check(document: Document) -> Iterator[Finding]:
    """Report each line that holds replacement characters."""
    text = document.source.text
    count = text.count("\ufffd")
    if not count:
        return
    position = document.lines_of_source.position
    is_lesson = is_about_encodings(text, count)
    found = [
        match
        for match in _LOST.finditer(text)
        if not (_is_alone_in_code(document, match) or _is_shown(match, is_lesson))
    ]
    for _, group in groupby(found, key=lambda match: position(match.start())[0]):
        matches = list(group)
        count = sum(len(match[0]) for match in matches)
        what = "replacement character" if count == 1 else f"{count} replacement characters"
        yield Finding(matches[0].start(), matches[-1].end(), f"{what} (U+FFFD) where text was lost")


def _is_alone_in_code(document: Document, match: re.Match[str]) -> bool:
    """Whether the match is the whole of a code span."""
    code = document.markdown.code.at(document.restoration.to_restored(match.start()))
    return code is not None and _SHOWN.fullmatch(document.text, *code) is not None


def _is_shown(match: re.Match[str], is_lesson: bool) -> bool:
    """Whether the text around the match speaks of the character itself."""
    text, (start, end) = match.string, match.span()
    if start and _QUOTED.match(text, start - 1):
        return True
    if is_lesson and text[start - 1 : start].isspace() and text[end : end + 1].isspace():
        return True
    before = text[max(start - _REACH, 0) : start].rpartition("\n")[2]
    after = text[end : end + _REACH].partition("\n")[0]
    return bool(_NAME.search(before) or _NAME.search(after))

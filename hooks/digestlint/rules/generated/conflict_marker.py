"""A merge conflict is unresolved: the text contains Git's conflict markers.

## What it does
Finds the markers that `git merge`, `git rebase`, `git stash pop` and similar commands write at a
conflict: a line that begins with `<<<<<<< `, a line `=======` below it, and a line that begins with
`>>>>>>> `. Each marker is exactly seven characters at the start of a line; the first and the last
are followed by a label. The `diff3` style has a line `|||||||` between them. Anything less is not
a conflict: `=======` alone underlines a heading.

While a file contains a conflict, digestlint fixes nothing in it. This rule runs even if it is not
selected, unless it is ignored by its code, its name or a comment.

## Why it matters
The page shows both versions and the markers. Half of the text will be removed, so other findings
may be about text that will not stay, and a fix could make the two versions harder to compare.

## Example
````markdown
<<<<<<< HEAD
The model has 7 billion parameters.
=======
The model has 8 billion parameters.
>>>>>>> corrections
````

Choose a version and remove the markers:
````markdown
The model has 8 billion parameters.
````

An example inside a fenced code block is fine:
````markdown
Git writes:
```text
<<<<<<< HEAD
The model has 7 billion parameters.
=======
The model has 8 billion parameters.
>>>>>>> corrections
```
````

## Fix safety
There is no fix: only the author knows which version is right. A conflict that is entirely inside
one fenced code block with a closing fence is not reported, because texts about Git show conflicts
this way. A conflict that crosses a fence, or is in a block that is never closed or hides notes, is
reported.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from digestlint._runtime.patterns import lazy_pattern
from digestlint.core.finding import Finding, Severity
from digestlint.core.message import Template
from digestlint.core.rule import RuleInfo
from digestlint.document.document import Document
from digestlint.markdown import Span
from digestlint.text.quoting import quoted

RULE = RuleInfo(
    "GIT001", "conflict-marker", severity=Severity.ERROR, stops_fixes=True, prefilter=("<<<<<<< ",)
)

_STOPS_FIXES = Template(
    "conflict-marker/stops-fixes",
    "unresolved merge conflict with {label}, up to line {line}; nothing in this file is fixed "
    "until it is resolved",
)
_UNRESOLVED = Template(
    "conflict-marker/unresolved",
    "unresolved merge conflict with {label}, up to line {line}",
)

# As Git's xdiff/xmerge.c writes them (fill_conflict_hunk), with any line endings.
_MARKER = lazy_pattern(
    r"""(?:^|(?<=\r))(?:
    (?P<ours><{7}[ ][^\r\n]+)|(?P<middle>={7})(?=[\r\n]|\Z)|>{7}[ ](?P<theirs>[^\r\n]+)
    )""",
    re.MULTILINE | re.VERBOSE,
)


def check(document: Document) -> Iterator[Finding]:
    """Report each conflict at its first line."""
    template = _STOPS_FIXES
    for ours, theirs in _conflicts(document.text):
        if _is_example(document, Span(ours.start(), theirs.end())):
            continue
        last, _ = document.lines.position(theirs.start())
        yield Finding(*ours.span(), template(label=quoted(theirs["theirs"]), line=last))
        template = _UNRESOLVED  # once is enough


def _conflicts(text: str) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    """Yield the first and the last marker of each conflict."""
    ours: re.Match[str] | None = None
    divided = False
    for marker in _MARKER.finditer(text):
        if marker["ours"]:
            ours, divided = marker, False
        elif marker["middle"]:
            divided = ours is not None
        elif ours is not None and divided:
            yield ours, marker
            ours = None


def _is_example(document: Document, conflict: Span) -> bool:
    """Whether it is between the two fences of one code block."""
    fences = document.markdown.fences
    i = bisect_right(fences, conflict.start, key=lambda fence: fence.span.start) - 1
    closing = fences[i].closing if i >= 0 else None
    return closing is not None and conflict.end <= closing.start

"""A fenced code block is never closed.

## What it does
Finds code fences (three or more backticks or tildes) without a closing fence of the same kind and
at least the same length. Such a block runs to the end of the file, or of the list item or block
quote that contains it. The finding says how much it swallows.

## Why it matters
Everything below the fence shows as code, without headings, links and anchors.

## Example
````markdown
Run it:
```
make demo

The results are in the table.
````

Close the block where the code ends:
````markdown
Run it:
```
make demo
```

The results are in the table.
````

## Fix safety
There is no fix: only the author knows where the code should end, or whether the fence is a
leftover.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from digestlint._runtime.patterns import lazy_pattern
from digestlint.core.finding import Finding, Severity
from digestlint.core.message import Message, Template
from digestlint.core.rule import RuleInfo
from digestlint.document.document import Document
from digestlint.markdown import FencedCodeBlock
from digestlint.rules.sections.fence_lines import counted_headings

RULE = RuleInfo("SEC006", "unclosed-fence", severity=Severity.ERROR, prefilter=("```", "~~~"))

_LINES = Template(
    "unclosed-fence/lines", "the code fence is never closed and swallows {lines}, up to line {last}"
)
_HEADINGS = Template(
    "unclosed-fence/headings",
    "the code fence is never closed and swallows {lines} with {headings}, up to line {last}",
)
_NOTHING = Template(
    "unclosed-fence/nothing", "the code fence is never closed and swallows nothing below it"
)
_ONE_LINE = Template("unclosed-fence/one-line", "{number} line")
_SOME_LINES = Template("unclosed-fence/some-lines", "{number} lines")

_HEADING = lazy_pattern(r"(?:^|(?<=\r))[ >]*(#{1,6})[ \t]+\S", re.MULTILINE)


def check(document: Document) -> Iterator[Finding]:
    """Report open fences; those that swallow notes are replaced by spaces in the Markdown.

    ``fenced-notes`` reports an open fence around a whole digest.
    """
    digest = document.digest
    stray = [f for f in digest.stray_fences if not digest.wraps(f)] if digest else []
    fences = {fence.span.start: fence for fence in (*stray, *document.markdown.fences)}
    for start in sorted(fences):
        if fences[start].closing is None:
            yield _finding(document, fences[start])


def _finding(document: Document, fence: FencedCodeBlock) -> Finding:
    line = document.text[slice(*fence.opening)].rstrip()
    start = fence.opening.start
    return Finding(start, start + len(line), _message(document, fence))


def _message(document: Document, fence: FencedCodeBlock) -> Message:
    body = document.text[fence.opening.end : fence.span.end].rstrip()
    if not body:
        return _NOTHING()
    first, _ = document.lines.position(fence.opening.start)
    last, _ = document.lines.position(fence.opening.end + len(body))
    # In a program, a line with one # is a comment.
    shortest = 2 if fence.info.strip() else 1
    headings = sum(len(match[1]) >= shortest for match in _HEADING.finditer(body))
    number = last - first
    lines = (_ONE_LINE if number == 1 else _SOME_LINES)(number=f"{number:,}")
    if not headings:
        return _LINES(lines=lines, last=last)
    return _HEADINGS(lines=lines, headings=counted_headings(headings), last=last)

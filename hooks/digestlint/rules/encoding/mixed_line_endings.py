r"""The file has different line endings.

## What it does
Finds the lines whose ending differs from that of most lines of the file: LF, CR LF, or CR alone. A
file in which all lines end in CR LF is fine. On a tie, LF wins, then CR LF. Adjacent lines are
reported together.

A CR inside a line is not a line ending: it came with copied text, or is what is left of a LaTeX
command such as `\rho`; `lost-backslash` or `control-character` reports it. A CR counts as a line
ending if almost all lines of the file end in CR, or if a heading, an empty line or the next list
item follows it.

## Why it matters
Editors and diffs show lines of such a file as changed although nobody changed them, and patches do
not apply.

## Example
```text
first line⏎ (LF)
second line⏎ (CR LF)
third line⏎ (LF)
```

The second line should end in LF like the others:
```text
first line⏎ (LF)
second line⏎ (LF)
third line⏎ (LF)
```

## Fix safety
The fix is safe: all three endings mean the same in Markdown. Only the reported lines change.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from digestlint.core.finding import Applicability, Edit, Finding, Fix, Severity
from digestlint.core.message import Template
from digestlint.core.rule import RuleInfo
from digestlint.document.document import Document
from digestlint.rules.helpers.lost_backslashes import lost_backslashes
from digestlint.rules.helpers.stray_returns import stray_returns
from digestlint.text.codec import Source
from digestlint.text.lines import LINE_ENDING

RULE = RuleInfo(
    "ENC007",
    "mixed-line-endings",
    severity=Severity.INFO,
    fixes=(Applicability.SAFE,),
    reads="source",
    requires="mixed line endings",
)

_LINE = Template("mixed-line-endings/line", "line ends in {ending} instead of {usual}")
_LINES = Template(
    "mixed-line-endings/lines", "lines {first} to {last} end in {ending} instead of {usual}"
)
_END_LINE = Template("mixed-line-endings/end-line", "End the line in {usual}")
_END_LINES = Template("mixed-line-endings/end-lines", "End the lines in {usual}")

_NAMES = {"\n": "LF", "\r\n": "CR LF", "\r": "CR"}


def check(document: Document) -> Iterator[Finding]:
    """Report each block of lines that have the same unusual ending."""
    if not document.source.mixed_newlines:
        return
    inside = _inside_lines(document)
    newline = document.source.newline
    for first_row, endings in _blocks(document.source, inside):
        ending, usual = _NAMES[endings[0][0]], _NAMES[newline]
        if len(endings) == 1:
            message, fix = _LINE(ending=ending, usual=usual), _END_LINE(usual=usual)
        else:
            last_row = first_row + len(endings) - 1
            message = _LINES(first=first_row, last=last_row, ending=ending, usual=usual)
            fix = _END_LINES(usual=usual)
        edits = (Edit(*span, newline) for span in _with_touching(document.source, endings))
        yield Finding(
            endings[0].start(),
            endings[-1].start(),  # not after it: that would be on the next line
            message,
            Fix.safe(fix, *edits),
        )


def _inside_lines(document: Document) -> Container[int]:
    """Return the places inside lines of what looks like an ending."""
    source = document.source
    strays = stray_returns(source.text, source.newline)
    return {*strays, *(one.span.start for one in lost_backslashes(document) if one.joins_lines)}


def _blocks(source: Source, inside: Container[int]) -> Iterator[tuple[int, list[re.Match[str]]]]:
    """Yield blocks of adjacent lines with the same wrong ending, each with its first row."""
    block: list[re.Match[str]] = []
    row = 0
    for row, ending in enumerate(LINE_ENDING.finditer(source.text), start=1):
        if block and (ending[0] != block[0][0] or ending.start() in inside):
            yield row - len(block), block
            block = []
        if ending[0] != source.newline and ending.start() not in inside:
            block.append(ending)
    if block:
        yield row + 1 - len(block), block


def _with_touching(source: Source, endings: list[re.Match[str]]) -> Iterator[tuple[int, int]]:
    """Yield the places of ``endings``, and of wrong ones next to them that cannot be fixed later.

    A CR would join a new LF after it, and an LF a new CR before it: a line would be lost.
    """
    first, last = endings[0].start(), endings[-1].end()
    while source.newline == "\n" and first and source.text[first - 1] == "\r":
        first -= 1
    while source.newline == "\r" and source.text.startswith("\n", last):
        last += 1
    for ending in LINE_ENDING.finditer(source.text, first, last):
        if ending[0] != source.newline:
            yield ending.span()

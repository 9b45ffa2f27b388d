"""Text is mojibake: UTF-8 that was read in another code page.

## What it does
Finds lines with text that was saved as UTF-8 and then read as windows-1252, windows-1254 or another
code page of one byte per character, and that can be restored completely. Lines in which bytes are
lost are reported by `lossy-mojibake`. Examples of mojibake in code, or next to the word that they
should be, are not reported.

## Why it matters
The text cannot be read or searched, and links to its headings do not work.

## Example
```markdown
# è®ºæ–‡è§£è¯»
```

These are the bytes of four Chinese characters; write instead:
```markdown
# 论文解读
```

## Fix safety
The fix restores a whole line. It is safe: reading the restored text in the same code page gives the
damaged text again, character by character, and this is checked for each line. It is unsafe if there
is little evidence, as for a single `Ã©`, and for code in a file whose prose is damaged. There is no
fix if anything that looks damaged would remain in the line, with one exception: ftfy is asked about
what cannot be read, and if its reading gives the damaged text again, that is an unsafe fix, and the
message says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from digestlint._runtime.patterns import lazy_pattern
from digestlint.core.finding import Applicability, Finding, Severity
from digestlint.core.message import Template
from digestlint.core.rule import RuleInfo
from digestlint.document.document import Document
from digestlint.encoding import Run
from digestlint.encoding.detect.quotations import has_word
from digestlint.rules.encoding.mojibake_lines import by_line, joined_by_and, shown, unreadable
from digestlint.rules.encoding.second_reading import SecondReading

RULE = RuleInfo(
    "ENC002",
    "mojibake",
    severity=Severity.ERROR,
    fixes=(Applicability.SAFE, Applicability.UNSAFE),
    reads="source",
    requires="mojibake",
)

_CERTAIN = Template("mojibake/certain", "mojibake ({channel}): should be {text}")
_LIKELY = Template("mojibake/likely", "mojibake ({channel}): most likely {text}")
_PERHAPS = Template(
    "mojibake/perhaps",
    "possible mojibake ({channel}): may have been {text}, but there is too little evidence to "
    "restore it",
)
_LOST = Template("mojibake/lost", "mojibake with lost bytes: {parts} cannot be restored")


def check(document: Document) -> Iterator[Finding]:
    """Report lines whose mojibake is complete, and those that may be mojibake."""
    restoration, second = document.filled.restoration, SecondReading(document)
    for line in by_line(document, restoration.runs):
        if line.damaged:
            continue
        if not line.remains and (other := second.instead_of(line)):
            yield other
            continue
        template = _CERTAIN if line.is_certain or line.remains else _LIKELY
        message = template(channel=line.channel, text=line.shown)
        if line.remains:
            message = unreadable(message, document, line.remains)
        fix = None if line.remains else line.fix(line.is_certain)
        yield second.unless_fixed(Finding(line.start, line.end, message, fix))
    suspects = [run for run in document.restoration.suspects if not _is_example(document, run)]
    for line in by_line(document, suspects):
        is_whole = not line.damaged and not line.remains
        message = _PERHAPS(channel=line.channel, text=line.shown)
        fix = line.fix(is_safe=False) if is_whole else None
        yield second.unless_fixed(Finding(line.start, line.end, message, fix))
    yield from map(second.unless_fixed, _unread(document))
    yield from second.of_odd_words()


def _unread(document: Document) -> Iterator[Finding]:
    """Report the lines that cannot be restored at all."""
    restoration, position = document.restoration, document.lines_of_source.position
    runs = (*restoration.runs, *restoration.suspects)
    told = {position(run.start)[0] for run in runs} if restoration.remains else set()
    for row, spans in groupby(restoration.remains, key=lambda span: position(span[0])[0]):
        if row not in told:
            found = list(spans)
            parts = joined_by_and(shown(document.source.text[slice(*span)]) for span in found[:3])
            yield Finding(found[0][0], found[-1][1], _LOST(parts=parts))


def _is_example(document: Document, run: Run) -> bool:
    """Whether the run is an example: in code, or next to the intended word."""
    code = document.markdown.code
    if code.overlaps(run.restored_start, run.restored_end):
        # If the prose is damaged as well, the code is not an example.
        runs = document.restoration.runs
        return all(code.overlaps(each.restored_start, each.restored_end) for each in runs)
    row, column = document.lines.position(run.restored_start)
    line = document.lines.line(row)
    before = _LETTERS_AT_END.search(line[: column - 1])
    after = _LETTERS.match(line, column - 1 + run.restored_end - run.restored_start)
    word = (before[0] if before else "") + run.text + (after[0] if after else "")
    # A sign such as `£` is part of its own mojibake, `Â£`.
    return any(map(str.isalpha, run.text)) and has_word(line, word)


_LETTERS = lazy_pattern(r"[^\W\d_]*")
_LETTERS_AT_END = lazy_pattern(r"(?<![^\W\d_])[^\W\d_]*\Z")

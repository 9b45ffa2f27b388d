"""Text is mojibake: UTF-8 that was read in another code page.

## What it does
Finds lines with text that was saved as UTF-8 and then read as windows-1252, windows-1254 or another
code page of one byte per character, and that can be turned back completely. Lines in which bytes
got lost on the way are reported by `lossy-mojibake`. Examples of mojibake in code, or beside the
word that they stand for, are left alone.

## Why it matters
Nobody can read it, search for it or link to its headings.

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
text from before the fix, character by character, and this is checked for each line. It is unsafe
where the evidence is thin, as for a single `Ã©`, and for code in a file whose prose is damaged.
There is no fix where anything that looks damaged would be left in the line, but for one: where
ftfy, which is asked about what could not be read, has a reading that gives the damaged text when it
is sent through the code page again. That fix is unsafe, and the message says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from digestlint._runtime.patterns import lazy_pattern
from digestlint.core.finding import Applicability, Finding
from digestlint.core.rule import RuleInfo
from digestlint.document.document import Document
from digestlint.encoding import Run
from digestlint.encoding.detect.quotations import has_word
from digestlint.rules.encoding.mojibake_lines import by_line, shown, unreadable
from digestlint.rules.encoding.second_reading import SecondReading

RULE = RuleInfo(
    "ENC002",
    "mojibake",
    fixes=(Applicability.SAFE, Applicability.UNSAFE),
    reads="source",
    requires="mojibake",
)


def check(document: Document) -> Iterator[Finding]:
    """Report lines whose mojibake is complete, and those that may be mojibake."""
    restoration, second = document.filled.restoration, SecondReading(document)
    for line in by_line(document, restoration.runs):
        if line.damaged:
            continue
        if not line.remains and (other := second.instead_of(line)):
            yield other
            continue
        message = f"mojibake ({line.channel}): should be {line.shown}"
        if line.remains:
            message += unreadable(document, line.remains)
        elif not line.is_certain:
            message += ", most likely"
        fix = None if line.remains else line.fix(line.is_certain)
        yield second.unless_fixed(Finding(line.start, line.end, message, fix))
    suspects = [run for run in document.restoration.suspects if not _is_example(document, run)]
    for line in by_line(document, suspects):
        message = f"perhaps mojibake ({line.channel}): may have been {line.shown}"
        is_whole = not line.damaged and not line.remains
        message += ", but there is too little evidence to restore it"
        fix = line.fix(is_safe=False) if is_whole else None
        yield second.unless_fixed(Finding(line.start, line.end, message, fix))
    yield from map(second.unless_fixed, _unread(document))
    yield from second.of_odd_words()


def _unread(document: Document) -> Iterator[Finding]:
    """Report the lines of which nothing can be read."""
    restoration, position = document.restoration, document.lines_of_source.position
    runs = (*restoration.runs, *restoration.suspects)
    told = {position(run.start)[0] for run in runs} if restoration.remains else set()
    for row, spans in groupby(restoration.remains, key=lambda span: position(span[0])[0]):
        if row not in told:
            found = list(spans)
            words = " and ".join(shown(document.source.text[slice(*span)]) for span in found[:3])
            yield Finding(
                found[0][0], found[-1][1], f"mojibake that lost bytes: {words} cannot be restored"
            )


def _is_example(document: Document, run: Run) -> bool:
    """Whether the run is shown rather than suffered: in code, or beside its word in good order."""
    code = document.markdown.code
    if code.overlaps(run.restored_start, run.restored_end):
        # Where the prose is damaged as well, the code is no example.
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

"""Text is mojibake: UTF-8 that was read in another code page.

## What it does
Finds lines with text that was saved as UTF-8 and then read as windows-1252, windows-1254 or another
code page of one byte per character, and that can be turned back completely. Lines in which bytes
got lost on the way are reported by `lossy-mojibake`. Where the evidence is thin, as for a single
`Ã©`, the line is reported without a fix. Examples of mojibake in code spans, or beside the text
they stand for, are left alone.

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
The fix is safe: reading the restored text in the same code page gives the text that stood there
before, character by character. This is checked for each line.
"""

from __future__ import annotations

from collections.abc import Iterator

from digestlint.analysis.mojibake_lines import by_line
from digestlint.document import Document
from digestlint.finding import Applicability, Edit, Finding, Fix
from digestlint.mojibake import Run
from digestlint.rule import RuleInfo

RULE = RuleInfo("ENC002", "mojibake", fixes=(Applicability.SAFE,), reads="source", needs="mojibake")


def check(document: Document) -> Iterator[Finding]:
    """Report lines whose mojibake is complete, and those that may be mojibake."""
    for line in by_line(document, document.filled.restoration.runs):
        if line.damaged:
            continue
        edits = (Edit(run.start, run.end, run.text) for run in line.runs)
        yield Finding(
            line.start,
            line.end,
            f"mojibake ({line.channel}): should be {line.shown}",
            Fix.safe("Restore the text", *edits),
        )
    suspects = [run for run in document.restoration.suspects if not _is_example(document, run)]
    for line in by_line(document, suspects):
        yield Finding(
            line.start,
            line.end,
            f"perhaps mojibake ({line.channel}): may have been {line.shown}, but there is too "
            f"little evidence to restore it",
        )


def _is_example(document: Document, run: Run) -> bool:
    """Whether the run is shown rather than suffered: in code, or beside what it stands for."""
    if document.markdown.code.overlaps(run.restored_start, run.restored_end):
        return True
    # A sign such as `£` is part of its own mojibake, `Â£`.
    row, _ = document.lines.position(run.restored_start)
    return any(map(str.isalpha, run.text)) and run.text in document.lines.line(row)

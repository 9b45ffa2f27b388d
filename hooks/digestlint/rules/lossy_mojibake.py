"""Text is mojibake, and bytes of it are lost.

## What it does
Finds lines with text that was saved as UTF-8 and then read in another code page that has no
character for some bytes, so that these bytes are gone. The message names the code page, counts the
damaged characters and shows what can be read, with `□` for each damaged character.

## Why it matters
Nobody can read it, search for it or link to its headings; and each further clean-up may lose more
of it.

## Example
```markdown
### åŠ¨æœºï¼ˆä¸ä»¥å‰çš„æ–¹æ³•ç›¸æ¯”ï¼‰
```

In windows-1254 the bytes 8D and 8E, among others, have no character, so two characters are damaged
here. Take the text from its source again:
```markdown
### 动机（与以前的方法相比）
```

## Fix safety
There is no fix yet. Other rules look at the text as far as it can be read: a heading whose intact
characters fit exactly one heading of the schema is that heading.
"""

from __future__ import annotations

from collections.abc import Iterator

from digestlint.analysis.mojibake_lines import by_line
from digestlint.document import Document
from digestlint.finding import Finding
from digestlint.rule import RuleInfo
from digestlint.wording import quoted

RULE = RuleInfo("ENC003", "lossy-mojibake", reads="source")


def check(document: Document) -> Iterator[Finding]:
    """Report lines with at least one damaged character; all their mojibake stays as it is."""
    for line in by_line(document, document.restoration.runs):
        if line.damaged:
            yield Finding(
                line.start,
                line.end,
                f"lossy mojibake ({line.reading}): {line.damaged} of {line.characters} characters "
                f"damaged in {quoted(line.restored(document.source.text))}",
            )

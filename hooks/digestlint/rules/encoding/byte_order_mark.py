"""There is a byte order mark at the start of the file.

## What it does
Finds the three bytes `EF BB BF` (U+FEFF) that some editors write before UTF-8 text.

## Why it matters
UTF-8 has no byte order to mark. Tools that do not expect the mark miss front matter or the first
heading, and when files are joined, it ends up in the middle of the text.

## Example
```text
EF BB BF 23 20 50 61 70 65 72 73    the mark, then "# Papers"
```

The file should start with its text:
```text
23 20 50 61 70 65 72 73
```

## Fix safety
The fix is safe: the mark is not part of the text.
"""

from __future__ import annotations

from collections.abc import Iterator

from digestlint.core.finding import BOM, Applicability, Edit, Finding, Fix, Severity
from digestlint.core.message import Template
from digestlint.core.rule import RuleInfo
from digestlint.document.document import Document

RULE = RuleInfo(
    "ENC005",
    "byte-order-mark",
    severity=Severity.INFO,
    fixes=(Applicability.SAFE,),
    reads="source",
    requires="byte order mark",
)

_AT_START = Template("byte-order-mark/at-start", "byte order mark at the start of the file")
_REMOVE = Template("byte-order-mark/remove", "Remove the byte order mark")


def check(document: Document) -> Iterator[Finding]:
    """Report the mark at the start of the first line."""
    if document.source.bom:
        fix = Fix.safe(_REMOVE(), Edit(BOM, 0, ""))
        yield Finding(0, 0, _AT_START(), fix)

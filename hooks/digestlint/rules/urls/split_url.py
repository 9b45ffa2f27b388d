"""A URL in the text is broken up by spaces or a line break.

## What it does
Finds URLs that continue after a space or on the next line, as text generators and wrapped abstracts
leave them: `https://github.com/owner/Search - R1`. A description after a URL looks the same
(`https://example.org/tool - a tool`), so a URL is reported only if one of these is true: the URL
without the spaces also occurs in the entry or notes of the same paper; brackets contain the pieces
and nothing else; or the first piece is not the complete address of a host or repository.

## Why it matters
The link includes only the first piece, which is another page or no page at all.

## Example
```markdown
代码已开源（https://github.com/owner/Search - R1）。
```

The spaces are not part of the name; write instead:
```markdown
代码已开源（<https://github.com/owner/Search-R1>）。
```

## Fix safety
The fix removes the spaces or the line break. It is safe if the joined URL also occurs in the entry
or notes of the same paper (or, outside digests, anywhere in the file), and unsafe otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator

from digestlint.core.finding import Applicability, Edit, Finding, Fix, Severity
from digestlint.core.message import Template
from digestlint.core.rule import RuleInfo
from digestlint.document.document import Document
from digestlint.rules.urls.nearby import PaperUrls
from digestlint.rules.urls.splits import find_splits
from digestlint.text.quoting import quoted

RULE = RuleInfo(
    "URL008", "split-url", severity=Severity.ERROR, fixes=(Applicability.SAFE, Applicability.UNSAFE)
)

_SPLIT = Template("split-url/split", "URL broken up by spaces or a line break; write {url}")
_REMOVE = Template("split-url/remove", "Join the URL")


def check(document: Document) -> Iterator[Finding]:
    """Report URLs that are broken up."""
    for split in find_splits(document.markdown, PaperUrls(document).keys_at):
        edits = tuple(Edit(*gap, "") for gap in split.gaps)
        applicability = Applicability.SAFE if split.certain else Applicability.UNSAFE
        yield Finding(
            *split.span,
            _SPLIT(url=quoted(split.joined)),
            Fix(applicability, _REMOVE(), edits),
        )

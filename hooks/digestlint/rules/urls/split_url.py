"""A URL in the text is cut by blanks or a line break.

## What it does
Finds URLs that go on after a blank or at the next line, as text generators and wrapped abstracts
leave them: `https://github.com/owner/Search - R1`. It takes evidence, because a description after
a URL looks the same (`https://example.org/tool - a tool`): the URL without the blanks also stands
in the same paper's entry or notes, or brackets hold the pieces and nothing else, or the first piece
is no complete address of a repository or host.

## Why it matters
The link leads to the first piece only, which is another page or none.

## Example
```markdown
代码已开源（https://github.com/owner/Search - R1）。
```

The blanks are not part of the name; write instead:
```markdown
代码已开源（<https://github.com/owner/Search-R1>）。
```

## Fix safety
The fix removes the blanks. It is safe where the URL without them stands in the same paper's entry
or notes (in the file, where it is no digest), and unsafe otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator

from digestlint.core.finding import Applicability, Edit, Finding, Fix
from digestlint.core.message import Template
from digestlint.core.rule import RuleInfo
from digestlint.document.document import Document
from digestlint.rules.urls.nearby import PaperUrls
from digestlint.rules.urls.splits import find_splits
from digestlint.text.quoting import quoted

RULE = RuleInfo("URL008", "split-url", fixes=(Applicability.SAFE, Applicability.UNSAFE))

_SPLIT = Template("split-url/split", "URL broken up by spaces or a line break; write {url}")
_REMOVE = Template("split-url/remove", "Join the URL")


def check(document: Document) -> Iterator[Finding]:
    """Report URLs in pieces."""
    for split in find_splits(document.markdown, PaperUrls(document).keys_at):
        edits = tuple(Edit(*blank, "") for blank in split.blanks)
        applicability = Applicability.SAFE if split.certain else Applicability.UNSAFE
        yield Finding(
            *split.span,
            _SPLIT(url=quoted(split.joined)),
            Fix(applicability, _REMOVE(), edits),
        )

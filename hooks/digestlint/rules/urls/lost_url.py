"""A link was lost, and only its text is left: `this https URL`.

## What it does
Finds `this https URL` and `this http URL` outside links. arXiv shows these words as the text of
each link in an abstract, and copying the abstract as plain text loses the addresses. Pieces of an
address that remain (`https: //anonymous.this http URL`) are part of the finding. Links with this
text are not reported, nor is code.

## Why it matters
Readers look for the code and find no link.

## Example
```markdown
Code is available at this https URL.
```

The URL is on the paper's arXiv page; write instead:
```markdown
Code is available at <https://github.com/owner/name>.
```

## Fix safety
There is no fix, because the URL has to be looked up.
"""

from __future__ import annotations

from collections.abc import Iterator

from digestlint.core.finding import Finding
from digestlint.core.message import Template
from digestlint.core.rule import RuleInfo
from digestlint.document.document import Document
from digestlint.rules.urls.lost import lost_urls
from digestlint.text.quoting import quoted

RULE = RuleInfo("URL010", "lost-url", prefilter=("URL", "网址"))

_LOST = Template(
    "lost-url/lost", "lost link: only its text {written} is left; look up the URL on arXiv"
)


def check(document: Document) -> Iterator[Finding]:
    """Report link texts of arXiv whose links were lost."""
    for start, end in lost_urls(document.markdown):
        written = quoted(" ".join(document.text[start:end].split()))
        yield Finding(start, end, _LOST(written=written))

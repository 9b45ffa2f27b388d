"""A URL on arXiv names no paper that can exist.

## What it does
Finds URLs of arXiv papers (also on ar5iv, alphaXiv, Hugging Face papers and as arXiv DOI) whose
identifier is neither `YYMM.NNNNN` nor of the old style `archive/YYMMNNN`, each with an optional
version `vN`: a missing dot, a month 13, a digit too many. It also finds good identifiers after a
malformed path: `arxiv.org//abs/…`, `arxiv.org/abs2505.15117`, `arxiv.org/2505.15117`,
`arxiv.org/abs/abs/…`, `arxiv.org/abs/ 2505.15117`, `….pdf.pdf`, `10.48550/2505.15117`. Listings and
searches are left alone.

## Why it matters
The link leads nowhere, and the paper can't be matched with its bibliography entry.

## Example
```markdown
[Paper](https://arxiv.org/abs/250515117)
```

The dot is missing; write instead:
```markdown
[Paper](https://arxiv.org/abs/2505.15117)
```

## Fix safety
The fix of a malformed path is safe; it is unsafe where the path names two kinds of page, or where
the host is misspelt. A malformed identifier has none: which paper was meant has to be looked up.
"""

from __future__ import annotations

from collections.abc import Iterator

from digestlint.core.finding import Applicability, Finding, Fix
from digestlint.core.rule import RuleInfo
from digestlint.document.document import Document
from digestlint.papers.identifiers import arxiv_id_problem
from digestlint.rules.urls.arxiv import Normalised, normalised
from digestlint.rules.urls.url_targets import UrlTarget, targets
from digestlint.text.edits import applied, in_order
from digestlint.text.quoting import quoted

RULE = RuleInfo(
    "URL006",
    "malformed-arxiv-id",
    fixes=(Applicability.SAFE, Applicability.UNSAFE),
    requires="links",
)


def check(document: Document) -> Iterator[Finding]:
    """Report malformed arXiv identifiers, and malformed paths before them, in URLs."""
    for target in targets(document.markdown):
        found = normalised(document.text, target)
        if found is not None:
            yield _malformed(document.text, target, found)
            continue
        problem = arxiv_id_problem(target.url.replace("\\_", "_"))
        if problem is not None:
            yield Finding(*target.span, f"{quoted(target.url)} is no paper on arXiv: {problem}")


def _malformed(text: str, target: UrlTarget, found: Normalised) -> Finding:
    start = target.span.start
    applicability = Applicability.SAFE if found.certain else Applicability.UNSAFE
    return Finding(
        start,
        found.end,
        f"{quoted(text[start : found.end])} is malformed: {found.problem}; write "
        f"{quoted(applied(text, in_order(found.edits), start, found.end))}",
        Fix(applicability, "Write the URL of the paper", found.edits),
    )

"""A URL on arXiv names no paper that can exist.

## What it does
Finds URLs of arXiv papers (also on ar5iv, alphaXiv, Hugging Face papers and as arXiv DOI) whose
identifier is neither `YYMM.NNNNN` nor of the old style `archive/YYMMNNN`, each with an optional
version `vN`: a missing dot, a month 13, a digit too many. Listings and searches are left alone.

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
There is no fix: which paper was meant has to be looked up.
"""

from __future__ import annotations

from collections.abc import Iterator

from digestlint.analysis.urls import targets
from digestlint.document import Document
from digestlint.finding import Finding
from digestlint.identifiers import arxiv_id_problem
from digestlint.rule import RuleInfo
from digestlint.wording import quoted

RULE = RuleInfo("URL006", "malformed-arxiv-id", needs="links")


def check(document: Document) -> Iterator[Finding]:
    """Report malformed arXiv identifiers in URLs."""
    for target in targets(document.markdown):
        problem = arxiv_id_problem(target.url)
        if problem is not None:
            yield Finding(*target.span, f"{quoted(target.url)} is no paper on arXiv: {problem}")

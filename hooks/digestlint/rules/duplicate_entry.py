"""A paper is listed twice.

## What it does
Finds papers that occur a second time in a digest: with the same arXiv id (whatever its version),
the same DOI or the same title (case, punctuation and LaTeX aside). With `across-files`, or
`digestlint check --across-files`, the other files of the same run count as well.

The later one is reported and names the first. Across files the order is that of the run: files as
they were named on the command line, sorted within a folder.

## Why it matters
The reader meets the same paper again and wonders what is new about it; corrections reach one of the
two only.

## Example
```markdown
# Papers for 2025-10-03

## 1.[Breakwater: Guarding Agents](https://arxiv.org/pdf/2510.99101)

## 2.[Breakwater: guarding agents](https://arxiv.org/pdf/2510.99101v2)
```

Keep one of them; write instead:
```markdown
# Papers for 2025-10-03

## 1.[Breakwater: Guarding Agents](https://arxiv.org/pdf/2510.99101v2)
```

## Fix safety
There is no fix: which of the two has the better notes is for the author to say.

## Options
- `across-files`: look for the paper in the other files of the run, too. Off by default, because
  many digests repeat papers of others on purpose.
"""

from __future__ import annotations

from collections.abc import Iterator

from digestlint.document import Document
from digestlint.finding import Finding
from digestlint.matching import quoted
from digestlint.papers import Paper, identities
from digestlint.rule import Option, RuleInfo

RULE = RuleInfo(
    "TOC004",
    "duplicate-entry",
    options=(
        Option("across-files", False, "Look for the paper in the other files of the run, too."),
    ),
)


def check(document: Document) -> Iterator[Finding]:
    """Report the later ones of papers that occur more than once."""
    first: dict[str, int] = {}
    elsewhere = (
        document.surroundings.elsewhere if document.option(RULE, "across-files") else {}
    )
    for paper in document.papers:
        row = document.lines.position(paper.span.start)[0]
        keys = identities(paper)
        here = [f"row {first[key]}" for key in keys if key in first]
        there = [f"{p.filename}, row {p.row}" for key in keys for p in elsewhere.get(key, ())]
        for key in keys:
            first.setdefault(key, row)
        shared = next((key for key in keys if key in first and (here or key in elsewhere)), "")
        places = list(dict.fromkeys([*here[:1], *there]))
        if places:
            yield Finding(*paper.span, _message(paper, shared, places))


def _message(paper: Paper, shared: str, places: list[str]) -> str:
    raise NotImplementedError

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
"""

from __future__ import annotations

from collections.abc import Iterator

from digestlint.core.finding import Finding
from digestlint.core.rule import Option, RuleInfo
from digestlint.digest.papers import Paper, identities
from digestlint.document.document import Document
from digestlint.text.quoting import quoted

RULE = RuleInfo(
    "TOC004",
    "duplicate-entry",
    options=(
        Option(
            "across-files",
            False,
            "Look for the paper in the other files of the run, too. Off by default, because many "
            "digests repeat papers of others on purpose.",
        ),
    ),
    requires="digest",
)

_SHOWN_PLACES = 3


def check(document: Document) -> Iterator[Finding]:
    """Report the later ones of papers that occur more than once."""
    seen: dict[str, int] = {}  # where the first paper with a key stands
    elsewhere = document.context.elsewhere if document.option(RULE, "across-files") else {}

    def row_of(offset: int) -> int:
        return document.lines.position(offset)[0]

    for paper in document.papers:
        keys = identities(paper)
        here = [(key, f"line {row_of(seen[key])}") for key in keys if key in seen]
        there = [
            (key, f"{p.filename}, line {p.row}") for key in keys for p in elsewhere.get(key, ())
        ]
        for key in keys:
            seen.setdefault(key, paper.span.start)
        if found := [*here, *there]:
            places = list(dict.fromkeys(place for _, place in found))
            yield Finding(*paper.span, _message(paper, found[0][0], places))


def _message(paper: Paper, key: str, places: list[str]) -> str:
    kind, _, value = key.partition(":")
    shared = {"arxiv": f"arXiv id {value}", "doi": f"DOI {value}"}.get(kind, kind)
    where = "; ".join(places[:_SHOWN_PLACES])
    if len(places) > _SHOWN_PLACES:
        where += f"; and {len(places) - _SHOWN_PLACES} more"
    return f"{quoted(paper.title)} is listed already, with the same {shared}: {where}"

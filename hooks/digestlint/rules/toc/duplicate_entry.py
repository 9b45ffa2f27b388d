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
from digestlint.core.message import Message, Template
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

_SAME_ARXIV = Template(
    "duplicate-entry/same-arxiv", "{title} is already listed, with the same arXiv id {id}: {places}"
)
_SAME_DOI = Template(
    "duplicate-entry/same-doi", "{title} is already listed, with the same DOI {doi}: {places}"
)
_SAME_TITLE = Template(
    "duplicate-entry/same-title", "{title} is already listed, with the same title: {places}"
)
_LINE = Template("duplicate-entry/line", "line {row}")
_LINE_OF_FILE = Template("duplicate-entry/line-of-file", "{file}, line {row}")
_PLACES = Template("duplicate-entry/places", "{places}; {place}")
_MORE_PLACES = Template("duplicate-entry/more-places", "{places}; and {more} more")

_SHOWN_PLACES = 3


def check(document: Document) -> Iterator[Finding]:
    """Report the later ones of papers that occur more than once."""
    seen: dict[str, int] = {}  # where the first paper with a key stands
    elsewhere = document.context.elsewhere if document.option(RULE, "across-files") else {}

    def row_of(offset: int) -> int:
        return document.lines.position(offset)[0]

    for paper in document.papers:
        keys = identities(paper)
        here = [(key, _LINE(row=row_of(seen[key]))) for key in keys if key in seen]
        there = [
            (key, _LINE_OF_FILE(file=p.filename, row=p.row))
            for key in keys
            for p in elsewhere.get(key, ())
        ]
        for key in keys:
            seen.setdefault(key, paper.span.start)
        if found := [*here, *there]:
            places = list(dict.fromkeys(place for _, place in found))
            yield Finding(*paper.span, _message(paper, found[0][0], places))


def _message(paper: Paper, key: str, places: list[Message]) -> Message:
    title = quoted(paper.title)
    where = places[0]
    for place in places[1:_SHOWN_PLACES]:
        where = _PLACES(places=where, place=place)
    if more := len(places[_SHOWN_PLACES:]):
        where = _MORE_PLACES(places=where, more=more)
    kind, _, value = key.partition(":")
    if kind == "arxiv":
        return _SAME_ARXIV(title=title, id=value, places=where)
    if kind == "doi":
        return _SAME_DOI(title=title, doi=value, places=where)
    return _SAME_TITLE(title=title, places=where)

"""A paper is listed twice.

## What it does
Finds papers that are listed more than once in a digest: with the same arXiv identifier (in any
version), the same DOI, or the same title (ignoring case, punctuation and LaTeX). A title of fewer
than five words is not enough where both papers have an identifier, and not the same one. With
`across-files`, or `digestlint check --across-files`, the other files of the same run are compared,
too.

A schema can allow papers to be listed again: with `duplicates = "same-section"` in its `entries`
(in its `notes`, if it has no entries), only papers below the same heading are reported, with
`duplicates = "allowed"` none.

The later entry is reported, and the message names the first one. Across files, the order is that of
the run: the order of the command line, and sorted within a folder.

## Why it matters
Readers come across the same paper again and wonder what is new about it, and corrections are made
to only one of the two entries.

## Example
```markdown
# Papers for 2025-10-03

## 1.[Breakwater: Guarding Agents](https://arxiv.org/pdf/2510.99101)

## 2.[Breakwater: guarding agents](https://arxiv.org/pdf/2510.99101v2)
```

Keep only one of them:
```markdown
# Papers for 2025-10-03

## 1.[Breakwater: Guarding Agents](https://arxiv.org/pdf/2510.99101v2)
```

## Fix safety
There is no fix, because the author has to decide which of the two has the better notes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from digestlint._runtime.patterns import lazy_pattern
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
            "Also look for the paper in the other files of the run. Off by default, because many "
            "digests repeat papers of other digests on purpose.",
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
_WORD = lazy_pattern("[\u3040-\u9fff\uac00-\ud7af]{2}|\\w+")  # two ideographs count as one
_FEW_WORDS = 5


def check(document: Document) -> Iterator[Finding]:
    """Report all but the first occurrence of a paper."""
    seen: dict[str, Paper] = {}  # the first paper with a key
    elsewhere = document.context.elsewhere if document.option(RULE, "across-files") else {}

    def row_of(paper: Paper) -> int:
        return document.lines.position(paper.span.start)[0]

    schema = document.schema
    listing = schema and (schema.entries or schema.notes)
    duplicates = listing.duplicates if listing else "reported"
    above = _headings_above(document) if duplicates == "same-section" else {}
    section: int | None = None
    for paper in document.papers:
        keys = identities(paper)
        if duplicates == "allowed":
            seen.clear()
        elif duplicates == "same-section":
            heading = document.markdown.heading_before(paper.span.start)
            if document.markdown.heading_at(paper.span.start):
                heading = above[heading]
            if heading != section:
                section = heading
                seen.clear()
        weak = _weak_key(paper, keys)
        here = [
            (key, _LINE(row=row_of(seen[key])))
            for key in keys
            if key in seen and not (key == weak and _is_identified(seen[key]))
        ]
        there = [
            (key, _LINE_OF_FILE(file=p.filename, row=p.row))
            for key in keys
            if key != weak
            for p in elsewhere.get(key, ())
        ]
        for key in keys:
            seen.setdefault(key, paper)
        if found := [*here, *there]:
            places = list(dict.fromkeys(place for _, place in found))
            yield Finding(*paper.span, _message(paper, found[0][0], places))


def _weak_key(paper: Paper, keys: Sequence[str]) -> str:
    """Return the key of a title that other papers may have by chance, if it is not the only one."""
    if _is_identified(paper) and len(_WORD.findall(paper.title)) < _FEW_WORDS:
        return next((key for key in keys if key.startswith("title:")), "")
    return ""


def _is_identified(paper: Paper) -> bool:
    return paper.arxiv is not None or paper.doi is not None


def _headings_above(document: Document) -> dict[int, int]:
    """Return for the start of each heading that of the one above it with a higher rank, or -1."""
    found: dict[int, int] = {}
    last = [-1] * 7  # the last heading of each level, if it is still above
    for heading in document.markdown.headings:
        found[heading.span.start] = max(last[: heading.level])
        last[heading.level :] = [heading.span.start] + [-1] * (6 - heading.level)
    return found


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

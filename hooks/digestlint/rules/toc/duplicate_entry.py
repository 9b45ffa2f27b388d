"""A paper is listed twice.

## What it does
Finds papers that are listed more than once in a digest: with the same arXiv identifier (in any
version), the same DOI, or the same title (ignoring case, punctuation and LaTeX). Short titles, such
as names of tools, count only where their links don't lead to different pages. With
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

from collections.abc import Iterator, Mapping, Sequence

from digestlint._runtime.patterns import lazy_pattern
from digestlint.core.finding import Finding
from digestlint.core.message import Message, Template
from digestlint.core.rule import Option, RuleInfo
from digestlint.digest.papers import Paper, identities, is_pointer
from digestlint.document.document import Document
from digestlint.document.other_files import PapersElsewhere
from digestlint.text.quoting import quoted

RULE = RuleInfo(
    "TOC004",
    "duplicate-entry",
    options=(
        Option(
            "across-files",
            False,
            "Also look for the paper in earlier files of the run; `across-files` of the "
            "configuration sets this as well. Off by default, because many digests repeat papers "
            "of other digests on purpose.",
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
    seen: dict[str, Paper] = {}  # the first one with a key
    elsewhere = document.context.elsewhere if document.option(RULE, "across-files") else {}

    def row_of(offset: int) -> int:
        return document.lines.position(offset)[0]

    schema = document.schema
    listing = schema and (schema.entries or schema.notes)
    duplicates = listing.duplicates if listing else "reported"
    if duplicates == "allowed" and not elsewhere:
        return
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
        here = [
            (key, _LINE(row=row_of(seen[key].span.start)))
            for key in keys
            if key in seen and not _only_alike(key, paper, seen[key])
        ]
        there, more = _places(paper, keys, elsewhere) if elsewhere else ([], 0)
        for key in keys:
            seen.setdefault(key, paper)
        if found := [*here, *there]:
            places = list(dict.fromkeys(place for _, place in found))
            yield Finding(*paper.span, _message(paper, found[0][0], places, more))


def _only_alike(key: str, paper: Paper, other: Paper) -> bool:
    """Whether a short title, which is their common ``key``, has a link of its own in each."""
    urls = [each.url.strip().rstrip("/") for each in (paper, other)]
    return (
        _is_short_title(key, paper)
        and all(url.startswith("http") for url in urls)
        and urls[0] != urls[1]
    )


def _is_short_title(key: str, paper: Paper) -> bool:
    """Whether ``key`` is a title that other papers may have by chance."""
    return key.startswith("title:") and len(_WORD.findall(paper.title)) < _FEW_WORDS


def _headings_above(document: Document) -> dict[int, int]:
    """Return for the start of each heading that of the one above it with a higher rank, or -1."""
    found: dict[int, int] = {}
    last = [-1] * 7  # the last heading of each level, if it is still above
    for heading in document.markdown.headings:
        found[heading.span.start] = max(last[: heading.level])
        last[heading.level :] = [heading.span.start] + [-1] * (6 - heading.level)
    return found


def _places(
    paper: Paper, keys: Sequence[str], elsewhere: Mapping[int, PapersElsewhere]
) -> tuple[list[tuple[str, Message]], int]:
    """Return places in other files with the first of ``keys`` that has any, and how many more."""
    if is_pointer(paper):
        return [], 0
    from digestlint.document.archive.numbers import number_of  # for runs that compare files

    for key in keys:
        if paper.url and _is_short_title(key, paper):
            continue
        if found := elsewhere.get(number_of(key)):
            named = [(key, _LINE_OF_FILE(file=p.filename, row=p.row)) for p in found.first]
            return named, found.more
    return [], 0


def _message(paper: Paper, key: str, places: list[Message], more: int) -> Message:
    title = quoted(paper.title)
    where = places[0]
    for place in places[1:_SHOWN_PLACES]:
        where = _PLACES(places=where, place=place)
    if more := more + len(places[_SHOWN_PLACES:]):
        where = _MORE_PLACES(places=where, more=more)
    kind, _, value = key.partition(":")
    if kind == "arxiv":
        return _SAME_ARXIV(title=title, id=value, places=where)
    if kind == "doi":
        return _SAME_DOI(title=title, doi=value, places=where)
    return _SAME_TITLE(title=title, places=where)

"""A title differs from the one in the bibliography.

## What it does
Compares the title of each paper with that of the bibliography entry with the same arXiv id or DOI.
LaTeX, `{Protected}` braces, letter case and punctuation are ignored.

The bibliography is a `.bib` file next to the digest that has the same name as the digest or is
named in its title, or the file set with `bibliography` in the configuration or with `--bib`.
Without a bibliography, the rule finds nothing.

## Why it matters
Papers change their titles between versions, and readers search for the title in the bibliography.
Or the link leads to a different paper than the entry says.

## Example
With a bibliography `agents.bib` in which arXiv 2503.99001 is *Ferry-R1: Long Questions*:
```markdown
# Paper List
- [25/03] **Ferry: Long Questions** [[Paper](https://arxiv.org/pdf/2503.99001v2)]

# TLDR/Notes
```

Write instead:
```markdown
# Paper List
- [25/03] **Ferry-R1: Long Questions** [[Paper](https://arxiv.org/pdf/2503.99001v2)]

# TLDR/Notes
```

## Fix safety
The fix writes the title from the bibliography, without LaTeX. It is unsafe, because the digest may
have the newer title. Headings of notes that are slugs are kept, so links to them still work; links
in the file to the anchor of a changed heading are updated. There is no fix if another entry has the
title in the digest: then the link is wrong.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from digestlint._runtime.patterns import lazy_pattern
from digestlint.core.finding import Applicability, Finding, Fix
from digestlint.core.message import Template
from digestlint.core.rule import RuleInfo
from digestlint.digest.papers import Paper, readable
from digestlint.document.document import Document
from digestlint.markdown import Span
from digestlint.papers.bibliography import BibEntry, Bibliography
from digestlint.papers.identifiers import normalise_title, plain_title
from digestlint.rules.helpers.edits import smallest_edit
from digestlint.rules.helpers.matching import match_papers
from digestlint.rules.helpers.renaming import retarget
from digestlint.rules.helpers.wording import WRITE
from digestlint.text.quoting import quoted, shorten

RULE = RuleInfo("BIB003", "title-differs", fixes=(Applicability.UNSAFE,), requires="bibliography")

_DIFFERS = Template("title-differs/differs", "title differs from {title} ({place})")
_TWO_PAPERS = Template(
    "title-differs/two-papers",
    "the link is that of {title} ({place}), but the title is that of {other}; fix one of them",
)

# Characters that would be markup in a title, or end the markup around it.
_MARKUP = lazy_pattern(r"[`<\[\]]|\*.*\*|\\")

# Of a title in a message: the most characters; those before a difference inside a word that is too
# long; those reserved for the text after the difference.
_SHOWN, _BEFORE, _AFTER = 60, 20, 20
# In scripts without spaces between words, each letter counts as a word.
_WORD = lazy_pattern(r"[!-\u1fff]+|\S")


def check(document: Document) -> Iterator[Finding]:
    """Report titles that differ from those in the bibliography."""
    matches = match_papers(document)
    if matches is None:
        return
    for paper, entry in matches.papers:
        if entry is None or not paper.title or not readable(paper.title):
            continue
        title = plain_title(entry.title)
        if not title or normalise_title(title) == normalise_title(paper.title):
            continue
        place = f"{matches.bibliography.name}:{entry.line}"
        if other := _other(matches.bibliography, paper, entry):
            place_of_other = f"{matches.bibliography.name}:{other.line}"
            message = _TWO_PAPERS(title=quoted(title), place=place, other=place_of_other)
            yield Finding(*paper.span, message)
            continue
        message = _DIFFERS(place=place, title=_excerpt(title, paper.title))
        yield Finding(*paper.span, message, _fix(document, paper, title))


def _excerpt(title: str, written: str) -> str:
    """Return the words of ``title`` that differ from ``written``, with those around them."""
    if len(title) <= _SHOWN:
        return quoted(title)
    edit = smallest_edit(0, written, title)
    start, end = edit.start, edit.start + len(edit.content)
    words = [Span(*match.span()) for match in _WORD.finditer(title)]
    first = max(0, bisect_right(words, start, key=lambda word: word.start) - 1)
    last = first  # the words [first, last] differ, and as many before and after as there is room
    while last + 1 < len(words) and words[last + 1].start < end:
        last += 1
    if words[last].end - words[first].start > _SHOWN:
        start = max(0, min(start - _BEFORE, len(title) - _SHOWN))
        return _cut(title, start, start + _SHOWN)
    for room in (_SHOWN - _AFTER, _SHOWN):
        while first and words[last].end - words[first - 1].start <= room:
            first -= 1
        while last + 1 < len(words) and words[last + 1].end - words[first].start <= _SHOWN:
            last += 1
    return _cut(title, words[first].start, words[last].end)


def _cut(title: str, start: int, end: int) -> str:
    return f"'{'…' * (start > 0)}{shorten(title[start:end], _SHOWN)}{'…' * (end < len(title))}'"


def _other(bibliography: Bibliography, paper: Paper, entry: BibEntry) -> BibEntry | None:
    """Return the entry of another paper, if it has the title in the digest."""
    found = bibliography.match(arxiv=None, doi=None, title=paper.title)
    return found if found in bibliography.missing([entry]) else None


def _fix(document: Document, paper: Paper, title: str) -> Fix | None:
    if _MARKUP.search(title):
        return None
    edits = [smallest_edit(paper.span.start, paper.title, title)]
    if paper.note is not None:
        before, found, after = paper.note.name.partition(paper.title)
        if not found:
            return None
        # The anchor changes with the title.
        for links in retarget(document, {paper.note.head: before + title + after}).values():
            if links is None:
                return None
            edits += links
    return Fix.unsafe(WRITE(text=_excerpt(title, paper.title)), *edits)

"""A paper of the bibliography is not in the digest.

## What it does
Looks up each entry of the bibliography in the digest: by arXiv id, then by DOI, then by title.
Missing papers are reported at the title of the digest, each with its line in the `.bib` file. If
the two have no paper in common, there is only one finding: the bibliography probably belongs to
another digest. A paper that has notes but no entry is not missing; `notes-without-entry` reports
it. Entries that others refer to with `crossref`, such as proceedings, do not count as papers.

The bibliography is a `.bib` file next to the digest that has the same name as the digest or is
named in its title, or the file set with `bibliography` in the configuration or with `--bib`.
Without a bibliography, the rule finds nothing.

## Why it matters
Someone collected the paper to read it, but its notes were never written or got lost.

## Example
With a bibliography `agents.bib` that also contains *Lighthouse: Sparse Rewards*:
```markdown
# Paper List
- [25/03] **Ferry: Long Questions**

# TLDR/Notes
## ferry--long-questions
```

Write instead:
```markdown
# Paper List
- [25/03] **Ferry: Long Questions**
- [25/04] **Lighthouse: Sparse Rewards**

# TLDR/Notes
## ferry--long-questions
## lighthouse--sparse-rewards
```

## Fix safety
There is no fix: someone has to write the notes.
"""

from __future__ import annotations

from collections.abc import Iterator

from digestlint.core.finding import Finding
from digestlint.core.message import Template
from digestlint.core.rule import Option, RuleInfo
from digestlint.digest.papers import readable
from digestlint.document.document import Document
from digestlint.papers.bibliography import BibEntry, Bibliography
from digestlint.papers.identifiers import plain_title
from digestlint.rules.helpers.matching import match_papers, title_span
from digestlint.rules.helpers.pairing import title_of
from digestlint.text.quoting import quoted

RULE = RuleInfo(
    "BIB001",
    "missing-from-digest",
    options=(
        Option(
            "limit",
            20,
            "How many missing papers are listed; one more finding counts the rest. 0 lists all.",
        ),
    ),
    requires="bibliography",
)

_MISSING = Template("missing-from-digest/missing", "{paper} ({place}) is not in the digest")
_NONE = Template(
    "missing-from-digest/none",
    "none of the {number} papers in {bibliography} is in the digest; does the bibliography belong "
    "to another digest?",
)
_ONE_MORE = Template(
    "missing-from-digest/one-more", "1 more paper in {bibliography} is not in the digest"
)
_MORE = Template(
    "missing-from-digest/more", "{number} more papers in {bibliography} are not in the digest"
)


def check(document: Document) -> Iterator[Finding]:
    """Report papers of the bibliography that the digest lacks."""
    matches = match_papers(document)
    if matches is None:
        return
    bibliography = matches.bibliography
    span = title_span(document)
    if matches.strangers and (count := len(bibliography.papers)) > 1:
        yield Finding(*span, _NONE(number=count, bibliography=bibliography.name))
        return
    missing = bibliography.missing([*matches.found, *_noted(document, bibliography)])
    limit = max(0, document.option(RULE, "limit")) or len(missing)
    for entry in missing[:limit]:
        name = quoted(plain_title(entry.title) or entry.key)
        yield Finding(*span, _MISSING(paper=name, place=f"{bibliography.name}:{entry.line}"))
    rest = len(missing[limit:])
    if rest == 1:
        yield Finding(*span, _ONE_MORE(bibliography=bibliography.name))
    elif rest:
        yield Finding(*span, _MORE(number=f"{rest:,}", bibliography=bibliography.name))


def _noted(document: Document, bibliography: Bibliography) -> Iterator[BibEntry]:
    """Yield the entries whose papers have notes, listed in the table of contents or not."""
    for note in document.digest.notes if document.digest else ():
        title = title_of(note)
        if readable(title) and (found := bibliography.match(arxiv=None, doi=None, title=title)):
            yield found

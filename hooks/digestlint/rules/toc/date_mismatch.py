"""The date of an entry does not match its arXiv identifier.

## What it does
Compares the `[YY/MM]` of an entry with the first four digits of its paper's arXiv identifier, which
are the year and month of submission. Later versions of a paper keep its identifier and its date. If
the digest has a bibliography that gives the same date as the entry, nothing is reported: it is the
date of publication.

## Why it matters
Readers sort and cite papers by date. A wrong date is usually left over from a copied entry.

## Example
```markdown
# Paper List
- [25/03] **Ferry: Long Questions** [[Paper](https://arxiv.org/pdf/2505.99001v2)]

# TLDR/Notes
```

The paper is from May; write instead:
```markdown
# Paper List
- [25/05] **Ferry: Long Questions** [[Paper](https://arxiv.org/pdf/2505.99001v2)]

# TLDR/Notes
```

## Fix safety
The fix writes the date of the arXiv identifier and is safe. If another entry of the file has the
same identifier, the identifier itself may be wrong, so the fix is unsafe.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from digestlint._runtime.patterns import lazy_pattern
from digestlint.core.finding import Applicability, Edit, Finding, Fix
from digestlint.core.message import Template
from digestlint.core.rule import RuleInfo
from digestlint.document.document import Document
from digestlint.rules.helpers.matching import find
from digestlint.rules.helpers.wording import WRITE
from digestlint.text.edits import applied
from digestlint.text.quoting import quoted

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from digestlint.papers.bibliography import BibEntry

RULE = RuleInfo(
    "TOC005", "date-mismatch", fixes=(Applicability.SAFE, Applicability.UNSAFE), requires="digest"
)

_MISMATCH = Template(
    "date-mismatch/mismatch", "date {date} does not match arXiv {id}, which is from {wanted}"
)

_DATE = lazy_pattern(r"(?:20)?(?P<year>[0-9]{2})[-/.](?P<month>[0-9]{2})")


def check(document: Document) -> Iterator[Finding]:
    """Report dates that differ from the arXiv identifier and from the bibliography."""
    bibliography = document.context.bibliography
    uses = Counter(paper.arxiv.id for paper in document.papers if paper.arxiv)
    for paper in document.papers:
        match = _DATE.fullmatch(paper.date.text) if paper.date else None
        wanted = paper.arxiv.year_month if paper.arxiv else None
        if match is None or paper.date is None or paper.arxiv is None or wanted is None:
            continue
        date = int(match["year"]), int(match["month"])
        if date == wanted:
            continue
        entry = find(bibliography, paper) if bibliography else None
        if entry is not None and _agrees(entry, date, wanted):
            continue
        year, month = (f"{number:02d}" for number in wanted)
        edits = [
            Edit(
                paper.date.span.start + match.start(part),
                paper.date.span.start + match.end(part),
                new,
            )
            for part, new in (("year", year), ("month", month))
            if match[part] != new
        ]
        make = Fix.safe if uses[paper.arxiv.id] == 1 else Fix.unsafe
        yield Finding(
            *paper.date.span,
            _MISMATCH(date=quoted(paper.date.text), id=paper.arxiv.id, wanted=f"{year}/{month}"),
            make(WRITE(text=quoted(applied(document.text, edits, *paper.date.span))), *edits),
        )


def _agrees(entry: BibEntry, date: tuple[int, int], of_id: tuple[int, int]) -> bool:
    """Whether the bibliography confirms ``date``; a year alone must differ from that of the id."""
    if entry.year is None or entry.year % 100 != date[0]:
        return False
    return entry.month == date[1] if entry.month else date[0] != of_id[0]

"""A paper of the digest is not in the bibliography.

## What it does
Looks up each paper of the digest in its bibliography: by arXiv id, then by DOI, then by title. If
the two have no paper in common, there is one finding, at the title of the digest.

The bibliography is a `.bib` file next to the digest that has the same name as the digest or is
named in its title, or the file set with `bibliography` in the configuration or with `--bib`.
Without a bibliography, the rule finds nothing.

## Why it matters
Readers who cite from the `.bib` file do not find the paper, and whatever is generated from the
file next time will not contain it.

## Example
With a bibliography `agents.bib` that contains only *Ferry: Long Questions*:
```markdown
# Paper List
- [25/03] **Ferry: Long Questions**
- [25/04] **Lighthouse: Sparse Rewards**

# TLDR/Notes
```

Add the paper to `agents.bib`, or remove it from the digest:
```markdown
# Paper List
- [25/03] **Ferry: Long Questions**

# TLDR/Notes
```

## Fix safety
There is no fix: the `.bib` file is never changed.
"""

from __future__ import annotations

from collections.abc import Iterator

from digestlint.core.finding import Finding
from digestlint.core.message import Template
from digestlint.core.rule import RuleInfo
from digestlint.document.document import Document
from digestlint.rules.helpers.matching import match_papers, title_span
from digestlint.text.quoting import quoted

RULE = RuleInfo("BIB002", "missing-from-bibliography", requires="bibliography")

_MISSING = Template("missing-from-bibliography/missing", "{title} is not in {bibliography}")
_NOT_IN_PART = Template(
    "missing-from-bibliography/not-in-part",
    "{title} is not in the part of {bibliography} that could be read",
)
_NONE = Template(
    "missing-from-bibliography/none",
    "none of the digest's {number} papers is in {bibliography}",
)
_NONE_IN_PART = Template(
    "missing-from-bibliography/none-in-part",
    "none of the digest's {number} papers is in the part of {bibliography} that could be read",
)


def check(document: Document) -> Iterator[Finding]:
    """Report papers that the bibliography lacks."""
    matches = match_papers(document)
    if matches is None:
        return
    name = matches.bibliography.name
    is_whole = not matches.bibliography.problems
    if matches.strangers and len(matches.papers) > 1:
        template = _NONE if is_whole else _NONE_IN_PART
        message = template(number=len(matches.papers), bibliography=name)
        yield Finding(*title_span(document), message)
        return
    template = _MISSING if is_whole else _NOT_IN_PART
    for paper, entry in matches.papers:
        if entry is None:
            message = template(title=quoted(paper.title), bibliography=name)
            yield Finding(*paper.span, message)

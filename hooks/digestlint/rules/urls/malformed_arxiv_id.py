"""An arXiv URL has a malformed identifier or path.

## What it does
Finds URLs of arXiv papers (including ar5iv, alphaXiv, Hugging Face papers and arXiv DOIs) whose
identifier has neither the form `YYMM.NNNNN` nor the old form `archive/YYMMNNN`, each with an
optional version `vN`: for example a missing dot, a month 13 or an extra digit. It also finds valid
identifiers after a malformed path: `arxiv.org//abs/…`, `arxiv.org/abs2505.15117`,
`arxiv.org/2505.15117`, `arxiv.org/abs/abs/…`, `arxiv.org/abs/ 2505.15117`, `….pdf.pdf`,
`10.48550/2505.15117`. Listings and searches are not reported.

## Why it matters
The link does not work, and the paper cannot be matched with its bibliography entry.

## Example
```markdown
[Paper](https://arxiv.org/abs/250515117)
```

The dot is missing; write instead:
```markdown
[Paper](https://arxiv.org/abs/2505.15117)
```

## Fix safety
The fix for a malformed path is safe, or unsafe if the path names two kinds of page or the host is
misspelt. A malformed identifier has no fix, because the paper has to be looked up.
"""

from __future__ import annotations

from collections.abc import Iterator

from digestlint.core.finding import Applicability, Finding, Fix, Severity
from digestlint.core.message import Template
from digestlint.core.rule import RuleInfo
from digestlint.document.document import Document
from digestlint.papers.identifiers import arxiv_id_problem
from digestlint.rules.urls.arxiv import Normalised, normalised
from digestlint.rules.urls.url_targets import UrlTarget, targets
from digestlint.text.edits import applied, in_order
from digestlint.text.quoting import quoted

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from digestlint.papers.arxiv_ids import IdProblemKind

RULE = RuleInfo(
    "URL006",
    "malformed-arxiv-id",
    severity=Severity.ERROR,
    fixes=(Applicability.SAFE, Applicability.UNSAFE),
    requires="links",
)

_NO_PAPER = Template("malformed-arxiv-id/no-paper", "{url} is not a paper on arXiv: {reason}")
_MALFORMED = Template(
    "malformed-arxiv-id/malformed", "{url} is malformed: {problem}; write {wanted}"
)
_WRITE = Template("malformed-arxiv-id/write", "Correct the URL")

# What is wrong with an identifier, by ``IdProblem.kind``.
_MISSING = Template("malformed-arxiv-id/missing", "the identifier is missing")
_VERSION_ZERO = Template("malformed-arxiv-id/version-zero", "version numbers start at v1")
_NO_VERSION = Template("malformed-arxiv-id/no-version", "'{part}' has no valid version number")
_NO_DOT = Template("malformed-arxiv-id/no-dot", "the dot after YYMM is missing")
_NO_ARCHIVE = Template(
    "malformed-arxiv-id/no-archive",
    "the archive is missing; old identifiers look like 'cs/0112017'",
)
_FORM = Template("malformed-arxiv-id/form", "it does not have the form YYMM.NNNNN")
_OLD_FORM = Template("malformed-arxiv-id/old-form", "it does not have the form archive/YYMMNNN")
_MONTH = Template("malformed-arxiv-id/month", "{part} is not a month")
_TOO_EARLY = Template("malformed-arxiv-id/too-early", "identifiers of this form start at 0704")
_TOO_LATE = Template("malformed-arxiv-id/too-late", "identifiers of this form end at 0703")
_NOT_FOUR = Template(
    "malformed-arxiv-id/not-four",
    "the number after the dot has {part} instead of 4 digits (up to 1412)",
)
_NOT_FIVE = Template(
    "malformed-arxiv-id/not-five",
    "the number after the dot has {part} instead of 5 digits (since 1501)",
)
_ARCHIVE = Template(
    "malformed-arxiv-id/archive", "no archive '{part}' has identifiers of this form"
)
_PROBLEMS: dict[IdProblemKind, Template] = {
    "missing": _MISSING,
    "form": _FORM,
    "old-form": _OLD_FORM,
    "no-dot": _NO_DOT,
    "no-archive": _NO_ARCHIVE,
    "archive": _ARCHIVE,
    "month": _MONTH,
    "too-early": _TOO_EARLY,
    "too-late": _TOO_LATE,
    "not-four": _NOT_FOUR,
    "not-five": _NOT_FIVE,
    "no-version": _NO_VERSION,
    "version-zero": _VERSION_ZERO,
}


def check(document: Document) -> Iterator[Finding]:
    """Report malformed arXiv identifiers, and malformed paths before them, in URLs."""
    for target in targets(document.markdown):
        found = normalised(document.text, target)
        if found is not None:
            yield _malformed(document.text, target, found)
            continue
        problem = arxiv_id_problem(target.url.replace("\\_", "_"))
        if problem is not None:
            template = _PROBLEMS[problem.kind]
            reason = template(part=problem.part) if template.fields else template()
            yield Finding(*target.span, _NO_PAPER(url=quoted(target.url), reason=reason))


def _malformed(text: str, target: UrlTarget, found: Normalised) -> Finding:
    start = target.span.start
    applicability = Applicability.SAFE if found.certain else Applicability.UNSAFE
    return Finding(
        start,
        found.end,
        _MALFORMED(
            url=quoted(text[start : found.end]),
            problem=found.problem,
            wanted=quoted(applied(text, in_order(found.edits), start, found.end)),
        ),
        Fix(applicability, _WRITE(), found.edits),
    )

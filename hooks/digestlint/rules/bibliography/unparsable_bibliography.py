"""Part of the bibliography cannot be read.

## What it does
Reports the errors in the bibliography of the digest, at the title of the digest: blocks that are
unclosed or truncated, fields without a comma, a name or a value, unbalanced braces, comments inside
entries, undefined strings, keys with spaces, duplicate keys and papers, and lines that are not
UTF-8. Each message begins with the file and the line: `agents.bib:12`.

The bibliography is a `.bib` file next to the digest that has the same name as the digest or is
named in its title, or the file set with `bibliography` in the configuration or with `--bib`.
Without a bibliography, the rule finds nothing.

## Why it matters
BibTeX skips such blocks, and their papers are missing wherever the file is used. The other BIB
rules cannot see them either.

## Example
With a bibliography `agents.bib` whose entry on line 12 lacks its closing brace:
```markdown
# Paper List from BIB File: agents.bib
- [25/03] **Ferry: Long Questions**

# TLDR/Notes
```

Close the brace in `agents.bib`; the digest needs no change.

## Fix safety
There is no fix: the `.bib` file is never changed.
"""

from __future__ import annotations

from collections.abc import Iterator

from digestlint.core.finding import Finding, Severity
from digestlint.core.message import Template
from digestlint.core.rule import RuleInfo
from digestlint.document.document import Document
from digestlint.rules.bibliography.bibtex_problems import message_of
from digestlint.rules.helpers.matching import title_span

RULE = RuleInfo(
    "BIB004", "unparsable-bibliography", severity=Severity.ERROR, requires="bibliography"
)

_PROBLEM = Template("unparsable-bibliography/problem", "{place}: {problem}")
_ONE_MORE = Template(
    "unparsable-bibliography/one-more", "{bibliography}: 1 more problem like these"
)
_MORE = Template(
    "unparsable-bibliography/more", "{bibliography}: {number} more problems like these"
)

_MOST = 20


def check(document: Document) -> Iterator[Finding]:
    """Report why parts of the bibliography could not be read."""
    bibliography = document.context.bibliography
    if bibliography is None or document.digest is None:
        return
    span = title_span(document)
    for problem in bibliography.problems[:_MOST]:
        place = f"{bibliography.name}:{problem.line}"
        yield Finding(*span, _PROBLEM(place=place, problem=message_of(problem)))
    rest = len(bibliography.problems[_MOST:])
    if rest == 1:
        yield Finding(*span, _ONE_MORE(bibliography=bibliography.name))
    elif rest:
        yield Finding(*span, _MORE(bibliography=bibliography.name, number=rest))

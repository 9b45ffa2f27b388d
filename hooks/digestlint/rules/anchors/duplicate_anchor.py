"""Two places have the same id, and a link refers to it.

## What it does
Finds ids that two places of a file have (`<a id="x">`, the `id` of any element, `{#x}` if the
renderer supports it, the anchor of a heading) and that a link in the file refers to. An id directly
at a heading with the same anchor counts as one place. Headings with the same text are not reported:
the renderer numbers their anchors.

## Why it matters
Browsers go to the first of the two; a link cannot lead to the second.

## Example
```markdown
See the [results](#results).

<a id="results"></a>
| model | score |
|---|---|

## Results
Ours is better.
```

Give the table its own id; write instead:
```markdown
See the [results](#results).

<a id="results-table"></a>
| model | score |
|---|---|

## Results
Ours is better.
```

## Fix safety
There is no fix: only the author knows which of the two is meant, and what the other should be
called.
"""

from __future__ import annotations

from collections.abc import Iterator

from digestlint.core.finding import Finding
from digestlint.core.message import Template
from digestlint.core.rule import RuleInfo
from digestlint.document.document import Document
from digestlint.markdown import Span
from digestlint.markdown.targets import Target, same_place
from digestlint.rules.anchors.pages import page_of
from digestlint.rules.helpers.local_links import local_links, named_ids
from digestlint.text.quoting import quoted

RULE = RuleInfo("ANC002", "duplicate-anchor", requires="local links")

_REPEATED = Template(
    "duplicate-anchor/repeated",
    "duplicate id {name}; links to it lead to line {line}",
)


def check(document: Document) -> Iterator[Finding]:
    """Report the second and later places of an id that a link refers to."""
    repeated = {name for name, found in document.targets_by_id.items() if len(found) > 1}
    if not repeated:
        return
    for name in sorted(repeated & _named(document)):
        first, *others = document.targets_by_id[name]
        for target in others:
            if _damaged(document, first) or _damaged(document, target):
                continue
            if same_place(document.markdown, first, target):
                continue
            row, _ = document.lines.position(first.span.start)
            yield Finding(*_shown(target), _REPEATED(line=row, name=quoted(name)))


def _damaged(document: Document, target: Target) -> bool:
    """Whether ``target`` is a heading whose slug lacks lost characters."""
    return target.heading is not None and document.restoration.damaged(*target.heading.content)


def _named(document: Document) -> set[str]:
    """Return the ids that links in the file refer to: for each, the first that exists."""
    names = set()
    for link in local_links(document.markdown):
        if link.fragment and page_of(document, link).kind == "this file":
            ids = named_ids(document, link.fragment)
            names.update([name for name in ids if name in document.targets_by_id][:1])
    return names


def _shown(target: Target) -> Span:
    return target.heading.content if target.heading else target.span

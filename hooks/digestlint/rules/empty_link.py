"""A link without a target.

## What it does
Finds links, images and reference definitions whose target is empty: `[Code/Page]()`.

## Why it matters
The reader sees a link; a click leads back to the page itself.

## Example
```markdown
[[Paper](https://arxiv.org/abs/2505.15117)] [[Code/Page]()]
```

Without a code page there is nothing to link; write instead:
```markdown
[[Paper](https://arxiv.org/abs/2505.15117)]
```

## Fix safety
Where the link is the code link of a paper in a digest, and the paper's abstract names exactly one
URL (arXiv and DOI aside), the fix writes that URL, and is safe. Otherwise the fix drops a link that
stands in brackets beside other links, brackets and space included; it is unsafe, because the right
URL may be known to the author. Other empty links, such as that to the paper itself or to its notes,
are reported only.
"""

from __future__ import annotations

from collections.abc import Iterator

from digestlint.analysis.urls import (
    UrlTarget,
    host_of,
    is_host_or_below,
    is_web,
    key,
    targets,
)
from digestlint.analysis.urls.nearby import note_of
from digestlint.analysis.urls.splits import find_splits
from digestlint.digest import Entry
from digestlint.document import Document
from digestlint.finding import Applicability, Edit, Finding, Fix
from digestlint.identifiers import find_doi
from digestlint.markdown import Link, Span
from digestlint.rule import RuleInfo
from digestlint.wording import quoted

RULE = RuleInfo("URL004", "empty-link", fixes=(Applicability.SAFE, Applicability.UNSAFE))

_PAPER_HOSTS = ("arxiv.org", "doi.org")
_ABSTRACT = "abstract"


def check(document: Document) -> Iterator[Finding]:
    """Report links without a target."""
    entries = _entries_by_link(document, "code")
    kept = {*_entries_by_link(document, "paper"), *_entries_by_link(document, "notes")}
    everything = list(targets(document.markdown))
    for target in everything:
        if target.url.strip():
            continue
        if target.link is None:
            yield Finding(*target.span, "reference definition without a target")
            continue
        span, text = target.link.span, target.link.text
        shown = document.text[text.start : text.end].strip()
        what = "image" if target.image else "link"
        entry = entries.get(span)
        named = _named_in_abstract(document, entry, everything) if entry else []
        fix = None
        if named:
            fix = _fill(document, target, named)
        elif span not in kept:
            fix = _drop(document, target.link)
        message = f"{what} {quoted(shown)} has no target" if shown else f"{what} without a target"
        yield Finding(*span, message, fix)


def _entries_by_link(document: Document, role: str) -> dict[Span, Entry]:
    entries = document.digest.entries if document.digest else ()
    return {entry.links[role].span: entry for entry in entries if role in entry.links}


def _named_in_abstract(
    document: Document, entry: Entry, everything: list[UrlTarget]
) -> list[UrlTarget]:
    note = note_of(document, entry)
    if note is None:
        return []
    bodies = [section.body for section in note.sections if section.name == _ABSTRACT]
    return [
        target
        for target in everything
        if any(body.start <= target.span.start < body.end for body in bodies)
        and is_web(target.url)
        and not is_host_or_below(host_of(target.url), _PAPER_HOSTS)
        and not find_doi(target.url)
    ]


def _fill(document: Document, target: UrlTarget, named: list[UrlTarget]) -> Fix | None:
    """The fix that writes the URL, if the abstract names one and leaves no doubt where it ends."""
    start, end = named[0].span
    url = named[0].url
    if (
        len({key(found.url) for found in named}) != 1
        or any(character in url for character in "()<>\\")
        or document.restoration.damaged(end, end + 1)
        or any(split.span.start == start for split in find_splits(document.markdown))
    ):
        return None
    return Fix.safe("Write the URL that the abstract names", Edit(*target.span, url))


def _drop(document: Document, link: Link) -> Fix | None:
    """The fix that drops ``[[text]()]``, if other links stand in the line."""
    text = document.text
    start, end = link.span.start - 1, link.span.end + 1
    if link.image or start < 0 or text[start] != "[" or text[end - 1 : end] != "]":
        return None
    line_start, line_end = document.lines.line_span(document.lines.position(start)[0])
    if "](" not in text[line_start:start] and "](" not in text[end:line_end]:
        return None
    if text[end : end + 1] == " " and (start == line_start or text[start - 1].isspace()):
        end += 1
    elif start > line_start and text[start - 1] == " ":
        start -= 1
    return Fix.unsafe("Remove the link", Edit(start, end, ""))

"""A link without a target.

## What it does
Finds links, images and reference definitions whose target is empty: `[Code/Page]()`,
`<a href="">`.

## Why it matters
Readers see a link, but a click leads back to the same page.

## Example
```markdown
[[Paper](https://arxiv.org/abs/2505.15117)] [[Code/Page]()]
```

If there is no code page, remove the link:
```markdown
[[Paper](https://arxiv.org/abs/2505.15117)]
```

## Fix safety
If the link is the code link of a paper in a digest, and the paper's abstract contains exactly one
URL (not counting arXiv and DOI links), the fix inserts that URL and is safe. If the link is in
brackets beside other links, the fix removes it with its brackets and one space; this is unsafe,
because the author may know the right URL. Other empty links, such as the link to the paper or to
its notes, are reported without a fix.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property

from digestlint.core.finding import Applicability, Edit, Finding, Fix, Severity
from digestlint.core.message import Message, Template
from digestlint.core.rule import RuleInfo
from digestlint.digest.nodes import Entry
from digestlint.document.document import Document
from digestlint.markdown import Link, Span
from digestlint.papers.identifiers import find_doi
from digestlint.rules.helpers.urls.hosts import host_of, is_host_or_below, is_web, key
from digestlint.rules.urls.nearby import NotesOfEntries
from digestlint.rules.urls.splits import find_splits
from digestlint.rules.urls.url_targets import UrlTarget, targets
from digestlint.text.quoting import quoted

RULE = RuleInfo(
    "URL004",
    "empty-link",
    severity=Severity.ERROR,
    fixes=(Applicability.SAFE, Applicability.UNSAFE),
    requires="links",
)

_DEFINITION = Template("empty-link/definition", "reference definition without a target")
_IMAGE = Template("empty-link/image", "image without a target")
_LINK = Template("empty-link/link", "link without a target")
_IMAGE_WITH_TEXT = Template("empty-link/image-with-text", "image {text} has no target")
_LINK_WITH_TEXT = Template("empty-link/link-with-text", "link {text} has no target")
_WRITE = Template("empty-link/write", "Insert the URL from the abstract")
_REMOVE = Template("empty-link/remove", "Remove the link")

_PAPER_HOSTS = ("arxiv.org", "doi.org")
_ABSTRACT = "abstract"


def check(document: Document) -> Iterator[Finding]:
    """Report links without a target."""
    entries = _entries_by_link(document, "code")
    kept = {*_entries_by_link(document, "paper"), *_entries_by_link(document, "notes")}
    everything = targets(document.markdown)
    abstracts = _Abstracts(document, everything)
    for target in everything:
        if target.url.strip():
            continue
        if target.link is None:
            yield Finding(*target.span, _DEFINITION())
            continue
        span, text = target.link.span, target.link.text
        shown = document.text[text.start : text.end].strip()
        entry = entries.get(span)
        named = abstracts.named(entry) if entry else []
        fix = None
        if named:
            fix = abstracts.fill(target, named)
        elif span not in kept:
            fix = _drop(document, target.link)
        yield Finding(*span, _message(shown, image=target.image), fix)


def _message(shown: str, *, image: bool) -> Message:
    if not shown:
        return _IMAGE() if image else _LINK()
    return (_IMAGE_WITH_TEXT if image else _LINK_WITH_TEXT)(text=quoted(shown))


def _entries_by_link(document: Document, role: str) -> dict[Span, Entry]:
    entries = document.digest.entries if document.digest else ()
    return {entry.links[role].span: entry for entry in entries if role in entry.links}


class _Abstracts:
    """The URLs in the abstracts of papers; collected once, when a link is empty."""

    def __init__(self, document: Document, everything: Sequence[UrlTarget]) -> None:
        self._document = document
        self._everything = everything

    @cached_property
    def _notes(self) -> NotesOfEntries:
        return NotesOfEntries(self._document)

    @cached_property
    def _starts(self) -> list[int]:
        return [target.span.start for target in self._everything]

    @cached_property
    def _cut(self) -> frozenset[int]:
        return frozenset(split.span.start for split in find_splits(self._document.markdown))

    def named(self, entry: Entry) -> list[UrlTarget]:
        """Return the URLs in the abstract of ``entry``, other than those of the paper itself."""
        note = self._notes.note_of(entry)
        bodies = (
            [section.body for section in note.sections if section.name == _ABSTRACT] if note else []
        )
        return [
            target
            for body in bodies
            for target in self._everything[slice(*(bisect_left(self._starts, at) for at in body))]
            if is_web(target.url)
            and not is_host_or_below(host_of(target.url), _PAPER_HOSTS)
            and not find_doi(target.url)
        ]

    def fill(self, target: UrlTarget, named: list[UrlTarget]) -> Fix | None:
        """Return the fix that inserts the URL, if there is only one and its end is certain."""
        start, end = named[0].span
        url = named[0].url
        if (
            len({key(found.url) for found in named}) != 1
            or any(character in url for character in "()<>\\")
            or self._document.restoration.damaged(end, end + 1)
            or start in self._cut
        ):
            return None
        return Fix.safe(_WRITE(), Edit(*target.span, url))


def _drop(document: Document, link: Link) -> Fix | None:
    """Return the fix that removes ``[[text]()]``, if there are other links in the line."""
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
    return Fix.unsafe(_REMOVE(), Edit(start, end, ""))

"""A link points to an anchor that does not exist.

## What it does
Looks up the fragment of each link (`#…`) among the headings and HTML ids of this file, or of the
local Markdown file that the link leads to. The anchors of headings are those of the renderer
(`anchor-style`). Percent-escapes are decoded; `#`, `#top` and line numbers (`#L20`) do not refer to
headings. Letter case matters. Links in raw HTML (`<a href="#part">`) are checked as well, but for
the badges of all-contributors.
The page of a folder is its README or index: `./#part` refers to this file only if this file is that
page, or a page of a site.

Missing files are reported by `broken-file-link`. Where characters of a heading are lost
(`lossy-mojibake`), links that may refer to it are not reported.

## Why it matters
Clicking the link does nothing, or leads to the top of the file.

## Example
```markdown
[Notes](#mas$^2$--agents)

## mas$^2$--agents
```

GitHub drops `$` and `^` when it makes the anchor of the heading; write instead:
```markdown
[Notes](#mas2--agents)

## mas$^2$--agents
```

## Fix safety
The fix is safe. It is offered if exactly one heading can be meant: its anchor has the same letters
and digits as the fragment, or the link belongs to an entry of a digest and the heading is that of
its notes. If `./#part` does not lead to this file but this file has that anchor, the fix writes
`#part`. Otherwise the message suggests the most similar anchor, if there is one. There is no fix if
the text of the link matches another heading, or if only the number of a repeated heading is written
differently (`#notes_1` for `#notes-1`), as the file may be written for another renderer.
"""

from __future__ import annotations

from collections.abc import Iterator

from digestlint.core.finding import Applicability, Finding, Fix, Severity
from digestlint.core.message import Message, Template
from digestlint.core.rule import RuleInfo
from digestlint.document.document import Document
from digestlint.rules.anchors.meant_anchors import AnchorLookup, Meant
from digestlint.rules.anchors.pages import THIS_FILE, Page, page_of
from digestlint.rules.helpers.edits import smallest_edit
from digestlint.rules.helpers.local_links import (
    LocalLink,
    encoded,
    fragment_edit,
    local_links,
    named_ids,
)
from digestlint.rules.helpers.wording import WRITE
from digestlint.text.quoting import quoted

RULE = RuleInfo(
    "ANC001",
    "broken-anchor",
    severity=Severity.ERROR,
    fixes=(Applicability.SAFE,),
    requires="local links",
)

_IN_THIS_FILE = Template("broken-anchor/in-this-file", "no heading or id {fragment} in this file")
_IN_FILE = Template("broken-anchor/in-file", "no heading or id {fragment} in {file}")
_IN_FOLDER = Template(
    "broken-anchor/in-folder", "no heading or id {fragment} on the page of the folder {folder}"
)
_MEANT = Template("broken-anchor/meant", "{problem}; did you mean {fragment}?")
_OTHER_PAGE = Template(
    "broken-anchor/other-page",
    "{folder} leads to the page of the folder, not to this file; write {fragment}",
)


def check(document: Document) -> Iterator[Finding]:
    """Report fragments that match no anchor."""
    lookup = AnchorLookup(document)
    badges = _badges(document.text)
    for link in local_links(document.markdown):
        names = () if link.fragment is None else named_ids(document, link.fragment)
        if names and link.target.start not in badges:
            page = page_of(document, link)
            find = _in_folder if page.kind == "own folder" else _in_file
            finding = find(document, lookup, link, names, page)
            if finding:
                yield finding


def _badges(text: str) -> range:
    """Return where the badges of all-contributors are, whose links lead nowhere on purpose."""
    start, end = (text.find(f"<!-- ALL-CONTRIBUTORS-LIST:{mark}") for mark in ("START", "END"))
    return range(start, end) if start >= 0 else range(0)


def _in_file(
    document: Document, lookup: AnchorLookup, link: LocalLink, names: tuple[str, ...], page: Page
) -> Finding | None:
    inside = page.kind == "this file"
    if inside and any(name in document.targets_by_id for name in names):
        return None
    index = lookup.index(page)
    if index is None or any(name in index.slugs for name in names):
        return None
    if inside and any(map(lookup.damaged.could_be, names)):
        return None
    meant = lookup.meant(link, index, names)
    message = _problem(link, inside=inside)
    if meant.slug:
        message = _MEANT(problem=message, fragment=f"'#{meant.slug}'")
    return Finding(*link.target, message, _fix(document, link, meant))


def _problem(link: LocalLink, *, inside: bool) -> Message:
    fragment = quoted(f"#{link.fragment}")
    if inside:
        return _IN_THIS_FILE(fragment=fragment)
    return _IN_FILE(fragment=fragment, file=quoted(link.path))


def _in_folder(
    document: Document, lookup: AnchorLookup, link: LocalLink, names: tuple[str, ...], page: Page
) -> Finding | None:
    """Return the finding for ``./#fragment`` in a file that is not the page of its folder."""
    shown = lookup.index(page) if page.path else None
    if page.path and (shown is None or any(name in shown.slugs for name in names)):
        return None
    own = lookup.index(THIS_FILE)
    assert own is not None
    meant = lookup.meant(link, own, names)
    there = next((name for name in names if name in own.slugs), None)
    slug = there or (meant.slug if meant.certain else None)
    if slug is None:
        return Finding(
            *link.target,
            _IN_FOLDER(fragment=quoted(f"#{link.fragment}"), folder=quoted(link.path)),
        )
    written = document.text[link.target.start : link.target.end]
    fix = None
    if written == f"{link.path}#{link.fragment}":
        new = f"#{link.fragment}" if there else f"#{encoded(slug)}"
        edit = smallest_edit(link.target.start, written, new)
        fix = Fix.safe(WRITE(text=f"'#{slug}'"), edit)
    return Finding(*link.target, _OTHER_PAGE(folder=quoted(link.path), fragment=f"'#{slug}'"), fix)


def _fix(document: Document, link: LocalLink, meant: Meant) -> Fix | None:
    edit = fragment_edit(document, link, meant.slug) if meant.slug and meant.certain else None
    return Fix.safe(WRITE(text=f"'#{meant.slug}'"), edit) if edit else None

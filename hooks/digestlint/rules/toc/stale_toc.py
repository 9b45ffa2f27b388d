"""A table of contents differs from what it lists.

## What it does
In a digest with entries and notes (`survey`), this rule compares the two: the notes link of an
entry should lead to the notes on its paper, and the entries should be in the order of the notes.
Broken links are reported by `broken-anchor`, and entries without notes by `entry-without-notes`.
Lists under different headings are checked separately.

In any file, it keeps a table of contents up to date between two comments, each on a line of its
own:

    <!-- digestlint-toc -->
    <!-- /digestlint-toc -->

The list between them has the headings below the second comment; in a digest, it has the notes
without their sections. Comments that are missing, repeated, misspelt or in the wrong place are
reported; comments in code are ignored. `digestlint toc FILE` prints the same list.

## Why it matters
Readers trust a table of contents. A link to the wrong paper is worse than a broken link.

## Example
```markdown
<!-- digestlint-toc -->

- [Setup](#setup)

<!-- /digestlint-toc -->

## Setup

## Results
```

A heading is missing from the list; write instead:
```markdown
<!-- digestlint-toc -->

- [Setup](#setup)
- [Results](#results)

<!-- /digestlint-toc -->

## Setup

## Results
```

## Fix safety
The fix is safe: it changes the fragment of an entry's link, moves whole entries unchanged, and
writes the list between the comments. No entry is lost or retitled, and entries without notes stay
in place. There is no fix if there is text other than a list between the comments, if an item
contains more than a link to a heading (a note, a link to another page), or if characters of a
heading are lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from digestlint._runtime.patterns import lazy_pattern
from digestlint.core.finding import Applicability, Edit, Finding, Fix
from digestlint.core.message import Template
from digestlint.core.rule import RuleInfo
from digestlint.digest.nodes import Entry, Note
from digestlint.digest.papers import readable
from digestlint.document.document import Document
from digestlint.markdown import Link, Span
from digestlint.markdown.targets import Target
from digestlint.rules.helpers.edits import smallest_edit
from digestlint.rules.helpers.local_links import LocalLink, fragment_edit, named_ids
from digestlint.rules.helpers.pairing import pair
from digestlint.rules.toc.contents import LEVELS, RULE_NAME, toc_items
from digestlint.rules.toc.differences import difference, first_foreign, is_list
from digestlint.rules.toc.entry_order import Slot, misplaced
from digestlint.rules.toc.markers import find_markers
from digestlint.text.quoting import quoted

RULE = RuleInfo("TOC003", RULE_NAME, fixes=(Applicability.SAFE,), options=LEVELS)

_NO_LINK = Template("stale-toc/no-link", "this entry has no link to its notes at '#{slug}'")
_ELSEWHERE = Template(
    "stale-toc/elsewhere",
    "the link leads to {destination}; the notes on this paper are at '#{slug}'",
)
_NOWHERE = Template(
    "stale-toc/nowhere", "the link has no target; the notes on this paper are at '#{slug}'"
)
_ORDER = Template("stale-toc/order", "the entries are not in the order of their notes")
_ORDER_FROM = Template(
    "stale-toc/order-from",
    "the entries are not in the order of their notes; {title} should come first",
)
_STALE = Template("stale-toc/stale", "the table of contents is stale: {difference}")
_STALE_WITH_TEXT = Template(
    "stale-toc/stale-with-text",
    "the table of contents is stale: {difference}; first move out the text that is not a list item",
)
_STALE_WITH_ITEM = Template(
    "stale-toc/stale-with-item",
    "the table of contents is stale: {difference}; first move out {item}, which is more than a "
    "link to a heading",
)
_WRITE = Template("stale-toc/write", "Write '#{slug}'")
_PUT_IN_ORDER = Template("stale-toc/put-in-order", "Put the entries in the order of their notes")
_WRITE_ANEW = Template("stale-toc/write-anew", "Update the table of contents")

_NEWLINE = lazy_pattern(r"\r\n?|\n")


def check(document: Document) -> Iterator[Finding]:
    """Report entries that do not match their notes, and lists between comments that are stale."""
    digest = document.digest
    if digest is not None and digest.entries and digest.notes:
        pairs = pair(document, digest).entries
        if "notes" in (digest.schema.entries.links if digest.schema.entries else {}):
            yield from _links(document, pairs)
        for wrong in misplaced(document, digest, pairs):
            yield _order(document, wrong)
    yield from _marked(document)


def _links(document: Document, pairs: Sequence[tuple[Entry, Note | None]]) -> Iterator[Finding]:
    slugs = {target.span: target.id for target in document.targets}
    # An entry without a link takes that of an entry nested in its list item.
    owners = {link.span: entry for entry, _ in pairs if (link := entry.links.get("notes"))}
    for entry, note in pairs:
        if note is None or document.restoration.damaged(*note.label):
            continue
        slug = slugs.get(note.anchor)
        link = entry.links.get("notes")
        if not slug:
            continue
        if link is not None and owners[link.span] is not entry:
            link = None
        if link is None:
            span = entry.title.span if entry.title else entry.span
            yield Finding(*span, _NO_LINK(slug=slug))
        elif link.target is not None and _leads_elsewhere(document, link, note):
            message = (
                _ELSEWHERE(slug=slug, destination=quoted(link.destination))
                if link.destination
                else _NOWHERE(slug=slug)
            )
            yield Finding(*link.target, message, _relink(document, link, link.target, slug))


def _leads_elsewhere(document: Document, link: Link, note: Note) -> bool:
    """Whether ``link`` leads to a place in this file that is not ``note``."""
    if link.destination in ("", "#"):
        return True
    if not link.destination.startswith("#"):
        return False
    targets: list[Target] = []
    for name in named_ids(document, link.destination[1:]):
        targets += document.targets_by_id.get(name, ())
    return bool(targets) and not any(_is_at(document, target, note) for target in targets)


def _is_at(document: Document, target: Target, note: Note) -> bool:
    """Whether ``target`` is in ``note``, or an id between the text above and its heading."""
    if target.span.start >= note.span.start:
        return target.span.start < note.span.end
    between = document.text[target.span.end : note.span.start]
    return target.heading is None and not re.sub(r"<[^<>]*>", "", between).strip()


def _relink(document: Document, link: Link, target: Span, slug: str) -> Fix | None:
    fragment = link.destination[1:] if link.destination else None
    edit = fragment_edit(document, LocalLink(target, "", fragment, link), slug)
    return Fix.safe(_WRITE(slug=slug), edit) if edit else None


def _order(document: Document, wrong: Sequence[tuple[Slot, Slot]]) -> Finding:
    text = document.text
    first, wanted = wrong[0]
    start, end = first.entry.span.start, wrong[-1][0].content.end
    fix = None
    if len({slot.content.start - slot.entry.span.start for slot, _ in wrong}) == 1:
        edits = [
            Edit(*old.content, text[new.content.start : new.content.end]) for old, new in wrong
        ]
        fix = Fix.safe(_PUT_IN_ORDER(), *edits)
    title = wanted.entry.title
    if title is None or not readable(title.text):
        return Finding(start, end, _ORDER(), fix)
    return Finding(start, end, _ORDER_FROM(title=quoted(title.text)), fix)


def _marked(document: Document) -> Iterator[Finding]:
    markers = find_markers(document.markdown)
    for span, message in markers.problems:
        yield Finding(*span, message)
    if markers.region is None or markers.start is None:
        return
    items = toc_items(document)
    lines = [item.line for item in items]
    inner = document.text[slice(*markers.region)]
    old = inner.strip()
    old_lines = [line.rstrip() for line in _NEWLINE.split(old)] if old else []
    if old_lines == lines:
        return
    known = readable(old) and not document.restoration.damaged(*markers.region)
    known = known and all(item.readable for item in items)
    if old and not known:
        return
    new = document.source.newline.join(lines)
    if not old:
        blank = document.source.newline * 2
        span, edit = markers.start, Edit(*markers.region, f"{blank}{new}{blank}")
    else:
        start = markers.region.start + inner.index(old)
        span, edit = Span(start, start + len(old)), smallest_edit(start, old, new)
    own = first_foreign(old_lines, lines)
    differs = difference(old_lines, lines)
    if not is_list(old_lines):
        message = _STALE_WITH_TEXT(difference=differs)
    elif own is not None:
        message = _STALE_WITH_ITEM(difference=differs, item=quoted(own))
    else:
        message = _STALE(difference=differs)
    kept = known and own is None and is_list(old_lines)
    fix = Fix.safe(_WRITE_ANEW(), edit) if kept else None
    yield Finding(*span, message, fix)

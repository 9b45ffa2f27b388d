"""A link names a place that is not there.

## What it does
Looks up the fragment of each link (`#…`) among the headings and HTML ids of this file, or of the
local Markdown file that the link leads to. Headings get their anchors as the renderer makes them
(`anchor-style`); percent-escapes are decoded, and `#`, `#top` and line numbers (`#L20`) are no
names of headings. Letter case counts.

A file that is missing is `broken-file-link`'s. Where characters of a heading are lost
(`lossy-mojibake`), a link that may mean it is not reported.

## Why it matters
A click does nothing, or leads to the top of the file.

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
The fix is safe. It is offered where exactly one heading is meant: its anchor has the same letters
and digits as the fragment, or the link belongs to an entry of a digest and the heading stands for
that paper. Otherwise the message names the nearest anchor, if there is one. There is no fix where
the text of the link is that of another heading, nor where only the count of a repeated heading is
written otherwise (`#notes_1` for `#notes-1`), as the file may be meant for another renderer.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from digestlint.analysis.local_links import LocalLink, fragment_edit, local_links, named_ids, within
from digestlint.anchors import slugify
from digestlint.document import Document
from digestlint.finding import Applicability, Finding, Fix
from digestlint.markdown import Link, Span
from digestlint.patterns import lazy_pattern
from digestlint.records import NamedTuple
from digestlint.rule import RuleInfo
from digestlint.wording import quoted

TYPE_CHECKING = False  # of `typing`, which takes long to load
if TYPE_CHECKING:
    from digestlint.analysis.damaged_headings import DamagedHeadings
    from digestlint.anchors import SlugIndex

RULE = RuleInfo("ANC001", "broken-anchor", fixes=(Applicability.SAFE,), needs="links")

# Looking for the nearest of many anchors takes a while; so many broken links have one cause.
_MOST_SEARCHES = 200
# Fewer letters stand in some anchor by chance.
_LEAST_LETTERS = 3
_COUNTER = lazy_pattern(r"[-_]\d+\Z")


def check(document: Document) -> Iterator[Finding]:
    """Report fragments that name nothing."""
    lookup = _Lookup(document)
    for link in local_links(document.markdown):
        if link.fragment is None:
            continue
        names = named_ids(document, link.fragment)
        inside = within(document, link)
        if inside and any(name in document.targets_by_id for name in names):
            continue
        index = lookup.index(link) if names else None
        if index is None or any(name in index.slugs for name in names):
            continue
        if inside and any(map(lookup.damaged.could_be, names)):
            continue
        meant = lookup.meant(link, index, names)
        where = "this file" if inside else quoted(link.path)
        message = f"no heading or id {quoted('#' + link.fragment)} in {where}"
        if meant.slug:
            message += f"; did you mean '#{meant.slug}'?"
        yield Finding(*link.target, message, _fix(document, link, meant))


class _Meant(NamedTuple):
    """The anchor that a broken fragment means."""

    slug: str | None
    certain: bool


def _fix(document: Document, link: LocalLink, meant: _Meant) -> Fix | None:
    edit = fragment_edit(document, link, meant.slug) if meant.slug and meant.certain else None
    return Fix.safe(f"Write '#{meant.slug}'", edit) if edit else None


class _Lookup:
    """Anchors of this file and of linked ones."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._indexes: dict[str, SlugIndex | None] = {}
        self._searched: dict[tuple[str, str], str | None] = {}

    @cached_property
    def damaged(self) -> DamagedHeadings:
        from digestlint.analysis.damaged_headings import (
            DamagedHeadings,  # most links lead somewhere
        )

        return DamagedHeadings(self._document)

    def index(self, link: LocalLink) -> SlugIndex | None:
        """The anchors where ``link`` leads, without uncertain ones; None if they aren't known."""
        path = "" if within(self._document, link) else link.path
        if path not in self._indexes:
            from digestlint.anchors import SlugIndex  # most links lead somewhere

            ids: frozenset[str] | set[str] | None
            if path:
                ids = self._document.surroundings.neighbours.target_ids(path)
            else:
                ids = set(self._document.targets_by_id) - self.damaged.ids
            self._indexes[path] = None if ids is None else SlugIndex(ids)
        return self._indexes[path]

    def meant(self, link: LocalLink, index: SlugIndex, names: tuple[str, ...]) -> _Meant:
        """What ``link`` should name; ``names`` are the ids that it names."""
        fragment = names[-1]  # without GitHub's prefix
        same = index.same(fragment)
        of_paper = self._slugs_of_notes.get(link.target)
        if of_paper is not None:
            return _Meant(of_paper, same in (None, of_paper))
        if same is not None:
            by_text = self._named_by_text(link)
            if by_text in index.slugs and by_text != same and self._is_only_one(link):
                return _Meant(by_text, False)
            return _Meant(same, not _counts_otherwise(index, fragment))
        return _Meant(self._near(link, index, fragment), False)

    def _near(self, link: LocalLink, index: SlugIndex, fragment: str) -> str | None:
        key = (link.path, fragment)
        if key not in self._searched:
            if len(self._searched) >= _MOST_SEARCHES:
                return None
            self._searched[key] = (
                index.nearest(fragment)
                or _without_counter(index, fragment)
                or _only_holder(index, fragment)
            )
        if self._searched[key] is None:
            by_text = self._named_by_text(link)
            return index.same(by_text) if by_text else None
        return self._searched[key]

    def _named_by_text(self, link: LocalLink) -> str | None:
        """The slug of the link's text: in a hand-made table of contents it is the heading's."""
        if link.link is None or link.target in self._links_of_entries:
            return None
        return slugify(self._text(link.link), self._document.settings.anchor_style)

    def _is_only_one(self, link: LocalLink) -> bool:
        """Whether no other link has its text: many say only what they are (``Notes``)."""
        return link.link is not None and self._texts[self._text(link.link)] == 1

    def _text(self, link: Link) -> str:
        return self._document.text[link.text.start : link.text.end]

    @cached_property
    def _texts(self) -> Counter[str]:
        return Counter(self._text(link) for link in self._document.markdown.links)

    @cached_property
    def _links_of_entries(self) -> frozenset[Span | None]:
        """Where links stand whose text says what they are (``TLDR/Notes``), not where they lead."""
        entries = self._document.digest.entries if self._document.digest else ()
        return frozenset(link.target for entry in entries for link in entry.links.values())

    @cached_property
    def _slugs_of_notes(self) -> dict[Span, str]:
        """By the target of an entry's link to its notes: the anchor of the notes with its title."""
        digest = self._document.digest
        if digest is None or not digest.entries or not digest.notes:
            return {}
        from digestlint.analysis.pairing import pair, title_keys, title_of  # for digests

        slugs = {t.heading.span: t.id for t in self._document.targets if t.heading}
        found = {}
        for entry, note in pair(self._document, digest).entries:
            link = entry.links.get("notes")
            if note is None or link is None or link.target is None or entry.title is None:
                continue
            slug = slugs[note.heading.span]
            same_title = set(title_keys(entry.title.text)) & set(title_keys(title_of(note)))
            if slug and slug not in self.damaged.ids and same_title:
                found[link.target] = slug
        return found


def _counts_otherwise(index: SlugIndex, fragment: str) -> bool:
    """Whether the fragment is ``foo_1`` where ``foo`` is repeated: ``foo-1`` on GitHub.

    Python-Markdown and the documentation of Node.js count with ``_``.
    """
    base, _, count = fragment.rpartition("_")
    return count.isdigit() and base in index.slugs


def _without_counter(index: SlugIndex, fragment: str) -> str | None:
    """``foo`` for ``foo-1``: there is no second heading of that text any more."""
    base = _COUNTER.sub("", fragment)
    return base if base in index.slugs else None


def _only_holder(index: SlugIndex, fragment: str) -> str | None:
    """The one anchor that holds the words of ``fragment``: ``db-csdb`` for ``cs-db``."""
    letters = fragment.casefold().replace("-", "")
    if len(letters) < _LEAST_LETTERS:
        return None
    words = re.compile(r"(?<![^-])" + "-*".join(map(re.escape, letters)) + r"(?![^-])")
    found = [slug for slug in index.slugs if words.search(slug)]
    return found[0] if len(found) == 1 else None

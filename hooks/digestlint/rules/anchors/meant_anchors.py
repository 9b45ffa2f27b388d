"""Which anchor a broken fragment is meant to be."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.document.document import Document
from digestlint.markdown import Link, Span
from digestlint.markdown.anchors import slugify
from digestlint.rules.anchors.pages import Page
from digestlint.rules.helpers.local_links import LocalLink

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from digestlint.markdown.anchors import SlugIndex
    from digestlint.rules.anchors.damaged_headings import DamagedHeadings

# Finding the nearest of many anchors takes time; this many broken links have a common cause.
_MOST_SEARCHES = 200
# Fewer letters occur in some anchor by chance.
_LEAST_LETTERS = 3
_COUNTER = lazy_pattern(r"[-_]\d+\Z")


class Meant(NamedTuple):
    """The anchor that a broken fragment is meant to be."""

    slug: str | None
    certain: bool


class AnchorLookup:
    """The anchors of this file and of linked files."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._indexes: dict[str, SlugIndex | None] = {}
        self._searched: dict[tuple[str, str], str | None] = {}

    @cached_property
    def damaged(self) -> DamagedHeadings:
        """The headings of this file whose slugs are uncertain."""
        from digestlint.rules.anchors.damaged_headings import (
            DamagedHeadings,  # most links lead somewhere
        )

        return DamagedHeadings(self._document)

    def index(self, page: Page) -> SlugIndex | None:
        """Return the anchors of ``page``, without uncertain ones; None if they are unknown."""
        if page.kind == "unknown":
            return None
        path = page.path or ""  # empty: this file
        if path not in self._indexes:
            from digestlint.markdown.anchors import SlugIndex  # most links lead somewhere

            ids: frozenset[str] | set[str] | None
            if path:
                ids = self._document.context.resolver.target_ids(path)
            else:
                ids = set(self._document.targets_by_id) - self.damaged.ids
            self._indexes[path] = None if ids is None else SlugIndex(ids)
        return self._indexes[path]

    def meant(self, link: LocalLink, index: SlugIndex, names: tuple[str, ...]) -> Meant:
        """Return the anchor that ``link`` should have; ``names`` are the ids that it refers to."""
        fragment = names[-1]  # without GitHub's prefix
        same = index.same(fragment)
        of_paper = self._slugs_of_notes.get(link.target)
        if of_paper is not None:
            return Meant(of_paper, same in (None, of_paper))
        if same is not None:
            by_text = self._named_by_text(link)
            if by_text in index.slugs and by_text != same and self._is_only_one(link):
                return Meant(by_text, False)
            return Meant(same, not _counts_otherwise(index, fragment))
        return Meant(self._near(link, index, fragment), False)

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
        """Return the slug of the link's text.

        In a table of contents written by hand, it is that of the heading.
        """
        if link.link is None or link.target in self._links_of_entries:
            return None
        return slugify(self._text(link.link), self._document.settings.anchor_style)

    def _is_only_one(self, link: LocalLink) -> bool:
        """Whether no other link has the same text: many have a generic one (``Notes``)."""
        return link.link is not None and self._texts[self._text(link.link)] == 1

    def _text(self, link: Link) -> str:
        return self._document.text[link.text.start : link.text.end]

    @cached_property
    def _texts(self) -> Counter[str]:
        return Counter(self._text(link) for link in self._document.markdown.links)

    @cached_property
    def _links_of_entries(self) -> frozenset[Span | None]:
        """The targets of links with a generic text (``TLDR/Notes``), not that of a heading."""
        entries = self._document.digest.entries if self._document.digest else ()
        return frozenset(link.target for entry in entries for link in entry.links.values())

    @cached_property
    def _slugs_of_notes(self) -> dict[Span, str]:
        """The anchor of the notes of each entry, by the target of the entry's link to its notes."""
        digest = self._document.digest
        if digest is None or not digest.entries or not digest.notes:
            return {}
        from digestlint.rules.helpers.pairing import pair, title_keys, title_of  # for digests

        slugs = {target.span: target.id for target in self._document.targets}
        found = {}
        for entry, note in pair(self._document, digest).entries:
            link = entry.links.get("notes")
            if note is None or link is None or link.target is None or entry.title is None:
                continue
            slug = slugs.get(note.anchor)
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
    """Return ``foo`` for ``foo-1``: there is no longer a second heading with that text."""
    base = _COUNTER.sub("", fragment)
    return base if base in index.slugs else None


def _only_holder(index: SlugIndex, fragment: str) -> str | None:
    """Return the only anchor that contains the words of ``fragment``: ``db-csdb`` for ``cs-db``."""
    letters = fragment.casefold().replace("-", "")
    if len(letters) < _LEAST_LETTERS:
        return None
    words = re.compile(r"(?<![^-])" + "-*".join(map(re.escape, letters)) + r"(?![^-])")
    found = [slug for slug in index.slugs if words.search(slug)]
    return found[0] if len(found) == 1 else None

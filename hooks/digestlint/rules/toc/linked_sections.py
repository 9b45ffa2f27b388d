"""Links of a table of contents that lead to another section than their text says."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.document.document import Document
from digestlint.markdown import Heading, Link
from digestlint.markdown.note_parts import loosely
from digestlint.markdown.targets import Target
from digestlint.rules.helpers.local_links import LocalLink, local_links, named_ids
from digestlint.rules.toc.markers import find_markers

_MARKUP = lazy_pattern(r"<[^<>]*>|(?<!\\)[*_`~\\]")
_SPACES = lazy_pattern(r"\s+")
# Beside the links of a table of contents: list markers, numbers, bullets, tags.
_BESIDE = lazy_pattern(r"(?:[^\w<]|[0-9_]|<[^<>]*>)*")
_LONGEST_BESIDE = 1000


class ListedLink(NamedTuple):
    """A link of a table of contents, and the sections that it names and that it leads to."""

    link: LocalLink
    text: str
    named: Sequence[Heading]
    leads_to: Heading | None

    @property
    def is_right(self) -> bool:
        """Whether it leads to a heading that it names."""
        return self.leads_to is not None and _plain(self.leads_to.text) == self.text


def misleading(document: Document) -> Iterator[tuple[ListedLink, bool]]:
    """Yield the links that lead to another section than the one they name.

    True with a link if what it says is right for certain: nothing else leads to the section that it
    names, and another link names the section that it leads to.
    """
    listed = list(_listed(document))
    if len(listed) < 2:
        return
    texts = Counter(each.text for each in listed)
    agree = any(each.is_right for each in listed)
    served = {
        loosely(each.leads_to.text)
        for each in listed
        if each.leads_to and (each.is_right or not each.named)
    }
    for each in listed:
        heading = each.leads_to
        # Labels like "Notes" and "Back to top" are at many links.
        if not each.named or heading is None or each.is_right or texts[each.text] > 1:
            continue
        other, own = _plain(heading.text), loosely(each.text)
        if own in loosely(heading.text):
            continue
        if agree or other in texts:
            certain = len(each.named) == 1 and other in texts and own not in served
            yield each, certain


def _listed(document: Document) -> Iterator[ListedLink]:
    """Yield the links to places in this file beside which is no other text."""
    markdown = document.markdown
    headings: dict[str, list[Heading]] = {}
    for heading in markdown.headings:
        headings.setdefault(_plain(heading.text), []).append(heading)
    region = find_markers(markdown).region
    for local in local_links(markdown):
        link = local.link
        if link is None or link.image or local.path or not local.fragment:
            continue
        if region and region.start <= link.span.start < region.end:  # stale-toc's
            continue
        if not _is_alone(document, link) or markdown.heading_at(link.span.start):
            continue
        text = _plain(document.text[slice(*link.text)])
        targets = [
            target
            for name in named_ids(document, local.fragment)
            for target in document.targets_by_id.get(name, ())
        ]
        yield ListedLink(local, text, headings.get(text, ()), section_of(document, targets))


def _plain(text: str) -> str:
    return _SPACES.sub(" ", _MARKUP.sub("", text)).strip().casefold()


def _is_alone(document: Document, link: Link) -> bool:
    """Whether its paragraph or cell has no text beside links and signs."""
    block = document.markdown.block_at(link.span.start)
    if block is None or block.end - block.start > _LONGEST_BESIDE:
        return False
    start = block.start
    for each in document.markdown.links_in(*block):
        if each.span.start < start:
            continue
        if not _BESIDE.fullmatch(document.text, start, each.span.start):
            return False
        start = each.span.end
    return _BESIDE.fullmatch(document.text, start, block.end) is not None


def section_of(document: Document, targets: Sequence[Target]) -> Heading | None:
    """Return the only heading that all ``targets`` are at; None if that is not clear."""
    headings = document.markdown.headings
    starts = [heading.span.start for heading in headings]
    found = set()
    for target in targets:
        if target.heading is not None:
            found.add(target.heading.span.start)
            continue
        at = bisect_right(starts, target.span.start)
        between = document.text[target.span.end : starts[at]] if at < len(starts) else "x"
        if _MARKUP.sub("", between).strip():
            return None  # in the middle of a section: of an entry, perhaps
        found.add(starts[at])
    if len(found) != 1:
        return None
    return headings[bisect_right(starts, found.pop()) - 1]

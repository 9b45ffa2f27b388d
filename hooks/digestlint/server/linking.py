"""Pages, and the links between them: where a link leads, and which links lead to a place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

from lsprotocol import types

from digestlint._runtime.records import NamedTuple
from digestlint.markdown import Heading, Markdown, Span
from digestlint.markdown.anchors import candidate_ids
from digestlint.markdown.targets import Target, by_id, find_targets
from digestlint.project.repository import lexical, repository_root
from digestlint.rules.helpers.local_links import LocalLink, encoded, local_links
from digestlint.server.documents import Seen
from digestlint.server.texts import Text


class _Parts(NamedTuple):
    """What a page is made of."""

    uri: str
    path: Path | None
    version: int | None  # None where no editor has it open
    text: Text
    markdown: Markdown
    style: str  # of anchors
    place: Callable[[int, int], types.Range]  # of a part of the restored text


class Page(_Parts):
    """A Markdown file with its anchors and links."""

    @classmethod
    def of(cls, seen: Seen) -> Page:
        """Return the page of a document that is open and could be read."""
        assert seen.document is not None
        style = seen.document.settings.anchor_style
        markdown = seen.document.markdown
        return cls(seen.uri, seen.path, seen.version, seen.text, markdown, style, seen.range)

    @cached_property
    def targets(self) -> Sequence[Target]:
        """What fragments can lead to."""
        return find_targets(self.markdown, self.style)

    @cached_property
    def by_id(self) -> Mapping[str, Sequence[Target]]:
        """The same, by id."""
        return by_id(self.targets)

    @property
    def links(self) -> Sequence[LocalLink]:
        """The links to places in this file and to others."""
        return local_links(self.markdown)

    def link_at(self, offset: int) -> LocalLink | None:
        """Return the link around an offset."""
        for link in self.links:
            span = link.link.span if link.link else link.target
            if span.start <= offset <= span.end:
                return link
        return None

    def heading_at(self, offset: int) -> Heading | None:
        """Return the heading around an offset; its end counts as inside."""
        for heading in self.markdown.headings:
            if heading.span.start <= offset <= heading.content.end:
                return heading
        return None

    def file_of(self, link: LocalLink) -> Path | None:
        """Return the file that a link leads to."""
        if self.path is None or not link.path:
            return self.path
        path = unquote(link.path)
        if path.startswith("/"):
            return lexical(repository_root(self.path.parent) / path.lstrip("/"))
        return lexical(self.path.parent / path)

    def ids_of(self, link: LocalLink) -> tuple[str, ...]:
        """Return the ids that a link may lead to."""
        return () if link.fragment is None else candidate_ids(link.fragment, self.style)

    def links_to(self, file: Path | None, id: str) -> Iterator[LocalLink]:
        """Yield the links to an id of a file; None is this one."""
        for link in self.links:
            if id in self.ids_of(link):
                own = self.path if file is None else file
                if (not link.path and own == self.path) or (file and self.file_of(link) == file):
                    yield link

    def location(self, span: Span) -> types.Location:
        """Return where a part of the restored text is."""
        return types.Location(self.uri, self.place(*span))

    def target_location(self, target: Target) -> types.Location:
        """Return where an anchor is: the text of its heading, or its tag."""
        return self.location(target.heading.content if target.heading else target.span)

    def fragment_span(self, link: LocalLink) -> Span | None:
        """Return where the fragment of a link is written, behind its ``#``."""
        written = self.markdown.text[link.target.start : link.target.end]
        if link.fragment is None or not written.endswith(f"#{link.fragment}"):
            return None
        return Span(link.target.end - len(link.fragment), link.target.end)

    def leading_to(self, link: LocalLink, id: str) -> types.TextEdit | None:
        """Return the edit that makes a link lead to another id."""
        span = self.fragment_span(link)
        if span is None or link.fragment is None:
            return None
        written = encoded(id, keep_readable="%" not in link.fragment)
        return types.TextEdit(self.place(*span), written)


def document_links(page: Page) -> list[types.DocumentLink]:
    """Return the links of a document that an editor can follow."""
    found = [
        types.DocumentLink(page.place(*link.target), target=link.destination)
        for link in page.markdown.links
        if link.target is not None and link.destination.startswith(("http://", "https://"))
    ]
    found += [
        types.DocumentLink(page.place(*link.target), target=uri)
        for link in page.links
        if (uri := _uri(page, link)) is not None
    ]
    return sorted(found, key=lambda each: (each.range.start.line, each.range.start.character))


def _uri(page: Page, link: LocalLink) -> str | None:
    if not link.path:
        targets = [page.by_id[id][0] for id in page.ids_of(link) if id in page.by_id]
        if not targets:
            return None
        return f"{page.uri}#L{page.target_location(targets[0]).range.start.line + 1}"
    file = page.file_of(link)
    if file is None:
        return None
    return file.as_uri() + (f"#{link.fragment}" if link.fragment else "")

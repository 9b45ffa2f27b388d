"""The URLs that stand with one paper: in its entry and in its notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from digestlint.digest import Digest, Entry, Note
from digestlint.document import Document
from digestlint.identifiers import normalise_title
from digestlint.markdown import Span
from digestlint.urls.targets import UrlTarget, targets

_NEGLIGIBLE_END = re.compile(r"(?:\.git)?[./]*\Z")


def key(url: str) -> str:
    """A key that is equal for spellings of one address: case, scheme, what stands at the end."""
    return _NEGLIGIBLE_END.sub("", url.partition("//")[2] or url).casefold()


def note_of(document: Document, entry: Entry) -> Note | None:
    """The note that ``entry`` links to; where its link is broken, the note of that title."""
    digest = document.digest
    if digest is None:
        return None
    link = entry.links.get("notes")
    named = document.targets_by_id.get(unquote(link.destination.lstrip("#"))) if link else None
    headings = [target.heading for target in named or ()]
    for note in digest.notes:
        if note.heading in headings:
            return note
    # A slug and its title have the same letters and digits.
    title = normalise_title(entry.title.text) if entry.title else ""
    same = [n for n in digest.notes if title and n.title and normalise_title(n.title.text) == title]
    return same[0] if len(same) == 1 else None


def urls_with(document: Document, offset: int) -> Sequence[UrlTarget]:
    """The other URLs about the paper that ``offset`` is about; all where there is no digest."""
    found = targets(document.markdown)
    digest = document.digest
    spans = [Span(0, len(document.text))] if digest is None else _about(document, digest, offset)
    return [
        target
        for target in found
        if not target.span.start <= offset < target.span.end
        and any(span.start <= target.span.start < span.end for span in spans)
    ]


def _about(document: Document, digest: Digest, offset: int) -> list[Span]:
    return list(_spans(document, digest, offset))


def _spans(document: Document, digest: Digest, offset: int) -> Iterator[Span]:
    for entry in digest.entries:
        note = note_of(document, entry)
        spans = [entry.span, note.span] if note else [entry.span]
        if any(span.start <= offset < span.end for span in spans):
            yield from spans
    for note in digest.notes:
        if note.span.start <= offset < note.span.end:
            yield note.span

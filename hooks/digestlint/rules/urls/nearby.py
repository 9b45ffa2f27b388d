"""The URLs near one paper: in its entry and in its notes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from urllib.parse import unquote

from digestlint.digest.nodes import Entry, Note
from digestlint.document.document import Document
from digestlint.markdown import Span
from digestlint.papers.identifiers import normalise_title
from digestlint.rules.helpers.urls.hosts import key
from digestlint.rules.urls.url_targets import targets


class NotesOfEntries:
    """Finds the notes of each entry."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._by_anchor: dict[Span, Note] = {}
        self._by_title: dict[str, list[Note]] = {}
        for note in document.digest.notes if document.digest else ():
            self._by_anchor[note.anchor] = note
            if note.title:
                self._by_title.setdefault(normalise_title(note.title.text), []).append(note)

    def note_of(self, entry: Entry) -> Note | None:
        """Return the note that ``entry`` links to.

        If its link is broken, the note with its title.
        """
        link = entry.links.get("notes")
        name = unquote(link.destination.lstrip("#")) if link else None
        for target in self._document.targets_by_id.get(name, ()) if name is not None else ():
            if target.span in self._by_anchor:
                return self._by_anchor[target.span]
        # A slug and its title have the same letters and digits.
        title = normalise_title(entry.title.text) if entry.title else ""
        same = self._by_title.get(title, []) if title else []
        return same[0] if len(same) == 1 else None


class PaperUrls:
    """The URLs near each paper, as keys; computed on first use."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._groups: list[tuple[list[Span], frozenset[str]]] | None = None

    def keys_at(self, offset: int) -> frozenset[str]:
        """Return the keys of the URLs near the paper at ``offset``, or of all without a digest."""
        if self._groups is None:
            self._groups = list(_groups(self._document))
        keys: frozenset[str] = frozenset()
        for spans, found in self._groups:
            if any(span.start <= offset < span.end for span in spans):
                keys |= found
        return keys


def _groups(document: Document) -> Iterator[tuple[list[Span], frozenset[str]]]:
    urls = [(target.span.start, key(target.url)) for target in targets(document.markdown)]
    starts = [start for start, _ in urls]
    for spans in _papers(document):
        found: set[str] = set()
        for span in spans:
            inside = slice(bisect_left(starts, span.start), bisect_left(starts, span.end))
            found.update(url for _, url in urls[inside])
        yield spans, frozenset(found)


def _papers(document: Document) -> Iterator[list[Span]]:
    if document.digest is None:
        yield [Span(0, len(document.text))]
        return
    notes = NotesOfEntries(document)
    for entry in document.digest.entries:
        note = notes.note_of(entry)
        yield [entry.span, note.span] if note else [entry.span]
    for note in document.digest.notes:
        yield [note.span]

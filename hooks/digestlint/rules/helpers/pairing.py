"""Which notes belong to which entry of the table of contents.

The headings of notes may be slugs of the titles, so both are compared by their letters and digits.
If these differ, the link from the entry to its notes is followed, and finally the most similar
heading is used (a typo in one of them does not mean that the notes are missing).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from digestlint._runtime.records import NamedTuple
from digestlint.digest.nodes import Digest, Entry, Note
from digestlint.digest.papers import readable
from digestlint.document.document import Document
from digestlint.markdown.anchors import candidate_ids, slugify
from digestlint.papers.identifiers import normalise_title

# Comparing each title with each heading takes quadratic time, and more strays are not typos.
_MOST_STRAYS = 100


class Pairs(NamedTuple):
    """Entries with their notes, and notes with their entries, in order; None if missing.

    Repetitions of an entry share its notes, and repeated notes share their entry.
    """

    entries: Sequence[tuple[Entry, Note | None]]
    notes: Sequence[tuple[Note, Entry | None]]


def pair(document: Document, digest: Digest) -> Pairs:
    """Return the pairs of entries and notes of ``digest``, the digest of ``document``."""
    fact = f"pairs, {document.settings.anchor_style}"  # which links to notes depend on
    if fact not in digest.facts:
        digest.facts[fact] = _pair(document, digest)
    found: Pairs = digest.facts[fact]
    return found


def _pair(document: Document, digest: Digest) -> Pairs:
    pairing = _Pairing(digest)
    pairing.by_title()
    pairing.by_link(document)
    pairing.by_likeness()
    pairing.by_repetition()
    note_of, entry_of = pairing.note_of, pairing.entry_of
    return Pairs(
        [
            (entry, digest.notes[note_of[i]] if i in note_of else None)
            for i, entry in enumerate(digest.entries)
        ],
        [
            (note, digest.entries[entry_of[i]] if i in entry_of else None)
            for i, note in enumerate(digest.notes)
        ],
    )


def title_of(note: Note) -> str:
    """Return the title of ``note``, or the slug in its place."""
    return note.title.text if note.title else note.name


def title_keys(title: str) -> tuple[str, ...]:
    """Return the keys that a title shares with its slug; none if characters of it are unknown."""
    if not readable(title):
        return ()
    # A slug of "$\tau$-bench" contains the letters of the macro.
    raw = "".join(filter(str.isalnum, title.casefold()))
    return tuple(filter(None, (normalise_title(title), raw)))


class _Pairing:
    """Finds partners step by step; entries and notes are identified by their numbers."""

    def __init__(self, digest: Digest) -> None:
        self.digest = digest
        self.note_of: dict[int, int] = {}
        self.entry_of: dict[int, int] = {}

    def by_title(self) -> None:
        entries = [title_keys(e.title.text) if e.title else () for e in self.digest.entries]
        notes = [title_keys(title_of(note)) for note in self.digest.notes]
        self.note_of.update(_partners(entries, notes))
        self.entry_of.update(_partners(notes, entries))

    def by_link(self, document: Document) -> None:
        numbers = {note.anchor: i for i, note in enumerate(self.digest.notes)}
        for i, entry in self._stray_entries():
            link = entry.links.get("notes")
            if link is None or not link.destination.startswith("#"):
                continue
            for name in candidate_ids(link.destination[1:], document.settings.anchor_style):
                for target in document.targets_by_id.get(name, ()):
                    self._join(i, numbers.get(target.span))

    def by_likeness(self) -> None:
        entries, notes = list(self._stray_entries()), list(self._stray_notes())
        if not entries or not notes or max(len(entries), len(notes)) > _MOST_STRAYS:
            return
        from digestlint.markdown.anchors import SlugIndex  # needed only for unpaired ones

        by_slug = {slugify(title_of(note)): i for i, note in notes if readable(title_of(note))}
        index = SlugIndex(by_slug)
        for i, entry in entries:
            link = entry.links.get("notes")
            slug = index.same(link.destination.removeprefix("#")) if link else None
            title = entry.title.text if entry.title else ""
            if slug is None and title and readable(title):
                slug = index.nearest(slugify(title))
            self._join(i, by_slug[slug] if slug else None)

    def by_repetition(self) -> None:
        titles = {i: entry.title.text for i, entry in enumerate(self.digest.entries) if entry.title}
        known = {titles[i]: note for i, note in self.note_of.items() if i in titles}
        for i, entry in list(self._stray_entries()):
            if entry.title and entry.title.text in known:
                self.note_of[i] = known[entry.title.text]

    def _join(self, entry: int, note: int | None) -> None:
        if note is not None and note not in self.entry_of and entry not in self.note_of:
            self.note_of[entry] = note
            self.entry_of[note] = entry

    def _stray_entries(self) -> Iterator[tuple[int, Entry]]:
        return ((i, e) for i, e in enumerate(self.digest.entries) if i not in self.note_of)

    def _stray_notes(self) -> Iterator[tuple[int, Note]]:
        return ((i, n) for i, n in enumerate(self.digest.notes) if i not in self.entry_of)


def _partners(
    ours: Sequence[tuple[str, ...]], theirs: Sequence[tuple[str, ...]]
) -> Iterable[tuple[int, int]]:
    """Yield pairs of ``ours`` and ``theirs`` with a common key: the nth with the nth, if any."""
    by_key: dict[str, list[int]] = {}
    for number, keys in enumerate(theirs):
        for key in dict.fromkeys(keys):
            by_key.setdefault(key, []).append(number)
    seen: dict[int, int] = {}
    for number, keys in enumerate(ours):
        found = next((by_key[key] for key in keys if key in by_key), None)
        if found is not None:
            nth = seen.get(found[0], 0)
            seen[found[0]] = nth + 1
            yield number, found[min(nth, len(found) - 1)]

"""Which entry of a digest a row is in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from digestlint.document.document import Document

_LONGEST = 120  # characters of a title that are shown


class Entries:
    """The titles of a file's entries, and the rows of each."""

    def __init__(self, document: Document) -> None:
        """Read them off a digest; a file that no schema fits has none."""
        self.titles: list[str] = []
        numbers: dict[str, int] = {}
        found: list[tuple[int, int, int]] = []
        position = document.lines.position
        for start, end, title in _spans(document):
            # Notes may be named by a slug of the title that their entry has.
            key = "".join(filter(str.isalnum, title.casefold())) or title
            number = numbers.setdefault(key, len(self.titles))
            if number == len(self.titles):
                self.titles.append(title)
            found.append((position(start)[0], position(max(end - 1, start))[0], number))
        self._found = sorted(found)
        self._rows = [first for first, _, _ in self._found]

    def at(self, row: int) -> int:
        """Return the number of the entry that a row is in, -1 if it is in none."""
        number = bisect_right(self._rows, row) - 1
        if number < 0:
            return -1
        _, last, entry = self._found[number]
        return entry if row <= last else -1


def _spans(document: Document) -> Iterator[tuple[int, int, str]]:
    """Yield where entries and their notes begin and end, with their titles."""
    if document.digest is None:
        return
    text = document.text
    for entry in document.digest.entries:
        title = entry.title.text if entry.title else text[entry.content.start : entry.content.end]
        yield entry.span.start, entry.span.end, _shortened(title)
    for note in document.digest.notes:
        title = note.title.text if note.title else note.name
        yield note.span.start, note.span.end, _shortened(title)


def _shortened(title: str) -> str:
    words = " ".join(title.split())
    return words if len(words) <= _LONGEST else words[:_LONGEST] + "…"

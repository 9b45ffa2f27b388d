"""Entries of a table of contents that are not in the order of their notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from digestlint._runtime.records import NamedTuple
from digestlint.digest.nodes import Digest, Entry, Note
from digestlint.document.document import Document
from digestlint.markdown import Span


class Slot(NamedTuple):
    """The place of an entry in a list: from after the marker to the last character."""

    entry: Entry
    content: Span
    note: int | None  # the number of its notes; None if it has no notes of its own


def misplaced(
    document: Document, digest: Digest, pairs: Sequence[tuple[Entry, Note | None]]
) -> Iterator[Sequence[tuple[Slot, Slot]]]:
    """Yield the wrong slots of each list in the wrong order, each with the one that belongs there.

    ``pairs`` are the entries with their notes. An entry without notes stays in place, and so does
    a second entry of the same paper. A list ends where other text follows an entry.
    """
    for run in _runs(document, _slots(document, digest, pairs)):
        known = [slot for slot in run if slot.note is not None]
        wanted = sorted(known, key=lambda slot: slot.note or 0)
        wrong = [(old, new) for old, new in zip(known, wanted, strict=True) if old is not new]
        if wrong:
            yield wrong


def _slots(
    document: Document, digest: Digest, pairs: Sequence[tuple[Entry, Note | None]]
) -> Iterator[Slot]:
    numbers = {note.span: i for i, note in enumerate(digest.notes)}
    seen = set()
    for entry, note in pairs:
        number = numbers[note.span] if note else None
        if number in seen:
            number = None
        seen.add(number)
        written = document.text[entry.span.start : entry.span.end].rstrip()
        content = Span(entry.content.start, entry.span.start + len(written))
        yield Slot(entry, content, number)


def _runs(document: Document, slots: Iterator[Slot]) -> Iterator[Sequence[Slot]]:
    """Yield the runs of slots with only white space between them."""
    run: list[Slot] = []
    for slot in slots:
        between = document.text[run[-1].content.end : slot.entry.span.start] if run else ""
        nested = bool(run) and slot.entry.span.start < run[-1].content.end
        if between.strip() or nested:
            yield run
            run = []
        run.append(slot)
    yield run

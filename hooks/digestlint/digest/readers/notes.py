"""The notes of a digest, of any kind."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.digest.headings import Fits, SectionMatcher, fold
from digestlint.digest.nodes import Note, names_of
from digestlint.digest.readers.fields import Fields
from digestlint.digest.readers.part_reader import FoundParts, PartReader
from digestlint.digest.readers.parts import Found, Part
from digestlint.digest.readers.patterns import linked
from digestlint.digest.regions import find_regions
from digestlint.digest.schema import NoteSpec
from digestlint.digest.sections import find_sections
from digestlint.markdown import FencedCodeBlock, Markdown, Span

_ENOUGH = 3  # notes with headings of one level
_WORD = lazy_pattern(r"\S")
# One label alone may be an example.
_FEWEST_LABELS = 2


class ReadNotes(NamedTuple):
    """The notes of a text, in order."""

    notes: Sequence[Note]
    misfits: Sequence[Span]  # of what could be notes and are none


class NoteReader(PartReader):
    """Reads the notes of a schema."""

    def __init__(self, spec: NoteSpec, fits: Fits | None = None) -> None:
        """``fits``: whether a stretch could be a given string; None if no character is damaged."""
        super().__init__(spec, SectionMatcher(spec.sections, fits), fits)
        self.spec: NoteSpec = spec
        self._names = {*spec.fields, *spec.sections}

    def regions(self, markdown: Markdown) -> Sequence[Span]:
        """Return the parts of the text that hold notes, in order."""
        return find_regions(
            markdown, self.spec.under, lambda found: self.finder.keeps(markdown, found)
        )

    def most(self, markdown: Markdown, parts: int) -> int:
        """Return how many fields and sections so many parts of the text have, at most."""
        text, match = markdown.text, self.sections.match
        sections = sum(match(text, heading.content) is not None for heading in markdown.headings)
        return super().most(markdown, parts) + sections

    def read(self, markdown: Markdown, found: FoundParts | None = None) -> ReadNotes:
        """Return the notes of ``markdown``."""
        parts, others = found or self.find(markdown)
        misfits, fields = list(others), self.fields
        if self.spec.other_labels == "recurring":
            from digestlint.digest.readers.recurring import recurring_fields  # for few schemas

            bodies = [each.part.body for each, _ in parts]
            more = recurring_fields(markdown, bodies, self.spec.fields.values())
            fields = Fields({**self.spec.fields, **more}, self.fits) if more else fields
        notes: list[Note] = []
        levels: list[int] = []
        left: list[Part] = []
        for each, region in parts:
            note = self._note(markdown, each, region, fields)
            if self._is_note(note):
                notes.append(note)
                levels.append(each.part.level)
            else:
                left.append(each.part)
        if left and len(notes) >= _ENOUGH and levels[0] and len(set(levels)) == 1:
            notes, left = _with_below(notes, left, levels[0])
        recurring = _recurring(left)
        left = [
            part
            for part in left
            if fold(part.name) not in recurring and not _is_category(markdown, part)
        ]
        return ReadNotes(notes, misfits + [part.span for part in left])

    def counted(self, markdown: Markdown, found: FoundParts) -> int:
        """Return how many of what was ``found`` could be notes or are none, at least.

        Headings of categories and of sections that the schema does not know are neither.
        """
        if not self.spec.least_fields:
            return super().counted(markdown, found)
        parts = [each.part for each, _ in found.parts]
        recurring = _recurring(parts)
        return len(found.misfits) + sum(
            fold(part.name) not in recurring and not _is_category(markdown, part) for part in parts
        )

    def begins(self, text: str, start: int, end: int) -> bool:
        """Whether a note begins in ``text[start:end]``, which a fence may hide."""
        return self.finder.begins(text, start, end)

    def hides(self, markdown: Markdown, region: Span, fence: FencedCodeBlock) -> bool:
        """Whether ``fence``, which begins in ``region``, hides what is part of a note."""
        if self.finder.hides_sections(markdown, region, fence):
            return True
        if not self.spec.fields or not self.finder.in_note(markdown, region, fence):
            return False
        end = min(fence.closing.start if fence.closing else fence.span.end, region.end)
        fields = self.fields.read(markdown, Span(fence.opening.end, end))
        return len({field.name for field in fields}) >= min(_FEWEST_LABELS, len(self.spec.fields))

    def _is_note(self, note: Note) -> bool:
        """Whether ``note`` has enough fields and sections, and not by recurring labels alone."""
        if not self.spec.least_fields:
            return True
        names = {*names_of(note.fields), *(section.name for section in note.sections)}
        return len(names) >= self.spec.least_fields and not names.isdisjoint(self._names)

    def _note(self, markdown: Markdown, found: Found, region: Span, fields: Fields) -> Note:
        part, groups = found
        title, end = groups.get("title"), part.span.end
        below = markdown.headings_in(part.head.end, end) if part.head.end < end else ()
        sections = find_sections(markdown, self.spec, below, end, self.sections) if below else ()
        known = {section.head for section in sections}
        return Note(
            span=part.span,
            head=part.head,
            label=part.content,
            name=part.name,
            anchor=part.head,
            title=title,
            number=groups.get("number"),
            url=groups.get("url") or linked(markdown, part.head, title),
            sections=sections,
            fields=fields.read(markdown, part.body, groups) if fields.specs else (),
            unknown=[heading.content for heading in below if heading.span not in known] or (),
            region=region,
        )


def _recurring(parts: Sequence[Part]) -> set[str]:
    """Return the texts of headings among ``parts`` that recur, as they are compared."""
    times = Counter(fold(part.name) for part in parts if part.level)
    return {name for name, number in times.items() if number > 1}


def _is_category(markdown: Markdown, part: Part) -> bool:
    """Whether ``part`` is a heading right above a deeper one: it has nothing of its own."""
    if not part.level or (shown := _WORD.search(markdown.text, part.head.end)) is None:
        return False
    after = markdown.heading_at(shown.start())
    return after is not None and after.level > part.level


def _with_below(
    notes: Sequence[Note], others: Sequence[Part], level: int
) -> tuple[list[Note], list[Part]]:
    """Return ``notes``, of headings of one ``level``, with deeper ones below, and what is left.

    ``others``: the headings that are none, in order.
    """
    starts = [note.span.start for note in notes]
    ends = [note.span.end for note in notes]
    left = []
    for part in others:
        place = bisect_right(starts, part.span.start) - 1
        if part.level > level and place >= 0 and ends[place] == part.span.start:
            ends[place] = part.span.end
        else:
            left.append(part)
    wholes = zip(notes, ends, strict=True)
    return [note._replace(span=Span(note.span.start, end)) for note, end in wholes], left

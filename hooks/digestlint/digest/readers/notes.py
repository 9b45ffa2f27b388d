"""The notes of a digest, of any kind."""

from __future__ import annotations

from collections.abc import Sequence

from digestlint._runtime.records import NamedTuple
from digestlint.digest.headings import Fits, SectionMatcher
from digestlint.digest.nodes import Note
from digestlint.digest.readers.fields import Fields
from digestlint.digest.readers.loading import load
from digestlint.digest.readers.parts import Finder, Found
from digestlint.digest.readers.patterns import linked
from digestlint.digest.regions import find_regions
from digestlint.digest.schema import NoteSpec
from digestlint.digest.schema.kinds import PART_KINDS
from digestlint.digest.sections import find_sections
from digestlint.markdown import FencedCodeBlock, Markdown, Span

# One label alone may be an example.
_FEWEST_LABELS = 2


class ReadNotes(NamedTuple):
    """The notes of a part of the text, in order."""

    notes: Sequence[Note]
    misfits: Sequence[Span]  # of what could be notes and are none


class NoteReader:
    """Reads the notes of a schema.

    Attributes:
        sections: Knows the headings of sections.
        fields: Reads the fields of a note's text.
    """

    def __init__(self, spec: NoteSpec, fits: Fits | None = None) -> None:
        """``fits``: whether a stretch could be a given string; None if no character is damaged."""
        self.spec = spec
        self.sections = SectionMatcher(spec.sections, fits)
        self.fields = Fields(spec.fields, fits)
        self._finder: Finder = load(PART_KINDS[spec.kind]).Finder(spec, self.sections)

    def regions(self, markdown: Markdown) -> Sequence[Span]:
        """Return the parts of the text that hold notes, in order."""
        return find_regions(
            markdown, self.spec.under, lambda found: self._finder.keeps(markdown, found)
        )

    def read(self, markdown: Markdown, region: Span) -> ReadNotes:
        """Return the notes that begin in ``region``."""
        found, misfits = self._finder.find(markdown, region)
        notes = []
        for each in found:
            note = self._note(markdown, each, region)
            known = {field.name for field in note.fields} | {s.name for s in note.sections}
            if len(known) < self.spec.least_fields:
                misfits.append(note.span)
            else:
                notes.append(note)
        return ReadNotes(notes, misfits)

    def begins(self, text: str, start: int, end: int) -> bool:
        """Whether a note begins in ``text[start:end]``, which a fence may hide."""
        return self._finder.begins(text, start, end)

    def hides(self, markdown: Markdown, region: Span, fence: FencedCodeBlock) -> bool:
        """Whether ``fence``, which begins in ``region``, hides what is part of a note."""
        if self._finder.hides_sections(markdown, region, fence):
            return True
        if not self.spec.fields or not self._finder.in_note(markdown, region, fence):
            return False
        end = min(fence.closing.start if fence.closing else fence.span.end, region.end)
        fields = self.fields.read(markdown, Span(fence.opening.end, end))
        return len({field.name for field in fields}) >= min(_FEWEST_LABELS, len(self.spec.fields))

    def _note(self, markdown: Markdown, found: Found, region: Span) -> Note:
        part, groups = found
        title, end = groups.get("title"), part.span.end
        below = markdown.headings_in(part.head.end, end)
        sections = find_sections(markdown, self.spec, below, end, self.sections)
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
            fields=self.fields.read(markdown, part.body, groups) if self.spec.fields else (),
            unknown=[heading.content for heading in below if heading.span not in known],
            region=region,
        )

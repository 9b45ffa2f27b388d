"""What readers of entries and of notes have in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from functools import cached_property

from digestlint._runtime.records import NamedTuple
from digestlint.digest.headings import Fits, SectionMatcher
from digestlint.digest.readers.fields import Fields
from digestlint.digest.readers.loading import load
from digestlint.digest.readers.parts import Finder, Found
from digestlint.digest.schema import EntrySpec, NoteSpec
from digestlint.digest.schema.kinds import PART_KINDS
from digestlint.markdown import Markdown, Span


class FoundParts(NamedTuple):
    """What could be entries or notes."""

    parts: Sequence[tuple[Found, Span]]  # that the pattern fits, each with its region
    misfits: Sequence[Span]


def read_fact(spec: EntrySpec | NoteSpec) -> object:
    """Return the key of a text's ``facts`` for the entries or notes that it has by ``spec``."""
    return "read", id(spec)


class PartReader(ABC):
    """Reads the entries or the notes of a schema.

    Attributes:
        spec: The specification of the entries or the notes.
        sections: Knows the headings of sections.
        fields: Reads the fields of a part.
        fits: Whether a stretch could be a given string; None if no character is damaged.
    """

    def __init__(
        self, spec: EntrySpec | NoteSpec, sections: SectionMatcher, fits: Fits | None = None
    ) -> None:
        self.spec = spec
        self.fits = fits
        self.sections = sections
        self.fields = Fields(spec.fields, fits)

    @cached_property
    def finder(self) -> Finder:
        """Finds what could be a part; its module is loaded when that is asked for."""
        found: Finder = load(PART_KINDS[self.spec.kind]).Finder(self.spec, self.sections)
        return found

    @abstractmethod
    def regions(self, markdown: Markdown) -> Sequence[Span]:
        """Return the parts of the text that are looked at, in order."""

    def most(self, markdown: Markdown, parts: int) -> int:
        """Return how many fields and sections so many parts of the text have, at most."""
        return self.fields.most(markdown, parts)

    def counted(self, markdown: Markdown, found: FoundParts) -> int:
        """Return how many of what was ``found`` could be parts or are none."""
        return len(found.parts) + len(found.misfits)

    def find(self, markdown: Markdown) -> FoundParts:
        """Return what the pattern fits; whether it is an entry or a note depends on its fields."""
        found: list[tuple[Found, Span]] = []
        misfits: list[Span] = []
        for region in self.regions(markdown):
            parts, others = self.finder.find(markdown, region)
            found += [(part, region) for part in parts]
            misfits += others
        return FoundParts(found, misfits)

"""Readers of entries, notes and fields, chosen by the ``kind`` that a schema gives them.

Each kind is a module that has a class ``Reader``, derived from one of the three here and loaded
when a schema asks for it; ``schema.kinds`` names them. Nothing else knows what the Markdown of an
entry, a note or a field looks like.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from itertools import pairwise

from digestlint.digest.headings import Fits, SectionMatcher
from digestlint.digest.nodes import Entry, Field, NearMiss, Note
from digestlint.digest.regions import find_regions
from digestlint.digest.schema import EntrySpec, FieldSpec, NoteSpec
from digestlint.digest.schema.kinds import ENTRY_KINDS, FIELD_KINDS, NOTE_KINDS, Kind
from digestlint.markdown import FencedCodeBlock, Heading, Markdown, Span

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Any


class EntryReader(ABC):
    """Reads entries of one kind."""

    def __init__(self, spec: EntrySpec) -> None:
        self.spec = spec

    def regions(self, markdown: Markdown) -> Sequence[Span]:
        """Return the parts of the text that hold entries, in order."""
        return find_regions(markdown, self.spec.under)

    @abstractmethod
    def read(self, markdown: Markdown, region: Span) -> Iterator[Entry]:
        """Return the entries that begin in ``region``, in order."""


class FieldReader(ABC):
    """Reads the fields of one kind."""

    def __init__(self, specs: Mapping[str, FieldSpec], fits: Fits | None = None) -> None:
        """``fits``: whether a stretch could be a given string; None if no character is damaged."""
        self.specs = specs
        self.fits = fits

    @abstractmethod
    def read(self, markdown: Markdown, region: Span) -> Sequence[Field]:
        """Return the fields in ``region``, in order; it may be source that a fence hides."""

    def near_miss(self, markdown: Markdown, region: Span) -> NearMiss | None:
        """Return what keeps the labels in ``region`` from being those of fields.

        None if unknown.
        """
        return None


class Fields:
    """The fields of a note, of any kind."""

    def __init__(self, specs: Mapping[str, FieldSpec], fits: Fits | None = None) -> None:
        """Take the arguments of ``FieldReader``."""
        self.specs = specs
        kinds = dict.fromkeys(spec.kind for spec in specs.values())
        self._readers: list[FieldReader] = [
            _reader(FIELD_KINDS[kind])(
                {name: spec for name, spec in specs.items() if spec.kind == kind}, fits
            )
            for kind in kinds
        ]

    def read(self, markdown: Markdown, region: Span) -> Sequence[Field]:
        """Return the fields in ``region``, in order; a label ends the value of the field before."""
        found = [reader.read(markdown, region) for reader in self._readers]
        if len(found) < 2:
            return found[0] if found else ()
        fields = sorted((field for each in found for field in each), key=lambda f: f.label)
        return [
            _up_to(field, following.label.start) for field, following in pairwise(fields)
        ] + fields[-1:]

    def near_miss(self, markdown: Markdown, region: Span) -> NearMiss | None:
        """Return what keeps the labels in ``region`` from being those of fields.

        None if unknown.
        """
        misses = (reader.near_miss(markdown, region) for reader in self._readers)
        return next(filter(None, misses), None)


class NoteReader(ABC):
    """Reads the notes of one kind.

    Attributes:
        sections: Knows the headings of sections.
        fields: Reads the fields of a note's text.
    """

    def __init__(self, spec: NoteSpec, fits: Fits | None = None) -> None:
        """``fits``: whether a stretch could be a given string; None if no character is damaged."""
        self.spec = spec
        self.sections = SectionMatcher(spec.sections, fits)
        self.fields = Fields(spec.fields, fits)

    def regions(self, markdown: Markdown) -> Sequence[Span]:
        """Return the parts of the text that hold notes, in order."""
        return find_regions(markdown, self.spec.under, lambda found: self.keeps(markdown, found))

    @abstractmethod
    def read(self, markdown: Markdown, region: Span) -> Iterator[Note]:
        """Return the notes that begin in ``region``, in order."""

    def keeps(self, markdown: Markdown, heading: Heading) -> bool:
        """Whether ``heading`` is a note's, and ends no part of the text that holds notes."""
        return self.sections.match(markdown.text, heading.content) is not None

    def begins(self, text: str, start: int, end: int) -> bool:
        """Whether a note begins in ``text[start:end]``, which a fence may hide."""
        return False

    def hides(self, markdown: Markdown, region: Span, fence: FencedCodeBlock) -> bool:
        """Whether ``fence``, which begins in ``region``, hides what is part of a note."""
        return False


def entry_reader(spec: EntrySpec) -> EntryReader:
    """Return the reader of the kind that ``spec`` asks for."""
    reader: EntryReader = _reader(ENTRY_KINDS[spec.kind])(spec)
    return reader


def note_reader(spec: NoteSpec, fits: Fits | None = None) -> NoteReader:
    """Return the reader of the kind that ``spec`` asks for."""
    reader: NoteReader = _reader(NOTE_KINDS[spec.kind])(spec, fits)
    return reader


def _reader(kind: Kind) -> Any:
    return import_module(kind.module).Reader


def _up_to(field: Field, end: int) -> Field:
    start = field.value.start
    return field._replace(value=Span(start, max(start, min(field.value.end, end))))

"""The labelled fields of an entry or a note, of any kind."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from itertools import pairwise

from digestlint.digest.headings import Fits
from digestlint.digest.nodes import Field, Group, NearMiss
from digestlint.digest.readers.loading import load
from digestlint.digest.schema import FieldSpec
from digestlint.digest.schema.kinds import FIELD_KINDS
from digestlint.markdown import Markdown, Span


class FieldReader(ABC):
    """Reads the fields of one kind."""

    def __init__(self, specs: Mapping[str, FieldSpec], fits: Fits | None = None) -> None:
        """``fits``: whether a stretch could be a given string; None if no character is damaged."""
        self.specs = specs
        self.fits = fits

    @abstractmethod
    def read(
        self, markdown: Markdown, region: Span, groups: Mapping[str, Group] = {}
    ) -> Sequence[Field]:
        """Return the fields in ``region``, in order; it may be source that a fence hides.

        ``groups`` are what the named groups of the schema's pattern are in the entry or note.
        """

    def near_miss(self, markdown: Markdown, region: Span) -> NearMiss | None:
        """Return what keeps the labels in ``region`` from being those of fields.

        None if unknown.
        """
        return None

    def possible(self, markdown: Markdown, *, look: bool = True) -> int:
        """Return how many of the fields may be in ``markdown``, without a look at its parts.

        Without ``look``, at most what is known of the text by now.
        """
        return len(self.specs)

    def most(self, markdown: Markdown, parts: int) -> int:
        """Return how many fields so many parts of ``markdown`` have together, at most."""
        return parts * len(self.specs)


class Fields:
    """The fields of an entry or a note, of any kind."""

    def __init__(self, specs: Mapping[str, FieldSpec], fits: Fits | None = None) -> None:
        """Take the arguments of ``FieldReader``."""
        self.specs = specs
        kinds = dict.fromkeys(spec.kind for spec in specs.values())
        self._readers: list[FieldReader] = [
            load(FIELD_KINDS[kind]).Reader(
                {name: spec for name, spec in specs.items() if spec.kind == kind}, fits
            )
            for kind in kinds
        ]

    def read(
        self, markdown: Markdown, region: Span, groups: Mapping[str, Group] = {}
    ) -> Sequence[Field]:
        """Return the fields in ``region``, in order; a label ends the value of the field before."""
        if len(self._readers) == 1:
            return self._readers[0].read(markdown, region, groups)
        found = [reader.read(markdown, region, groups) for reader in self._readers]
        fields = sorted((field for each in found for field in each), key=lambda f: f.label)
        return [
            _up_to(field, following.label.start) for field, following in pairwise(fields)
        ] + fields[-1:]

    def possible(self, markdown: Markdown, *, look: bool = True) -> int:
        """Return how many of the fields may be in ``markdown``, without a look at its parts.

        Without ``look``, at most what is known of the text by now.
        """
        return sum(reader.possible(markdown, look=look) for reader in self._readers)

    def most(self, markdown: Markdown, parts: int) -> int:
        """Return how many fields so many parts of ``markdown`` have together, at most."""
        return sum(reader.most(markdown, parts) for reader in self._readers)

    def near_miss(self, markdown: Markdown, region: Span) -> NearMiss | None:
        """Return what keeps the labels in ``region`` from being those of fields.

        None if unknown.
        """
        misses = (reader.near_miss(markdown, region) for reader in self._readers)
        return next(filter(None, misses), None)


def _up_to(field: Field, end: int) -> Field:
    """Return ``field`` with what of its value is before ``end``, where that is in it."""
    start = field.value.start
    if not start <= end < field.value.end:
        return field
    return field._replace(value=Span(start, end))

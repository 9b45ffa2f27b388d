"""What a digest looks like, as data.

A schema says how to recognise a digest, where its entries and notes stand, and which sections or
labelled fields each note has. The built-in ones are TOML files in ``builtin/``, of which
``builtin_schemas`` is made; users write their own with the same keys in their configuration.
``tables`` says what each key means, and ``kinds`` what entries, notes and fields can be made of.
"""

from __future__ import annotations

from collections.abc import Mapping

from digestlint._runtime.records import NamedTuple

TYPE_CHECKING = False  # of `typing`, which takes long to load
if TYPE_CHECKING:
    from typing import Literal


class SchemaError(ValueError):
    """A schema that cannot be used; the message says where and why."""


class MatchSpec(NamedTuple):
    """How a digest of this schema is recognised."""

    headings: tuple[str, ...]


class EntrySpec(NamedTuple):
    """The table of contents: one entry a paper."""

    pattern: str
    kind: str = "list-item"  # one of ``kinds.ENTRY_KINDS``
    under: str | None = None
    links: Mapping[str, tuple[str, ...]] = {}


class SectionSpec(NamedTuple):
    """A section of a note, under a heading of its own."""

    heading: str
    aliases: tuple[str, ...] = ()
    required: bool = True
    body: Literal["required", "optional"] = "required"
    free_text: bool = False


class FieldSpec(NamedTuple):
    """A labelled part of a note."""

    label: str
    aliases: tuple[str, ...] = ()
    required: bool = True
    kind: str = "bold-label"  # one of ``kinds.FIELD_KINDS``


class NoteSpec(NamedTuple):
    """The notes on each paper, with sections or fields."""

    level: int | None = None  # of a heading
    pattern: str = "^(?P<title>.+)$"
    kind: str = "heading"  # one of ``kinds.NOTE_KINDS``
    under: str | None = None
    titles: Literal["text", "slugs"] = "text"
    section_level: int | None = None
    ordered: bool = True
    order: tuple[str, ...] | None = None
    sections: Mapping[str, SectionSpec] = {}
    fields: Mapping[str, FieldSpec] = {}

    @property
    def sequence(self) -> tuple[str, ...]:
        """The names of the sections whose order counts, in that order."""
        if not self.ordered:
            return ()
        return tuple(self.sections) if self.order is None else self.order


class Schema(NamedTuple):
    """A schema ready for use."""

    name: str
    description: str
    match: MatchSpec
    entries: EntrySpec | None
    notes: NoteSpec | None
    built_in: bool

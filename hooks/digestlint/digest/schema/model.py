"""What a digest looks like, as data.

A schema says how to recognise a digest, where its entries and notes stand, and which sections or
labelled fields each note has. The built-in ones are TOML files in ``builtin/``, of which
``builtin_schemas`` is made; users write their own with the same keys in their configuration.
``tables`` says what each key means. ``kind`` leaves room for entries and fields of other make
(table rows, ``<details>`` blocks) beside those known today.
"""

from __future__ import annotations

from collections.abc import Mapping

from digestlint._runtime.errors import DigestlintError
from digestlint._runtime.records import NamedTuple

TYPE_CHECKING = False  # of `typing`, which takes long to load
if TYPE_CHECKING:
    from typing import Literal


class SchemaError(DigestlintError, ValueError):
    """A schema that cannot be used; the message says where and why."""


class MatchSpec(NamedTuple):
    """How a digest of this schema is recognised."""

    headings: tuple[str, ...]


class EntrySpec(NamedTuple):
    """The table of contents: one entry a paper."""

    pattern: str
    kind: Literal["list-item"] = "list-item"
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
    """A labelled part of a note's paragraph: ``**Label**: value``."""

    label: str
    aliases: tuple[str, ...] = ()
    required: bool = True
    kind: Literal["bold-label"] = "bold-label"


class NoteSpec(NamedTuple):
    """The notes: one heading a paper, with sections or fields below it."""

    level: int
    pattern: str = "^(?P<title>.+)$"
    kind: Literal["heading"] = "heading"
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

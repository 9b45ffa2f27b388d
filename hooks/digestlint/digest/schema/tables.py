"""The TOML tables of a schema, with the types, limits and documentation of their keys.

``docs/schemas.md`` is the user's view of these tables. What is valid becomes the classes of the
same fields in ``model``, which need no library.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct
from msgspec.structs import asdict

from digestlint.digest.schema.kinds import ENTRY_KINDS, FIELD_KINDS, NOTE_KINDS
from digestlint.digest.schema.model import (
    EntrySpec,
    FieldSpec,
    MatchSpec,
    NoteSpec,
    Schema,
    SectionSpec,
)


class _Table(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """A TOML table: keys in kebab-case, unknown keys refused."""


_Name = Annotated[str, Meta(min_length=1)]


class MatchTable(_Table, frozen=True, kw_only=True):
    """How a digest of this schema is recognised."""

    headings: Annotated[
        tuple[str, ...],
        Meta(
            min_length=1,
            description="Regular expressions; each must be found in the text of some heading.",
        ),
    ]


class EntryTable(_Table, frozen=True, kw_only=True):
    """The table of contents: one entry a paper."""

    pattern: Annotated[
        str,
        Meta(
            description="Regular expression at the start of an entry's source; its named groups "
            "title, date, number and url are used."
        ),
    ]
    kind: Annotated[
        str,
        Meta(
            description="What an entry is in the Markdown structure.",
            extra_json_schema={"enum": sorted(ENTRY_KINDS)},
        ),
    ] = "list-item"
    under: Annotated[
        str | None,
        Meta(description="Regular expression for the headings whose parts of the file are read."),
    ] = None
    links: Annotated[
        dict[Literal["paper", "code", "notes"], tuple[str, ...]],
        Meta(description="Link texts for each role a link of an entry can have."),
    ] = {}


class SectionTable(_Table, frozen=True, kw_only=True):
    """A section of a note, under a heading of its own."""

    heading: Annotated[
        str, Meta(min_length=1, description="The canonical heading, without its # marks.")
    ]
    aliases: Annotated[
        tuple[_Name, ...],
        Meta(
            description="Headings that mean the same. Emoji and numbers before a heading, case, "
            "width and punctuation never matter."
        ),
    ] = ()
    required: Annotated[bool, Meta(description="Report notes without this section.")] = True
    body: Annotated[
        Literal["required", "optional"], Meta(description="Whether the section may be empty.")
    ] = "required"
    free_text: Annotated[
        bool, Meta(description="The heading is a prefix; any text may follow it.")
    ] = False


class FieldTable(_Table, frozen=True, kw_only=True):
    """A labelled part of a note."""

    label: Annotated[str, Meta(min_length=1, description="The canonical label.")]
    aliases: Annotated[tuple[_Name, ...], Meta(description="Labels that mean the same.")] = ()
    required: Annotated[bool, Meta(description="Report notes without this field.")] = True
    kind: Annotated[
        str,
        Meta(
            description="How the label is marked up.",
            extra_json_schema={"enum": sorted(FIELD_KINDS)},
        ),
    ] = "bold-label"


class NoteTable(_Table, frozen=True, kw_only=True):
    """The notes on each paper, with sections or fields."""

    level: Annotated[
        Annotated[int, Meta(ge=1, le=6)] | None,
        Meta(description="The level of a note's heading; needed where notes begin with one."),
    ] = None
    pattern: Annotated[
        str,
        Meta(
            description="Regular expression for the source of a note's heading; its named groups "
            "title, number and url are used."
        ),
    ] = "^(?P<title>.+)$"
    kind: Annotated[
        str,
        Meta(
            description="What a note begins with in the Markdown structure.",
            extra_json_schema={"enum": sorted(NOTE_KINDS)},
        ),
    ] = "heading"
    under: Annotated[
        str | None,
        Meta(description="Regular expression for the headings whose parts of the file are read."),
    ] = None
    titles: Annotated[
        Literal["text", "slugs"],
        Meta(description="Whether note headings spell the paper's title or a slug of it."),
    ] = "text"
    section_level: Annotated[
        Annotated[int, Meta(ge=1, le=6)] | None, Meta(description="The level of section headings.")
    ] = None
    ordered: Annotated[bool, Meta(description="Sections come in the order given here.")] = True
    order: Annotated[
        tuple[str, ...] | None,
        Meta(
            description="The order of sections by name, where it is not that of their tables; "
            "sections left out may stand anywhere."
        ),
    ] = None
    sections: Annotated[
        dict[str, SectionTable], Meta(description="The sections of a note, by a name of your own.")
    ] = {}
    fields: Annotated[
        dict[str, FieldTable], Meta(description="The labelled fields of a note, by a name.")
    ] = {}


class SchemaTable(_Table, frozen=True, kw_only=True):
    """A schema as written in TOML."""

    description: Annotated[str, Meta(description="One line for `digestlint schema`.")] = ""
    extends: Annotated[
        str | None,
        Meta(description="A schema whose tables this one takes over and overrides key by key."),
    ] = None
    match: MatchTable
    entries: EntryTable | None = None
    notes: NoteTable | None = None


def schema_from(name: str, table: SchemaTable, *, built_in: bool) -> Schema:
    """The schema that ``table`` describes."""
    match = MatchSpec(**asdict(table.match))
    entries = EntrySpec(**asdict(table.entries)) if table.entries else None
    notes = None
    if table.notes:
        parts = {
            "sections": {key: SectionSpec(**asdict(s)) for key, s in table.notes.sections.items()},
            "fields": {key: FieldSpec(**asdict(f)) for key, f in table.notes.fields.items()},
        }
        notes = NoteSpec(**asdict(table.notes) | parts)
    return Schema(name, table.description, match, entries, notes, built_in)

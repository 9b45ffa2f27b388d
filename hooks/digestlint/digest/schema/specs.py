"""What a digest looks like, as data.

A schema says how to recognise a digest, where its entries and notes are, and which sections or
labelled fields each note has. The built-in ones are TOML files in ``builtin/``, of which
``builtin_schemas`` is made; users write their own with the same keys in their configuration. Their
TOML tables (``tables``) are made of the records here: a key is declared once, with its type, limit,
default and description. ``kinds`` says what entries, notes and fields can be made of.
"""

from __future__ import annotations

from collections.abc import Mapping

from digestlint._runtime.errors import KeyedError
from digestlint._runtime.records import NamedTuple
from digestlint.digest.schema.count_specs import CountSpec
from digestlint.digest.schema.kinds import FIELD_KINDS, PART_KINDS
from digestlint.digest.schema.match_specs import MatchSpec

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Annotated, Literal

    from msgspec import Meta

    Name = str


class SchemaError(KeyedError):
    """A schema that cannot be used; the message says where and why."""


class FieldSpec(NamedTuple):
    """A labelled part of a note."""

    label: Annotated[str, Meta(min_length=1, description="The canonical label.")]
    aliases: Annotated[tuple[Name, ...], Meta(description="Labels that mean the same.")] = ()
    required: Annotated[
        bool | Literal["usual"],
        Meta(description="Report notes without this field; `usual`: if nearly all others have it."),
    ] = True
    kind: Annotated[
        str,
        Meta(
            description="How the label is marked up.",
            extra_json_schema={"enum": sorted(FIELD_KINDS)},
        ),
    ] = "bold-label"
    body: Annotated[
        Literal["required", "optional"], Meta(description="Whether the value may be empty.")
    ] = "required"
    type: Annotated[
        Literal["text", "date", "url", "arxiv-id", "doi", "count"],
        Meta(description="What the value is."),
    ] = "text"
    value: Annotated[
        str | None, Meta(description="Regular expression that must be found in the value.")
    ] = None
    least_length: Annotated[
        Annotated[int, Meta(ge=0)], Meta(description="How many characters the value has at least.")
    ] = 0
    language: Annotated[
        str | None, Meta(description="The language of the value: a code such as `zh` or `en`.")
    ] = None
    repeated: Annotated[
        Literal["reported", "allowed"],
        Meta(description="Whether a note may have this field twice."),
    ] = "allowed"

    @property
    def takes_any_text(self) -> bool:
        """Whether the value may be any text, of any length."""
        return self.type == "text" and self.value is None and not self.least_length


class SectionSpec(NamedTuple):
    """A section of a note, under a heading of its own."""

    heading: Annotated[
        str, Meta(min_length=1, description="The canonical heading, without its # marks.")
    ]
    aliases: Annotated[
        tuple[Name, ...],
        Meta(
            description="Headings that mean the same. Emoji and numbers before a heading, case, "
            "width and punctuation never matter."
        ),
    ] = ()
    required: Annotated[
        bool | Literal["usual"],
        Meta(
            description="Report notes without this section; `usual`: if nearly all others have it."
        ),
    ] = True
    body: Annotated[
        Literal["required", "optional"], Meta(description="Whether the section may be empty.")
    ] = "required"
    spelling: Annotated[
        Literal["canonical", "any"],
        Meta(description="`any`: the other headings are as good as the canonical one."),
    ] = "canonical"
    repeated: Annotated[
        Literal["reported", "allowed"],
        Meta(description="Whether a note may have this section twice."),
    ] = "reported"
    free_text: Annotated[
        bool, Meta(description="The heading is a prefix; any text may follow it.")
    ] = False
    least_length: Annotated[
        Annotated[int, Meta(ge=0)], Meta(description="How many characters its text has at least.")
    ] = 0
    language: Annotated[
        str | None, Meta(description="The language of its text: a code such as `zh` or `en`.")
    ] = None

    @property
    def takes_any_text(self) -> bool:
        """Whether it may have any text, of any length."""
        return not self.least_length


class EntrySpec(NamedTuple):
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
            extra_json_schema={"enum": sorted(PART_KINDS)},
        ),
    ] = "list-item"
    level: Annotated[
        Annotated[int, Meta(ge=1, le=6)] | None,
        Meta(description="The level of headings, or the depth of list items; any if left out."),
    ] = None
    under: Annotated[
        str | None,
        Meta(description="Regular expression for the headings whose parts of the file are read."),
    ] = None
    links: Annotated[
        Mapping[Literal["paper", "code", "notes"], tuple[str, ...]],
        Meta(description="Link texts for each role a link of an entry can have."),
    ] = {}
    duplicates: Annotated[
        Literal["reported", "same-section", "allowed"],
        Meta(description="Whether a paper may be listed twice; `same-section`: in other sections."),
    ] = "reported"
    least_fields: Annotated[
        Annotated[int, Meta(ge=0)],
        Meta(description="How many of the fields make an entry of what the pattern fits."),
    ] = 0
    fields: Annotated[
        Mapping[str, FieldSpec], Meta(description="The fields of an entry, by a name.")
    ] = {}


class NoteSpec(NamedTuple):
    """The notes on each paper, with sections or fields."""

    level: Annotated[
        Annotated[int, Meta(ge=1, le=6)] | None,
        Meta(description="The level of headings, or the depth of list items; any if left out."),
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
            extra_json_schema={"enum": sorted(PART_KINDS)},
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
            "sections left out may be anywhere."
        ),
    ] = None
    body: Annotated[
        Literal["required", "optional"],
        Meta(description="Whether there may be nothing below the name of a note."),
    ] = "optional"
    duplicates: Annotated[
        Literal["reported", "same-section", "allowed"],
        Meta(description="Whether a paper may be listed twice; `same-section`: in other sections."),
    ] = "reported"
    least_fields: Annotated[
        Annotated[int, Meta(ge=0)],
        Meta(description="How many fields and sections make a note of what the pattern fits."),
    ] = 0
    other_labels: Annotated[
        Literal["ignored", "recurring"],
        Meta(
            description="`recurring`: other labels that most notes of a file have are fields, too."
        ),
    ] = "ignored"
    sections: Annotated[
        Mapping[str, SectionSpec],
        Meta(description="The sections of a note, by a name of your own."),
    ] = {}
    fields: Annotated[
        Mapping[str, FieldSpec], Meta(description="The labelled fields of a note, by a name.")
    ] = {}

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
    counts: Mapping[str, CountSpec] = {}

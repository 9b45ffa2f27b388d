"""The TOML tables of a schema, made of the records in ``model``.

``docs/schemas.md`` is the user's view of these tables. What is valid becomes those records, which
need no library.
"""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta, Struct
from msgspec.structs import asdict

from digestlint._runtime.structs import table_of
from digestlint.digest.schema.specs import (
    EntrySpec,
    FieldSpec,
    MatchSpec,
    NoteSpec,
    Schema,
    SectionSpec,
)

TYPE_CHECKING = False  # to type checkers, a table is like its record
if TYPE_CHECKING:
    MatchTable = MatchSpec
    EntryTable = EntrySpec
    SectionTable = SectionSpec
    FieldTable = FieldSpec
    NoteTable = NoteSpec
else:
    _NAMES = {"Name": Annotated[str, Meta(min_length=1)]}
    MatchTable = table_of(MatchSpec, "MatchTable", __name__, **_NAMES)
    EntryTable = table_of(EntrySpec, "EntryTable", __name__, **_NAMES)
    SectionTable = table_of(SectionSpec, "SectionTable", __name__, **_NAMES)
    FieldTable = table_of(FieldSpec, "FieldTable", __name__, **_NAMES)
    _NAMES |= {"SectionSpec": SectionTable, "FieldSpec": FieldTable}
    NoteTable = table_of(NoteSpec, "NoteTable", __name__, **_NAMES)


class SchemaTable(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
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
    """Return the schema that ``table`` describes."""
    match: MatchSpec = _record(MatchSpec, table.match)
    entries = _record(EntrySpec, table.entries) if table.entries else None
    notes = None
    if table.notes:
        sections = {key: _record(SectionSpec, spec) for key, spec in table.notes.sections.items()}
        fields = {key: _record(FieldSpec, spec) for key, spec in table.notes.fields.items()}
        notes = _record(NoteSpec, table.notes, sections=sections, fields=fields)
    return Schema(name, table.description, match, entries, notes, built_in)


def _record(record: type[Any], table: Any, **parts: Any) -> Any:
    return record(**asdict(table) | parts)

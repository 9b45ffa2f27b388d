"""The TOML tables of a schema, made of the records in ``model``.

``docs/schemas.md`` is the user's view of these tables. What is valid becomes those records, which
need no library.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from msgspec import Meta, Struct
from msgspec.structs import asdict

from digestlint._runtime.structs import table_of
from digestlint.digest.schema.count_specs import CountSpec
from digestlint.digest.schema.match_specs import MatchSpec, NoneOfSpec
from digestlint.digest.schema.specs import (
    EntrySpec,
    FieldSpec,
    NoteSpec,
    Schema,
    SectionSpec,
)

TYPE_CHECKING = False  # to type checkers, a table is like its record
if TYPE_CHECKING:
    MatchTable = MatchSpec
    NoneOfTable = NoneOfSpec
    EntryTable = EntrySpec
    SectionTable = SectionSpec
    FieldTable = FieldSpec
    NoteTable = NoteSpec
    CountTable = CountSpec
else:
    _NAMES = {"Name": Annotated[str, Meta(min_length=1)]}
    NoneOfTable = table_of(NoneOfSpec, "NoneOfTable", __name__, **_NAMES)
    MatchTable = table_of(MatchSpec, "MatchTable", __name__, NoneOfSpec=NoneOfTable, **_NAMES)
    SectionTable = table_of(SectionSpec, "SectionTable", __name__, **_NAMES)
    FieldTable = table_of(FieldSpec, "FieldTable", __name__, **_NAMES)
    _NAMES |= {"SectionSpec": SectionTable, "FieldSpec": FieldTable}
    EntryTable = table_of(EntrySpec, "EntryTable", __name__, **_NAMES)
    NoteTable = table_of(NoteSpec, "NoteTable", __name__, **_NAMES)
    CountTable = table_of(CountSpec, "CountTable", __name__)


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
    counts: Annotated[
        dict[str, CountTable],
        Meta(description="Numbers that must agree with what is counted, by a name of your own."),
    ] = {}


def schema_from(name: str, table: SchemaTable, *, built_in: bool) -> Schema:
    """Return the schema that ``table`` describes."""
    none_of, entries, notes = table.match.none_of, table.entries, table.notes
    return Schema(
        name,
        table.description,
        _record(MatchSpec, table.match, none_of=none_of and _record(NoneOfSpec, none_of)),
        entries and _record(EntrySpec, entries, fields=_records(FieldSpec, entries.fields)),
        notes
        and _record(
            NoteSpec,
            notes,
            fields=_records(FieldSpec, notes.fields),
            sections=_records(SectionSpec, notes.sections),
        ),
        built_in,
        _records(CountSpec, table.counts),
    )


def _records(record: type[Any], tables: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _record(record, table) for key, table in tables.items()}


def _record(record: type[Any], table: Any, **parts: Any) -> Any:
    return record(**asdict(table) | parts)

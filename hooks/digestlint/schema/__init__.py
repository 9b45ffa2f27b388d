"""What a digest looks like, as data: built-in schemas, users' own, and choosing one."""

from digestlint.schema.loading import (
    SchemaError,
    builtin_tables,
    by_name,
    choose,
    load_schemas,
)
from digestlint.schema.model import (
    EntrySpec,
    FieldSpec,
    MatchSpec,
    NoteSpec,
    Schema,
    SchemaTable,
    SectionSpec,
)

__all__ = [
    "EntrySpec",
    "FieldSpec",
    "MatchSpec",
    "NoteSpec",
    "Schema",
    "SchemaError",
    "SchemaTable",
    "SectionSpec",
    "builtin_tables",
    "by_name",
    "choose",
    "load_schemas",
]

"""What a digest looks like, as data: built-in schemas, users' own, and choosing one."""

from digestlint.digest.schema.loading import (
    builtin_tables,
    by_name,
    choose,
    load_schemas,
)
from digestlint.digest.schema.searching import (
    PatternTooSlowError,
    explain_slow,
    recognises,
    schema_pattern,
)
from digestlint.digest.schema.specs import (
    EntrySpec,
    FieldSpec,
    MatchSpec,
    NoteSpec,
    Schema,
    SchemaError,
    SectionSpec,
)

__all__ = [
    "EntrySpec",
    "FieldSpec",
    "MatchSpec",
    "NoteSpec",
    "PatternTooSlowError",
    "Schema",
    "SchemaError",
    "SectionSpec",
    "builtin_tables",
    "by_name",
    "choose",
    "explain_slow",
    "load_schemas",
    "recognises",
    "schema_pattern",
]

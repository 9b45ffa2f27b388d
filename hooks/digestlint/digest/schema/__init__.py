"""What a digest looks like, as data: built-in schemas, users' own, and choosing one."""

from digestlint.digest.schema.count_specs import CountSpec
from digestlint.digest.schema.loading import (
    Schemas,
    builtin_tables,
    by_name,
    load_schemas,
)
from digestlint.digest.schema.match_specs import MatchSpec, NoneOfSpec
from digestlint.digest.schema.recognising import (
    Signs,
    looks_at_paths,
    recognises,
    recognises_headings,
)
from digestlint.digest.schema.searching import (
    PatternTooSlowError,
    explain_slow,
    schema_pattern,
)
from digestlint.digest.schema.specs import (
    EntrySpec,
    FieldSpec,
    NoteSpec,
    Schema,
    SchemaError,
    SectionSpec,
)

__all__ = [
    "CountSpec",
    "EntrySpec",
    "FieldSpec",
    "MatchSpec",
    "NoneOfSpec",
    "NoteSpec",
    "PatternTooSlowError",
    "Schema",
    "SchemaError",
    "Schemas",
    "SectionSpec",
    "Signs",
    "builtin_tables",
    "by_name",
    "explain_slow",
    "load_schemas",
    "looks_at_paths",
    "recognises",
    "recognises_headings",
    "schema_pattern",
]

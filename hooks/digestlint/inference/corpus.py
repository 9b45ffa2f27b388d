"""The files that a schema is made for, and the parts that a schema sees in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath

from digestlint._runtime.records import NamedTuple
from digestlint.digest.nodes import Note
from digestlint.digest.readers.notes import NoteReader
from digestlint.digest.schema import Schema, load_schemas
from digestlint.markdown import Markdown, Span

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Any

    Table = dict[str, Any]
else:
    Table = dict


class File(NamedTuple):
    """One of the files."""

    name: str  # as it is shown
    path: PurePath  # as schemas see it
    markdown: Markdown


class Part(NamedTuple):
    """Something in a file that could be a note."""

    file: File
    note: Note


class Seen(NamedTuple):
    """A file as a specification of notes sees it."""

    file: File
    parts: Sequence[Part]
    misfits: Sequence[Span]


def schema_of(name: str, table: Mapping[str, Any]) -> Schema:
    """Return the schema that ``table`` is in a configuration."""
    return load_schemas({name: table})[0]


def as_notes(spec: Table) -> Table:
    """Return a specification as one of notes, which have no links and no dates."""
    kept = {key: value for key, value in spec.items() if key != "links"}
    return {**kept, "pattern": spec["pattern"].replace("(?P<date>", "(?:")}


def seen_in(file: File, notes: Table) -> Seen:
    """Return the notes of a specification in ``file``, and what could be one and is none."""
    return _read(file, _schema(notes))


def all_parts(files: Sequence[File], notes: Table) -> list[Part]:
    """Return the notes of a specification in all ``files``."""
    schema = _schema(notes)
    return [part for file in files for part in _read(file, schema).parts]


def _schema(notes: Table) -> Schema:
    return schema_of("x", {"match": {"least-parts": 1}, "notes": as_notes(notes)})


def _read(file: File, schema: Schema) -> Seen:
    if schema.notes is None:
        return Seen(file, [], [])
    read = NoteReader(schema.notes).read(file.markdown)
    return Seen(file, [Part(file, note) for note in read.notes], list(read.misfits))

"""What has fields: the entries of a digest, and its notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from digestlint._runtime.records import NamedTuple
from digestlint.core.message import Message, Template
from digestlint.digest.nodes import Entry, Field, Note
from digestlint.digest.schema import FieldSpec
from digestlint.document.document import Document
from digestlint.markdown import Span
from digestlint.rules.helpers.no_values import is_no_value
from digestlint.text.spans import SpanSet

_ENTRY = Template("fielded/entry", "this entry")
_SUMMARY = Template("fielded/summary", "the summary")


class Fielded(NamedTuple):
    """An entry or a note."""

    what: Message
    where: Span  # where a finding about what it lacks points
    span: Span
    fields: Sequence[Field]
    note: Note | None = None

    def place(self, field: Field) -> Span:
        """Return where a finding about ``field`` points; its label may be that of a column."""
        inside = self.span.start <= field.label.start < field.label.end <= self.span.end
        return field.label if inside else self.where


class FieldedParts(NamedTuple):
    """The entries, or the notes, of a digest whose schema has fields for them."""

    specs: Mapping[str, FieldSpec]
    parts: Sequence[Fielded]


def fielded_parts(document: Document) -> Iterator[FieldedParts]:
    """Yield the entries and the notes, if they have fields."""
    digest = document.digest
    if digest is None:
        return
    text = document.text
    entries, notes = digest.schema.entries, digest.schema.notes
    if entries and entries.fields:
        yield FieldedParts(entries.fields, [_entry(text, each) for each in digest.entries])
    if notes and notes.fields:
        yield FieldedParts(notes.fields, [_note(text, each) for each in digest.notes])


def value_of(document: Document, field: Field) -> Span:
    """Return the value of ``field``, without white space around it; a heading ends it."""
    start, end = field.value
    for heading in document.markdown.headings_in(start, end)[:1]:
        end = heading.span.start
    written = document.text[start:end]
    start += len(written) - len(written.lstrip())
    return Span(start, max(start, field.value.start + len(written.rstrip())))


def labels_of(document: Document) -> SpanSet:
    """Return where the labels of fields are."""
    return SpanSet(field.label for field in _fields(document))


def no_values_of(document: Document) -> SpanSet:
    """Return where fields that may not be empty only say `None` or the like."""
    text = document.text
    required = (field for field in _fields(document) if field.spec.body == "required")
    values = (value_of(document, field) for field in required)
    return SpanSet(value for value in values if is_no_value(text[slice(*value)]))


def _fields(document: Document) -> Iterator[Field]:
    for group in fielded_parts(document):
        for part in group.parts:
            yield from part.fields


def _entry(text: str, entry: Entry) -> Fielded:
    where = entry.title.span if entry.title else _first_line(text, entry.content)
    return Fielded(_ENTRY(), where or entry.content, entry.span, entry.fields)


def _note(text: str, note: Note) -> Fielded:
    where = _first_line(text, note.body) or note.label
    return Fielded(_SUMMARY(), where, note.span, note.fields, note)


def _first_line(text: str, span: Span) -> Span | None:
    """Return the first line with text in ``span``."""
    written = text[slice(*span)]
    if not written.strip():
        return None
    start = span.start + len(written) - len(written.lstrip())
    return Span(start, start + len(written.strip().splitlines()[0]))

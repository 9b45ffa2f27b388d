"""What has fields: the entries of a digest, and its notes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain

from digestlint._runtime.records import NamedTuple
from digestlint.core.message import Message, Template
from digestlint.digest.nodes import Entry, Field, Note
from digestlint.digest.schema import FieldSpec
from digestlint.document.document import Document
from digestlint.markdown import Span
from digestlint.rules.helpers.no_values import VALUE, is_no_value
from digestlint.text.spans import SpanSet

_ENTRY = Template("fielded/entry", "this entry")
_SUMMARY = Template("fielded/summary", "the summary")


class Fielded(NamedTuple):
    """An entry or a note."""

    text: str  # of the document
    part: Entry | Note
    note: Note | None

    @property
    def fields(self) -> Sequence[Field]:
        """Its fields, in order."""
        return self.part.fields

    @property
    def span(self) -> Span:
        """Where it is."""
        return self.part.span

    @property
    def what(self) -> Message:
        """What it is called in messages."""
        return _SUMMARY() if self.note else _ENTRY()

    @property
    def where(self) -> Span:
        """Where a finding about what it lacks points."""
        if isinstance(self.part, Note):
            return _first_line(self.text, self.part.body) or self.part.label
        if self.part.title:
            return self.part.title.span
        return _first_line(self.text, self.part.content) or self.part.content

    def place(self, field: Field) -> Span:
        """Return where a finding about ``field`` points; its label may be that of a column."""
        start, end = self.span
        inside = start <= field.label.start < field.label.end <= end
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
        yield FieldedParts(entries.fields, [Fielded(text, each, None) for each in digest.entries])
    if notes and notes.fields:
        yield FieldedParts(notes.fields, [Fielded(text, each, each) for each in digest.notes])


def value_of(document: Document, field: Field) -> Span:
    """Return the value of ``field``, without white space around it; a heading ends it."""
    start, end = field.value
    for heading in document.markdown.headings_in(start, end)[:1]:
        end = heading.span.start
    written = document.text[start:end]
    inner = written.strip()
    if len(inner) < len(written):
        start += len(written) - len(written.lstrip())
    return Span(start, start + len(inner))


def filling(document: Document) -> Callable[[Field], bool]:
    """Return a function: whether a field has a value, other than `None` and the like."""
    text = document.text
    headings = {heading.span.start for heading in document.markdown.headings}

    def is_filled(field: Field) -> bool:
        start, end = field.value
        if begun := VALUE.match(text, start, end):
            if begun.end() == start + 1:
                return start not in headings
            if not document.markdown.headings_in(*begun.span()):
                return True
        written = text[slice(*value_of(document, field))]
        return bool(written) and not is_no_value(written)

    return is_filled


def labels_of(document: Document) -> SpanSet:
    """Return where the labels of fields are."""
    return SpanSet(field.label for field in _fields(document))


def no_values_of(document: Document, places: Sequence[int]) -> SpanSet:
    """Return where fields that may not be empty only say `None` or the like.

    ``places`` are where such words are, in order.
    """
    text = document.text

    def holds_any(start: int, end: int) -> bool:
        first = bisect_left(places, start)
        return first < len(places) and places[first] < end

    likely = (
        field
        for field in _fields(document)
        if field.spec.body == "required" and holds_any(*field.value)
    )
    values = (value_of(document, field) for field in likely)
    return SpanSet(value for value in values if is_no_value(text[slice(*value)]))


def _fields(document: Document) -> Iterator[Field]:
    digest = document.digest
    if digest is None:
        return
    for spec, parts in (
        (digest.schema.entries, digest.entries),
        (digest.schema.notes, digest.notes),
    ):
        if spec and spec.fields:
            yield from chain.from_iterable(part.fields for part in parts)


def _first_line(text: str, span: Span) -> Span | None:
    """Return the first line with text in ``span``."""
    written = text[slice(*span)]
    if not written.strip():
        return None
    start = span.start + len(written) - len(written.lstrip())
    return Span(start, start + len(written.strip().splitlines()[0]))

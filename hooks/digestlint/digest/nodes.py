"""A document seen through a schema. Offsets count characters of the Markdown text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from digestlint._runtime.records import NamedTuple
from digestlint.digest.schema import FieldSpec, Schema, SectionSpec
from digestlint.markdown import FencedCodeBlock, Link, Span, SpanSet

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Any, Literal


class Group(NamedTuple):
    """Text that a named group of a schema's pattern matched, and where."""

    text: str
    span: Span


class Field(NamedTuple):
    """A labelled part of a note's text."""

    name: str  # the key of its FieldSpec
    spec: FieldSpec
    label: Span  # the label with its markup
    value: Span


def names_of(fields: Sequence[Field]) -> Sequence[str]:
    """Return the names of ``fields``, in order; those of a row are known without its fields."""
    known: Sequence[str] | None = getattr(fields, "names", None)
    return [field.name for field in fields] if known is None else known


class Entry(NamedTuple):
    """One paper in the table of contents."""

    span: Span
    content: Span  # what says which paper it is: all but the marker of a list item
    title: Group | None
    date: Group | None  # as written: "25/09"
    links: Mapping[str, Link]  # by role: "paper", "code", "notes"
    # Of the paper: what the schema's pattern has a group for, else what the title links to.
    url: Group | None
    fields: Sequence[Field] = ()


class Section(NamedTuple):
    """A section of a note, which begins with a label that the schema knows."""

    name: str  # the key of its SectionSpec
    spec: SectionSpec
    head: Span  # what the section begins with and is named in, to the end of its line: a heading
    label: Span  # what of it is the name, without markers
    text: str  # the label as a reader sees it: plain text
    level: int  # of the head; that of a sub-section is greater
    body: Span  # what follows the head, sub-sections included
    matched: Span  # the part of the label that is the section's name
    canonical: bool  # spelt as the schema spells it


class NearMiss(NamedTuple):
    """A label that does not count as that of a field, and what it lacks."""

    lacks: Literal["colon"]
    label: str


class Note(NamedTuple):
    """The notes on one paper."""

    span: Span
    head: Span  # what the notes begin with and are named in, to the end of its line: a heading
    label: Span  # what of it is the name, without markers
    name: str  # that as a reader sees it: plain text
    anchor: Span  # of the link target that leads to the notes, where there is one
    title: Group | None  # the title, or a slug of it (see ``NoteSpec.titles``)
    number: Group | None
    url: Group | None
    sections: Sequence[Section]
    fields: Sequence[Field]
    unknown: Sequence[Span]  # labels of what begins like a section that the schema does not know
    region: Span  # the part of the file they are in (see ``NoteSpec.under``)

    @property
    def body(self) -> Span:
        """What follows the head."""
        return Span(self.head.end, self.span.end)


class Digest:
    """Entries and notes of one document.

    Attributes:
        facts: Results that are computed once and shared, by name.
        stray_fences: Fences that swallow sections, closed or not; their lines are masked in the
            Markdown. In order.
        wrappers: Those of them that hide that the file is a digest.
        wrapped: What is in wrappers.
        misfits: Where what could be an entry or a note is none; of entries first.
    """

    def __init__(
        self,
        schema: Schema,
        entries: Sequence[Entry],
        notes: Sequence[Note],
        stray_fences: Sequence[FencedCodeBlock],
        wrappers: Sequence[FencedCodeBlock],
        misfits: Sequence[Span] = (),
    ) -> None:
        self.schema = schema
        self.entries = entries
        self.notes = notes
        self.stray_fences = stray_fences
        self.wrappers = wrappers
        self.misfits = misfits
        self.wrapped = SpanSet(fence.span for fence in wrappers)
        self._wrapping = {fence.span for fence in wrappers}
        self.facts: dict[str, Any] = {}

    def wraps(self, fence: FencedCodeBlock) -> bool:
        """Whether ``fence`` is one of the wrappers."""
        return fence.span in self._wrapping

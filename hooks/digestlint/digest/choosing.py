"""Which schema a file has: the first one that recognises it, and that enough of it fits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import inf
from pathlib import PurePath

from digestlint._runtime.records import NamedTuple
from digestlint.digest.nodes import names_of
from digestlint.digest.readers.entries import EntryReader
from digestlint.digest.readers.notes import NoteReader, ReadNotes
from digestlint.digest.readers.part_reader import read_fact
from digestlint.digest.schema import (
    EntrySpec,
    NoteSpec,
    Schema,
    Schemas,
    Signs,
    by_name,
    recognises,
)
from digestlint.markdown import Markdown, parse

# Of built-in schemas: the largest digest known has 3,800 list items, and 46,600 blocks in tables.
_MOST_PARTS = 20_000
_MOST_BLOCKS = 60_000
_FEW_BLOCKS = 30
_MOST_FENCES = 200  # of a digest that is in a fence as a whole
_SEVERAL = 3  # times that a note has the same labels: it has as many papers

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from digestlint.digest.nodes import Note


class Share(NamedTuple):
    """How much of a file a schema explains."""

    parts: int  # entries, or notes where there are no entries
    of: int  # what could be one, these included


def signs_of(markdown: Markdown, path: PurePath) -> Signs:
    """Return what a file is recognised by."""
    headings = [heading.text.strip() for heading in markdown.headings]
    if markdown.front_matter is None:
        return Signs(headings, markdown.text, path.as_posix())
    from digestlint.markdown.front_matter_keys import find_keys  # for few files

    keys = find_keys(markdown.text, markdown.front_matter)
    return Signs(
        headings, markdown.text, path.as_posix(), {key.name: key.value for key in reversed(keys)}
    )


def choose(
    name: str | None, schemas: Sequence[Schema], signs: Signs, markdown: Markdown | None = None
) -> Schema | None:
    """Return the schema of a file with these ``signs``, if it has one.

    Args:
        name: The schema that is set for the file; "none" for no schema, None to choose by content.
        schemas: What to choose from: the first that recognises the file.
        signs: What the file has.
        markdown: The file; without it, entries are not counted, and code fences hide what they do.

    Raises:
        SchemaError: when no schema has the ``name``.
    """
    if name == "none":
        return None
    if name is not None:
        return by_name(schemas, name)
    readers = _Readers.of(schemas)
    found = _chosen(schemas, readers, signs, markdown)
    if found is None and markdown and 0 < len(markdown.fences) <= _MOST_FENCES:
        return _choose_wrapped(schemas, readers, signs, markdown)
    return found


def _chosen(
    schemas: Sequence[Schema], readers: _Readers, signs: Signs, markdown: Markdown | None
) -> Schema | None:
    """Return the first of ``schemas`` that fits."""
    for schema in schemas:
        if (
            (markdown is None or _may_explain(schema, readers, markdown))
            and recognises(schema, signs)
            and (markdown is None or _explains(schema, readers, markdown))
        ):
            return schema
    return None


def _choose_wrapped(
    schemas: Sequence[Schema], readers: _Readers, signs: Signs, markdown: Markdown
) -> Schema | None:
    """Return the schema of a digest that fences hide, if ``markdown`` is one."""
    from digestlint.digest import wrapping  # for texts with fences

    for schema in schemas:
        if not wrapping.counts_in_fences(schema) and wrapping.find_wrappers(markdown, schema):
            return schema
    whole = wrapping.around_all(markdown)
    if whole is None:
        return None
    inner = parse(wrapping.unwrapped(markdown.text, [whole]), budget=markdown.budget)
    counted = [schema for schema in schemas if wrapping.counts_in_fences(schema)]
    return _chosen(counted, readers, signs_of(inner, PurePath(signs.path)), inner)


class _Readers:
    """What reads the entries or notes of schemas, the same for all files."""

    def __init__(self) -> None:
        self._made: dict[int, EntryReader | NoteReader] = {}

    @classmethod
    def of(cls, schemas: Sequence[Schema]) -> _Readers:
        """Return those of ``schemas``, which are kept with them."""
        if not isinstance(schemas, Schemas):
            return cls()
        readers: _Readers = schemas.facts.setdefault(cls, cls())
        return readers

    def reader(self, spec: EntrySpec | NoteSpec) -> EntryReader | NoteReader:
        """Return what reads the entries or notes of ``spec``, which is one of the schemas'."""
        made = self._made.get(id(spec))
        if made is None:
            made = EntryReader(spec) if isinstance(spec, EntrySpec) else NoteReader(spec)
            self._made[id(spec)] = made
        return made


def _may_explain(schema: Schema, readers: _Readers, markdown: Markdown) -> bool:
    """Whether ``markdown`` may have enough entries or notes, as far as a quick look says."""
    spec = _counted(schema)
    if spec is None:
        return True
    if _most_parts(spec, markdown) < schema.match.least_parts:
        return False
    return _may_have_fields(spec, readers, markdown, look=False)


def _may_have_fields(
    spec: EntrySpec | NoteSpec, readers: _Readers, markdown: Markdown, *, look: bool
) -> bool:
    """Whether ``markdown`` has as many of the labels as an entry or a note must have.

    Most files have none of them, and need no look at each part. That is found out but once for all
    schemas with the same labels, and only if there is enough that could be a part: with ``look``.
    """
    if not spec.least_fields:
        return True
    possible = len(getattr(spec, "sections", ()))
    return possible + readers.reader(spec).fields.possible(markdown, look=look) >= spec.least_fields


def _most_parts(spec: EntrySpec | NoteSpec, markdown: Markdown) -> float:
    """Return how many entries or notes there may be, without a look at what they say."""
    match spec.kind:
        case "list-item" | "item-group":
            return len(markdown.items)
        case "link":
            return len(markdown.links)
        case "heading":
            return len(markdown.headings)
        case "table-row" if not markdown.tables:
            return 0
        case "details" | "html-heading" | "html-item" | "html-row" if not markdown.html_tags:
            return 0
        case "paragraph" if len(markdown.blocks) < _FEW_BLOCKS:  # a line can be one
            written = (markdown.text[start:end].strip() for start, end in markdown.blocks)
            lines = sum(1 + block.count("\n") + block.count("\r") for block in written)
            return lines - len(markdown.headings)
    return inf


def _counted(schema: Schema) -> EntrySpec | NoteSpec | None:
    """Return the specification of what is counted to choose ``schema``, if anything is."""
    match = schema.match
    return (schema.entries or schema.notes) if match.least_parts or match.least_share else None


def _explains(schema: Schema, readers: _Readers, markdown: Markdown) -> bool:
    """Whether enough of what could be an entry, or a note without entries, is one."""
    match, spec = schema.match, _counted(schema)
    if spec is None:
        return True
    if schema.built_in and _has_too_much(spec, markdown):
        return False
    reader = readers.reader(spec)
    found = reader.find(markdown)
    parts = len(found.parts)
    least = max(match.least_parts, match.least_share * (parts + len(found.misfits)))
    if parts < least:
        return False
    # Recurring labels count, too, but not alone.
    known = 1 if getattr(spec, "other_labels", "") == "recurring" else spec.least_fields
    if spec.least_fields and (
        not _may_have_fields(spec, readers, markdown, look=True)
        or reader.most(markdown, parts) < least * known
    ):
        return False
    read = reader.read(markdown, found)
    if schema.built_in and isinstance(read, ReadNotes) and _are_crowded(read.notes):
        return False
    markdown.facts[read_fact(spec)] = read  # to build the digest
    return len(read[0]) >= least


def _are_crowded(notes: Sequence[Note]) -> bool:
    """Whether most of ``notes`` are on several papers each.

    Two fields of theirs recur in step, or the only one that they have does.
    """
    crowded = 0
    for note in notes:
        names = names_of(note.fields)
        if len(set(names)) == len(names):  # most are on one paper
            continue
        times = [n for _, n in Counter(names).most_common(2)]
        if len(times) > 1:
            crowded += times[1] >= _SEVERAL and times[0] - times[1] <= 1
        else:
            crowded += sum(times) > _SEVERAL
    return crowded * 2 > len(notes)


def _has_too_much(spec: EntrySpec | NoteSpec, markdown: Markdown) -> bool:
    """Whether there are more list items or blocks than any digest has: reading takes memory."""
    if spec.kind == "table-row":
        return False  # its cells are blocks, and are read row by row
    return len(markdown.items) > _MOST_PARTS or len(markdown.blocks) > _MOST_BLOCKS


def share_of(schema: Schema, markdown: Markdown) -> Share:
    """Return how many of what could be an entry, or a note without entries, are one."""
    if schema.entries:
        entries = EntryReader(schema.entries).read(markdown)
        return Share(len(entries.entries), len(entries.entries) + len(entries.misfits))
    if schema.notes:
        notes = NoteReader(schema.notes).read(markdown)
        return Share(len(notes.notes), len(notes.notes) + len(notes.misfits))
    return Share(0, 0)

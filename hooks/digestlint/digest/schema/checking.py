"""Checks that types cannot express: valid patterns, known names, unambiguous headings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from digestlint._runtime.suggestions import unknown
from digestlint.digest.schema.kinds import FIELD_KINDS, PART_KINDS, Kind
from digestlint.digest.schema.searching import groups_of, is_built_in
from digestlint.digest.schema.tables import (
    EntryTable,
    FieldTable,
    MatchTable,
    NoteTable,
    SchemaTable,
)

# The named groups that a pattern can have; anything else would be ignored in silence.
_ENTRY_GROUPS = ("title", "date", "number", "url")
_SHOWN = 40  # characters of a pattern that is wrong
_SIGNS = ("headings", "front_matter", "path", "body", "least_parts", "least_share")
_NOTE_GROUPS = ("title", "number", "url")


def find_problems(table: SchemaTable) -> Iterator[tuple[str, str]]:
    """Yield the problems of a schema: the key, and one sentence."""
    yield from _match(table.match)
    if table.entries:
        yield from _entries(table.entries)
    if table.notes:
        yield from _notes(table.notes)


def _match(spec: MatchTable) -> Iterator[tuple[str, str]]:
    if not any(getattr(spec, name) for name in _SIGNS):
        yield (
            "match",
            "one of the keys headings, front-matter, path, body, least-parts and least-share is "
            "needed",
        )
    for key, table in (("match", spec), ("match.none-of", spec.none_of)):
        if table is not None:
            for name in ("headings", "path", "body"):
                for i, pattern in enumerate(getattr(table, name)):
                    yield from _pattern(f"{key}.{name}[{i}]", pattern, ())
            for name, pattern in table.front_matter.items():
                yield from _pattern(f"{key}.front-matter.{name}", pattern, ())


def _entries(spec: EntryTable) -> Iterator[tuple[str, str]]:
    yield from _kind("entries", spec, PART_KINDS)
    yield from _pattern("entries.pattern", spec.pattern, _ENTRY_GROUPS, _groups(spec))
    yield from _pattern("entries.under", spec.under or "", ())


def _notes(spec: NoteTable) -> Iterator[tuple[str, str]]:
    yield from _kind("notes", spec, PART_KINDS)
    for name, field in spec.fields.items():
        yield from _kind(f"notes.fields.{name}", field, FIELD_KINDS)
    yield from _pattern("notes.pattern", spec.pattern, _NOTE_GROUPS, _groups(spec))
    yield from _pattern("notes.under", spec.under or "", ())
    if spec.level and spec.section_level and spec.section_level <= spec.level:
        yield (
            "notes.section-level",
            f"sections are below notes, so this must be more than {spec.level} (notes.level)",
        )
    for name in spec.order or ():
        if name not in spec.sections:
            yield "notes.order", unknown("section", name, spec.sections)
    if spec.order and len(set(spec.order)) < len(spec.order):
        yield "notes.order", "a section is named twice"
    headings = {name: (s.heading, *s.aliases) for name, s in spec.sections.items()}
    yield from _clear("notes.sections", "heading", headings)
    for place in sorted({kind.labels for kind in FIELD_KINDS.values()} - {""}):
        labels = {
            name: (field.label, *field.aliases)
            for name, field in spec.fields.items()
            if field.kind in FIELD_KINDS and FIELD_KINDS[field.kind].labels == place
        }
        yield from _clear("notes.fields", "label", labels)


def _kind(
    key: str, spec: EntryTable | NoteTable | FieldTable, kinds: Mapping[str, Kind]
) -> Iterator[tuple[str, str]]:
    """Whether there is such a kind, and what it needs."""
    if spec.kind not in kinds:
        yield f"{key}.kind", unknown("value", spec.kind, kinds)
        return
    for name in kinds[spec.kind].requires:
        if getattr(spec, name) is None:
            yield key, f"kind {spec.kind!r} needs the key '{name}'"


def _groups(spec: EntryTable | NoteTable) -> tuple[str, ...]:
    """Return the names of the fields that are named groups of the pattern."""
    return tuple(name for name, field in spec.fields.items() if field.kind == "group")


def _pattern(
    key: str, pattern: str, groups: tuple[str, ...], fields: tuple[str, ...] = ()
) -> Iterator[tuple[str, str]]:
    """Whether it is one; it may have the ``groups``, and has those that are ``fields``."""
    if is_built_in(pattern) and not fields:
        return
    try:
        found = groups_of(pattern)
    except ValueError as error:
        shown = repr(pattern) if len(pattern) <= _SHOWN else f"{pattern[:_SHOWN]!r}…"
        yield key, f"{shown} {error}"
        return
    for group in found if groups else ():
        if group not in (*groups, *fields):
            yield key, unknown("named group", group, (*groups, *fields))
    for field in fields:
        if field not in found:
            yield key, f"there is no named group {field!r} for the field of this name"


def _clear(
    key: str, what: str, spellings: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[str, str]]:
    """Yield the spellings that stand for two sections, or fields."""
    owners: dict[str, str] = {}
    for name, its in spellings.items():
        for spelling in its:
            owner = owners.setdefault(spelling.casefold(), name)
            if owner != name:
                yield f"{key}.{name}", f"{what} {spelling!r} already belongs to {owner!r}"

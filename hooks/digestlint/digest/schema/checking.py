"""Checks that types cannot express: valid patterns, known names, unambiguous headings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from digestlint._runtime.errors import KeyPath
from digestlint._runtime.language import say
from digestlint._runtime.suggestions import unknown
from digestlint.digest.schema.kinds import FIELD_KINDS, PART_KINDS, Kind
from digestlint.digest.schema.languages import is_language
from digestlint.digest.schema.searching import groups_of, is_built_in
from digestlint.digest.schema.tables import (
    EntryTable,
    FieldTable,
    MatchTable,
    NoneOfTable,
    NoteTable,
    SchemaTable,
)

Problem = tuple[KeyPath, str]  # the key, and one sentence

# The named groups that a pattern can have; anything else would be ignored in silence.
_ENTRY_GROUPS = ("title", "date", "number", "url")
_NOTE_GROUPS = ("title", "number", "url")
_COUNT_GROUPS = ("count",)
_SHOWN = 40  # characters of a pattern that is wrong
_SIGNS = ("headings", "front_matter", "path", "body", "least_parts", "least_share")


def find_problems(table: SchemaTable) -> Iterator[Problem]:
    """Yield the problems of a schema."""
    yield from _match(table.match)
    if table.entries:
        yield from _entries(table.entries)
    if table.notes:
        yield from _notes(table.notes)
    if not table.entries and not table.notes:
        for name in ("least_share", "least_parts"):
            if getattr(table.match, name):
                yield (
                    ("match", name.replace("_", "-")),
                    say("there is nothing to count without entries and notes"),
                )
    for name, count in table.counts.items():
        key: KeyPath = ("counts", name, "pattern")
        found = list(_pattern(key, count.pattern, _COUNT_GROUPS))
        yield from found
        if not found and "count" not in groups_of(count.pattern):
            yield key, say("the named group 'count' is needed: '(?P<count>\\d+)'")
        if getattr(table, count.of) is None:
            yield ("counts", name, "of"), say("the schema has no {of} to be counted", of=count.of)


def _match(spec: MatchTable) -> Iterator[Problem]:
    if not any(getattr(spec, name) for name in _SIGNS):
        yield (
            ("match",),
            say(
                "one of the keys headings, front-matter, path, body, least-parts and "
                "least-share is needed"
            ),
        )
    matches: list[tuple[KeyPath, MatchTable | NoneOfTable | None]] = [(("match",), spec)]
    matches.append((("match", "none-of"), spec.none_of))
    for key, table in matches:
        if table is not None:
            for name in ("headings", "path", "body"):
                for i, pattern in enumerate(getattr(table, name)):
                    yield from _pattern((*key, name, i), pattern, ())
            for name, pattern in table.front_matter.items():
                yield from _pattern((*key, "front-matter", name), pattern, ())


def _entries(spec: EntryTable) -> Iterator[Problem]:
    yield from _kind(("entries",), spec, PART_KINDS)
    yield from _pattern(("entries", "pattern"), spec.pattern, _ENTRY_GROUPS, _groups(spec))
    yield from _pattern(("entries", "under"), spec.under or "", ())
    yield from _fields(("entries", "fields"), spec.fields)


def _notes(spec: NoteTable) -> Iterator[Problem]:
    yield from _kind(("notes",), spec, PART_KINDS)
    yield from _pattern(("notes", "pattern"), spec.pattern, _NOTE_GROUPS, _groups(spec))
    yield from _pattern(("notes", "under"), spec.under or "", ())
    yield from _fields(("notes", "fields"), spec.fields)
    if (
        spec.kind == "heading"
        and spec.level
        and spec.section_level
        and spec.section_level <= spec.level
    ):
        yield (
            ("notes", "section-level"),
            say(
                ("sections are below notes, so this must be more than {level} (notes.level)"),
                level=spec.level,
            ),
        )
    if spec.section_level and not spec.sections:
        yield ("notes", "section-level"), say("the notes have no sections")
    for i, name in enumerate(spec.order or ()):
        if name not in spec.sections:
            yield ("notes", "order", i), unknown("section", name, spec.sections)
    if spec.order and len(set(spec.order)) < len(spec.order):
        yield ("notes", "order"), say("a section is named twice")
    headings = {name: (s.heading, *s.aliases) for name, s in spec.sections.items()}
    yield from _clear(("notes", "sections"), "heading", headings)
    for name, section in spec.sections.items():
        yield from _language(("notes", "sections", name), section.language)


def _fields(key: KeyPath, specs: Mapping[str, FieldTable]) -> Iterator[Problem]:
    for name, field in specs.items():
        yield from _kind((*key, name), field, FIELD_KINDS)
        yield from _pattern((*key, name, "value"), field.value or "", ())
        yield from _language((*key, name), field.language)
    for place in sorted({kind.labels for kind in FIELD_KINDS.values()} - {""}):
        labels = {
            name: (field.label, *field.aliases)
            for name, field in specs.items()
            if field.kind in FIELD_KINDS and FIELD_KINDS[field.kind].labels == place
        }
        yield from _clear(key, "label", labels)


def _language(key: KeyPath, language: str | None) -> Iterator[Problem]:
    if language is not None and not is_language(language):
        yield (
            (*key, "language"),
            say("{language} is not the code of a language, such as 'zh'", language=repr(language)),
        )


def _kind(
    key: KeyPath, spec: EntryTable | NoteTable | FieldTable, kinds: Mapping[str, Kind]
) -> Iterator[Problem]:
    """Whether there is such a kind, and what it needs."""
    if spec.kind not in kinds:
        yield (*key, "kind"), unknown("value", spec.kind, kinds)
        return
    kind = kinds[spec.kind]
    for name in kind.requires:
        if getattr(spec, name) is None:
            yield key, say("kind {kind} needs the key '{name}'", kind=repr(spec.kind), name=name)
    if not kind.has_levels and getattr(spec, "level", None) is not None:
        yield (*key, "level"), say("kind {kind} has no levels", kind=repr(spec.kind))


def _groups(spec: EntryTable | NoteTable) -> tuple[str, ...]:
    """Return the names of the fields that are named groups of the pattern."""
    return tuple(name for name, field in spec.fields.items() if field.kind == "group")


def _pattern(
    key: KeyPath, pattern: str, groups: tuple[str, ...], fields: tuple[str, ...] = ()
) -> Iterator[Problem]:
    """Whether it can be used; it may have the ``groups``, and has those that are ``fields``."""
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
            yield (
                key,
                say(
                    "there is no named group {field} for the field of this name", field=repr(field)
                ),
            )


def _clear(key: KeyPath, what: str, spellings: Mapping[str, tuple[str, ...]]) -> Iterator[Problem]:
    """Yield the spellings that stand for two sections, or fields."""
    owners: dict[str, str] = {}
    for name, its in spellings.items():
        for spelling in its:
            owner = owners.setdefault(spelling.casefold(), name)
            if owner != name:
                yield (
                    (*key, name),
                    say(
                        "{what} {spelling} already belongs to {owner}",
                        what=what,
                        spelling=repr(spelling),
                        owner=repr(owner),
                    ),
                )

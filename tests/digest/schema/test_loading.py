from __future__ import annotations

from typing import Any

import msgspec
import pytest

from digestlint.digest.choosing import choose
from digestlint.digest.schema import SchemaError, Signs, by_name, kinds, load_schemas
from digestlint.digest.schema.builtin_schemas import SCHEMAS
from digestlint.digest.schema.count_specs import CountSpec
from digestlint.digest.schema.loading import built_in, builtin_tables
from digestlint.digest.schema.match_specs import MatchSpec, NoneOfSpec
from digestlint.digest.schema.specs import (
    EntrySpec,
    FieldSpec,
    NoteSpec,
    Schema,
    SectionSpec,
)
from digestlint.digest.schema.tables import (
    CountTable,
    EntryTable,
    FieldTable,
    MatchTable,
    NoneOfTable,
    NoteTable,
    SchemaTable,
    SectionTable,
)

MATCH = {"match": {"headings": ["^Papers"]}}


def notes(**keys: Any) -> dict[str, Any]:
    return {**MATCH, "notes": {"level": 2, **keys}}


def test_the_built_in_schemas_load_and_choose_by_content() -> None:
    schemas = load_schemas()
    assert [(s.name, s.built_in) for s in schemas][:2] == [("survey", True), ("daily", True)]
    assert all(schema.built_in for schema in schemas)
    cases = [
        (["Paper List from BIB File: x", "TLDR/Notes"], "survey"),
        (["Papers for 2025-10-03", "0.[A](b)"], "daily"),
        (["Papers for 2025-10-03"], None),
        (["Readme"], None),
    ]
    for headings, expected in cases:
        found = choose(None, schemas[:2], Signs(headings))
        assert (found.name if found else None) == expected


@pytest.mark.parametrize(
    ("model", "table"),
    [
        (MatchSpec, MatchTable),
        (NoneOfSpec, NoneOfTable),
        (CountSpec, CountTable),
        (EntrySpec, EntryTable),
        (SectionSpec, SectionTable),
        (FieldSpec, FieldTable),
        (NoteSpec, NoteTable),
    ],
)
def test_what_a_table_sets_has_the_same_names_and_defaults(model: Any, table: Any) -> None:
    assert set(model._fields) == set(table.__struct_fields__)
    defaults = {f.name: f for f in msgspec.structs.fields(table) if not f.required}
    assert model._field_defaults == {
        name: f.default if f.default_factory is msgspec.NODEFAULT else f.default_factory()
        for name, f in defaults.items()
    }


def test_a_schema_has_the_parts_of_its_table() -> None:
    written = set(SchemaTable.__struct_fields__) - {"extends"}
    assert written == set(Schema._fields) - {"name", "built_in"}


def test_the_built_in_schemas_are_those_of_the_toml_files() -> None:
    assert tuple(built_in(name) for name in builtin_tables()) == SCHEMAS


def test_a_users_schema_comes_first_and_can_replace_a_built_in_one() -> None:
    schemas = load_schemas({"mine": MATCH, "daily": MATCH})
    assert [(s.name, s.built_in) for s in schemas][:3] == [
        ("mine", False),
        ("daily", False),
        ("survey", True),
    ]


def test_extends_takes_over_and_overrides_key_by_key() -> None:
    table = {
        "extends": "survey",
        "match": {"headings": ["^Reading list"]},
        "notes": {
            "sections": {
                "method": {"heading": "Method", "aliases": ["Approach"]},
                "limits": {"heading": "Limits", "required": False},
            }
        },
    }
    mine, survey = load_schemas({"mine": table})[:2]
    assert mine.match.headings == ("^Reading list",)
    assert mine.entries == survey.entries
    assert mine.notes is not None and survey.notes is not None
    assert mine.notes.pattern == survey.notes.pattern
    assert list(mine.notes.sections) == [*survey.notes.sections, "limits"]
    method = mine.notes.sections["method"]
    # The heading that was canonical stays known.
    assert (method.heading, method.aliases) == (
        "Method",
        ("Approach", "🚀 核心方法（介绍本文的几个创新点）"),
    )
    assert survey.notes.sections["method"].heading.startswith("🚀")


def test_extends_works_through_several_schemas() -> None:
    tables: dict[str, dict[str, Any]] = {
        "a": {"extends": "b", "notes": {"fields": {"x": {"label": "Two"}}}},
        "b": {"extends": "c", "description": "from b"},
        "c": notes(fields={"x": {"label": "One", "aliases": ["Uno"]}}),
    }
    a = by_name(load_schemas(tables), "a")
    assert a.description == "from b"
    assert a.notes is not None
    assert (a.notes.fields["x"].label, a.notes.fields["x"].aliases) == ("Two", ("Uno", "One"))


def test_a_built_in_schema_can_be_changed_in_place() -> None:
    changed = load_schemas({"survey": {"extends": "survey", "notes": {"ordered": False}}})[0]
    assert (changed.name, changed.built_in) == ("survey", False)
    assert changed.notes is not None
    assert changed.notes.sequence == ()


def test_sequence() -> None:
    sections = {name: {"heading": name} for name in ("x", "y", "z")}
    cases: list[tuple[dict[str, Any], tuple[str, ...]]] = [
        ({}, ("x", "y", "z")),
        ({"order": ["z", "x"]}, ("z", "x")),
        ({"order": []}, ()),
        ({"ordered": False, "order": ["z", "x"]}, ()),
    ]
    for keys, expected in cases:
        found = load_schemas({"s": notes(sections=sections, **keys)})[0].notes
        assert found is not None and found.sequence == expected


PROBLEMS: list[tuple[dict[str, Any], str]] = [
    ({}, "schemas.s: the key 'match' is missing"),
    (
        {"match": {"headings": []}},
        "schemas.s.match: one of the keys headings, front-matter, path, body, least-parts and "
        "least-share is needed",
    ),
    (
        {"match": {"headings": ["x"], "none-of": {"body": ["("]}}},
        "schemas.s.match.none-of.body[0]: '(' is not a regular expression",
    ),
    (
        {"match": {"headings": ["("]}},
        "schemas.s.match.headings[0]: '(' is not a regular expression",
    ),
    ({**MATCH, "entries": {"pattern": "["}}, "schemas.s.entries.pattern: '[' is not a regular"),
    (
        {**MATCH, "entries": {"pattern": "(?P<titel>.+)"}},
        "schemas.s.entries.pattern: there is no named group 'titel'; did you mean 'title'?",
    ),
    (notes(pattern="(?P<date>.)"), "schemas.s.notes.pattern: there is no named group 'date'"),
    (notes(under="*"), "schemas.s.notes.under: '*' is not a regular expression"),
    (notes(**{"section-level": 2}), "schemas.s.notes.section-level: sections are below notes"),
    (
        notes(sections={"x": {"heading": "X"}}, order=["y"]),
        "schemas.s.notes.order[0]: there is no section 'y'",
    ),
    (notes(sections={"x": {"heading": "X"}}, order=["x", "x"]), "a section is named twice"),
    (notes(sections={"x": {"heading": ""}}), "notes.sections"),
    (
        notes(sections={"x": {"heading": "X"}, "y": {"heading": "Y", "aliases": ["x"]}}),
        "schemas.s.notes.sections.y: heading 'x' already belongs to 'x'",
    ),
    (
        notes(fields={"x": {"label": "X"}, "y": {"label": "X"}}),
        "schemas.s.notes.fields.y: label 'X' already belongs to 'x'",
    ),
    ({**MATCH, "extends": "surveys"}, "there is no schema 'surveys'; did you mean 'survey'?"),
    ({**MATCH, "extends": "s"}, "schemas.s.extends: 's' cannot extend itself"),
    ({**MATCH, "extends": ["survey"]}, "schemas.s.extends: must be a string, not"),
    ({"extends": "survey", "notes": {"sections": 3}}, "notes.sections: must be a table"),
    (
        {"extends": "survey", "notes": {"sections": {"method": {"heading": 3, "aliases": 4}}}},
        "heading: must be a string",
    ),
    (
        {**MATCH, "entries": {"pattern": "x", "kind": "list-items"}},
        "schemas.s.entries.kind: there is no value 'list-items'; did you mean 'list-item'?",
    ),
    (
        notes(fields={"x": {"label": "X", "kind": "bold"}}),
        "schemas.s.notes.fields.x.kind: there is no value 'bold'; did you mean 'bold-label'?",
    ),
    (
        notes(fields={"x": {"label": "X", "kind": 3}}),
        "schemas.s.notes.fields.x.kind: must be a string",
    ),
    (
        {**MATCH, "entries": {"pattern": "x", "fields": {"a.b": {"label": ""}}}},
        "schemas.s.entries.fields.a.b.label: must not be empty",
    ),
    (
        {**MATCH, "entries": {"pattern": "x", "links": {"papr": ["x"]}}},
        "schemas.s.entries.links: there is no key 'papr'; did you mean 'paper'?",
    ),
    (
        notes(fields={"x": {"label": "X"}, "y": {"label": "Y", "typ": "date"}}),
        "schemas.s.notes.fields.y: there is no setting 'typ'; did you mean 'type'?",
    ),
    (
        notes(fields={"x": {"label": "X", "value": "("}}),
        "schemas.s.notes.fields.x.value: '(' is not a regular expression",
    ),
    (
        notes(fields={"x": {"label": "X", "language": "chinese"}}),
        "schemas.s.notes.fields.x.language: 'chinese' is not the code of a language, such as 'zh'",
    ),
    (
        notes(sections={"x": {"heading": "X", "language": "zh-"}}),
        "schemas.s.notes.sections.x.language: 'zh-' is not the code of a language",
    ),
    (
        {**MATCH, "entries": {"pattern": "x", "fields": {"x": {"label": "X", "language": "zz"}}}},
        "schemas.s.entries.fields.x.language: 'zz' is not the code",
    ),
    (
        {**notes(), "counts": {"c": {"pattern": r"(?P<number>\d+)"}}},
        "schemas.s.counts.c.pattern: there is no named group 'number'; known: count",
    ),
    (
        {**notes(), "counts": {"c": {"pattern": r"\d+"}}},
        "schemas.s.counts.c.pattern: the named group 'count' is needed: '(?P<count>\\d+)'",
    ),
    (
        {**notes(), "counts": {"c": {"pattern": r"(?P<count>\d+)", "of": "entries"}}},
        "schemas.s.counts.c.of: the schema has no entries to be counted",
    ),
    (
        {"match": {"least-share": 0.5}},
        "schemas.s.match.least-share: there is nothing to count without entries and notes",
    ),
    (
        {"match": {"least-parts": 5}},
        "schemas.s.match.least-parts: there is nothing to count without entries and notes",
    ),
    (notes(**{"section-level": 4}), "schemas.s.notes.section-level: the notes have no sections"),
    (
        notes(fields={"x": {"label": "X", "kind": "list-label"}, "y": {"label": "x"}}),
        "schemas.s.notes.fields.y: label 'x' already belongs to 'x'",
    ),
    (notes(kind="xyz"), "schemas.s.notes.kind: there is no value 'xyz'; known: heading"),
    (
        notes(kind="table"),
        "schemas.s.notes.kind: there is no value 'table'; did you mean 'table-row'?",
    ),
]


@pytest.mark.parametrize(("table", "message"), PROBLEMS)
def test_says_what_is_wrong(table: dict[str, Any], message: str) -> None:
    with pytest.raises(SchemaError) as caught:
        load_schemas({"s": table})
    assert message in str(caught.value)


def test_a_circle_of_extends_is_an_error() -> None:
    with pytest.raises(SchemaError, match="extends"):
        load_schemas({"a": {"extends": "b"}, "b": {"extends": "a"}})


def test_an_unknown_name_gets_the_nearest_one() -> None:
    with pytest.raises(SchemaError, match="did you mean 'daily'"):
        by_name(load_schemas(), "dayly")


def test_labels_in_different_places_may_be_alike() -> None:
    kinds = ("bold-label", "column", "front-matter", "summary-label")
    fields = {kind: {"kind": kind, "label": "Date"} for kind in kinds}
    (schema, *_) = load_schemas({"s": notes(fields=fields)})
    assert schema.notes is not None and len(schema.notes.fields) == 4


def test_kinds_without_levels(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(kinds.PART_KINDS, "line", kinds.Kind("nothing", has_levels=False))
    with pytest.raises(SchemaError, match=r"schemas\.s\.notes\.level: kind 'line' has no levels"):
        load_schemas({"s": notes(kind="line")})


@pytest.mark.parametrize("code", ["zh", "zh-Hant", "en", "pt-BR", "ZH", "sr-Latn-RS"])
def test_codes_of_languages(code: str) -> None:
    sections = {"x": {"heading": "X", "language": code}}
    assert load_schemas({"s": notes(sections=sections)})[0].name == "s"

"""Fields without labels: named groups of the pattern, and lines in italics."""

from __future__ import annotations

from typing import Any

import pytest

from digestlint.digest.building import build
from digestlint.digest.readers.fields import Fields
from digestlint.digest.schema import FieldSpec, SchemaError, load_schemas
from digestlint.markdown import Span, parse


def schema_with(part: str, **keys: Any) -> Any:
    loaded = load_schemas({"x": {"match": {"path": ["x"]}, part: keys}})
    return next(schema for schema in loaded if schema.name == "x")


def test_groups_of_entries_and_notes() -> None:
    text = "- 2025-03-17 | Bremen | [Tides]\n- 2025-03-18 | [Gulls]\n"
    schema = schema_with(
        "entries",
        pattern=r"^(?P<date>\S+) \| (?:(?P<place>\w+) \| )?\[(?P<title>\w+)\]",
        fields={
            "title": {"kind": "group", "label": "Title"},
            "place": {"kind": "group", "label": "Place"},
        },
    )
    _, digest = build(parse(text), schema)
    assert [[(f.name, text[slice(*f.value)]) for f in e.fields] for e in digest.entries] == [
        [("place", "Bremen"), ("title", "Tides")],
        [("title", "Gulls")],
    ]
    assert {f.label.end - f.label.start for e in digest.entries for f in e.fields} == {0}
    schema = schema_with(
        "notes",
        level=1,
        pattern=r"^(?P<title>\w+) \((?P<venue>.*)\)",
        fields={"venue": {"kind": "group", "label": "Venue"}},
    )
    _, digest = build(parse("# Tides ()\n"), schema)
    assert [field.value for field in digest.notes[0].fields] == [(9, 9)]


@pytest.mark.parametrize("part", ["entries", "notes"])
def test_a_pattern_has_the_groups_that_are_fields_and_no_others(part: str) -> None:
    field = {"kind": "group", "label": "Place"}
    with pytest.raises(SchemaError, match=f"{part}.pattern: there is no named group 'place' for"):
        schema_with(part, pattern="^(?P<title>.+)$", fields={"place": field})
    with pytest.raises(SchemaError, match="no named group 'plac'; did you mean 'place'"):
        schema_with(part, pattern="^(?P<plac>.+)$", fields={"place": field})
    with pytest.raises(SchemaError, match="no named group 'place'; known:"):
        schema_with(part, pattern="^(?P<place>.+)$", fields={"place": {"label": "Place"}})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("*A, B*\n\ntext\n", ["A, B"]),
        ("\n_A, B_  \n*2025*\n*more*\n", ["A, B", "2025"]),
        ("> *A\\* B, C*<br>\n>\n> _D_\\\n", ["A\\* B, C", "D"]),
        ("[![x](y)](z)\n<div>\n*A*", ["A"]),
        ("text\n*A*\n", []),
        ("**A**\n", []),
        ("*A* and *B*\n", []),
        ("* A\n", []),
        ("*A\n", []),
        ("", []),
    ],
)
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_lines_in_italics(text: str, expected: list[str], ending: str) -> None:
    text = text.replace("\n", ending)
    specs = {name: FieldSpec(label=name, kind="italic-line") for name in ("authors", "date")}
    fields = Fields(specs).read(parse(text), Span(0, len(text)))
    assert [text[slice(*field.value)] for field in fields] == expected
    assert [field.name for field in fields] == ["authors", "date"][: len(expected)]

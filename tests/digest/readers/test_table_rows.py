"""Rows of tables are entries or notes, and their cells fields."""

from __future__ import annotations

from typing import Any

import pytest

from digestlint.digest.building import build
from digestlint.digest.nodes import Digest
from digestlint.digest.schema import load_schemas
from digestlint.markdown import parse

TITLE = {"kind": "column", "label": "Title", "aliases": ["标题"]}
DATE = {"kind": "column", "label": "Date"}
CODE = {"kind": "column", "label": "Code", "required": False}
TEXT = """\
# Papers

| Date | **Title** | Code |
|:-----|---|---|
| 2025-03-17 | [Slow Tides](https://arxiv.org/abs/2503.00001) | |
| 2025-03-18 | 1) **Loud Gulls** - a note<br>Place: Bremen | [code](x) |

> |标题|Date
> |---|---
> |Calm Seas| **2025-03-19**
> |Rough Seas

| Name | Date |
|---|---|
| no paper | 2025 |
"""


def digest_of(text: str, fields: dict[str, Any], pattern: str = "^(?P<title>.+)$") -> Digest:
    spec = {"kind": "table-row", "pattern": pattern, "fields": fields}
    for part in ("entries", "notes"):
        loaded = load_schemas({"x": {"match": {"path": ["x"]}, part: spec}})
        schema = next(schema for schema in loaded if schema.name == "x")
        _, digest = build(parse(text), schema)
    assert len(digest.notes) + len(digest.misfits) > 0 or not text
    return digest


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_rows_of_tables_with_the_columns(ending: str) -> None:
    text = TEXT.replace("\n", ending)
    place = {"kind": "label", "label": "Place", "required": False}
    fields = {"title": TITLE, "date": DATE, "code": CODE, "place": place}
    digest = digest_of(text, fields, r"^(?:\d+\) )?(?:\*\*|\[)?(?P<title>[A-Z][^*\]]+)")
    assert [
        (
            note.title and note.title.text,
            note.name,
            note.url and note.url.text,
            {field.name: text[slice(*field.value)] for field in note.fields},
        )
        for note in digest.notes
    ] == [
        (
            "Slow Tides",
            "Slow Tides",
            "https://arxiv.org/abs/2503.00001",
            {
                "date": "2025-03-17",
                "title": "[Slow Tides](https://arxiv.org/abs/2503.00001)",
                "code": "",
            },
        ),
        (
            "Loud Gulls",
            "1) Loud Gulls - a note Place: Bremen",
            None,
            {
                "date": "2025-03-18",
                "title": "1) **Loud Gulls** - a note<br>",
                "place": " Bremen",
                "code": "[code](x)",
            },
        ),
        ("Calm Seas", "Calm Seas", None, {"title": "Calm Seas", "date": "**2025-03-19**"}),
        ("Rough Seas", "Rough Seas", None, {"title": "Rough Seas"}),
    ]
    assert text[slice(*digest.notes[0].span)].startswith("| 2025-03-17")
    assert text[slice(*digest.notes[0].span)].endswith(f"| |{ending}")
    assert digest.misfits == []


def test_a_table_needs_all_columns_that_are_required() -> None:
    text = (
        "| Title |\n|---|\n| A |\n\n| Date |\n|---|\n| x |\n\n| Title | Date |\n|-|-|\n| B | x |\n"
    )
    digest = digest_of(text, {"title": TITLE, "date": DATE})
    assert [note.name for note in digest.notes] == ["B"]
    digest = digest_of(text, {"title": TITLE, "date": DATE | {"required": False}})
    assert [note.name for note in digest.notes] == ["A", "B"]
    digest = digest_of(text, {"date": DATE | {"required": "usual"}, "title": CODE})
    assert [note.name for note in digest.notes] == ["x", "B x"]


def test_the_pattern_is_for_the_row_without_a_title() -> None:
    text = "| Date | Paper |\n|---|---|\n| 17 | A |\n| - | B |\n"
    digest = digest_of(text, {"date": DATE}, r"^(?P<number>\d+) \| (?P<title>\w)$")
    assert [(n.number and n.number.text, n.title and n.title.text) for n in digest.notes] == [
        ("17", "A")
    ]
    assert [text[slice(*span)] for span in digest.misfits] == ["| - | B |\n"]


def test_what_is_before_a_cell_is_its_label() -> None:
    text = "| Date | Title |\n|---|---|\n| 17 | |\n"
    digest = digest_of(text, {"date": DATE})
    (note,) = digest.notes
    assert [text[slice(*field.label)] for field in note.fields] == ["| "]


def test_below_a_heading_only() -> None:
    text = "# A\n" + TEXT + "# B\n" + TEXT
    spec = {"kind": "table-row", "pattern": "^.", "under": "^B$", "fields": {"title": TITLE}}
    schemas = load_schemas({"x": {"match": {"path": ["x"]}, "entries": spec | {"pattern": "^."}}})
    _, digest = build(parse(text), next(s for s in schemas if s.name == "x"))
    assert digest.entries == []
    text = text.replace("# Papers", "")
    _, digest = build(parse(text), next(s for s in schemas if s.name == "x"))
    assert len(digest.entries) == 4 and digest.entries[0].span.start > text.index("# B")
    assert [field.name for field in digest.entries[0].fields] == ["title"]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_row_that_a_line_break_splits_is_one(ending: str) -> None:
    text = """\
| Date | Title | Code |
|---|---|---|
| 2025-03-17 | Slow
 Tides | [code](x) |
| 2025-03-18 | Loud
| 2025-03-19 | Calm Seas | |
| 2025-03-20 | Rough
| Seas | |
| 2025-03-21 | Last
""".replace("\n", ending)
    digest = digest_of(text, {"title": TITLE, "date": DATE, "code": CODE}, "^(?P<title>[^|]+)")
    assert [
        (
            " ".join(note.title.text.split()) if note.title else None,
            [text[slice(*field.value)] for field in note.fields if field.name != "title"],
        )
        for note in digest.notes
    ] == [
        ("Slow Tides", ["2025-03-17", "[code](x)"]),
        ("Loud", ["2025-03-18"]),
        ("Calm Seas", ["2025-03-19", ""]),
        ("Rough", ["2025-03-20"]),
        ("Last", ["2025-03-21"]),
    ]

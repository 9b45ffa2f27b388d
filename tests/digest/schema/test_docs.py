"""The schema documentation is true: its examples work, and its tables name every key."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import msgspec
import pytest

from digestlint.digest.schema.builtin_schemas import SCHEMAS
from digestlint.digest.schema.kinds import FIELD_KINDS, PART_KINDS
from digestlint.digest.schema.tables import (
    CountTable,
    EntryTable,
    FieldTable,
    MatchTable,
    NoteTable,
    SchemaTable,
    SectionTable,
)
from digestlint.lint.linter import lint
from tests.frames import open_with
from tests.places import ROOT

TEXT = (ROOT / "docs" / "schemas.md").read_text(encoding="utf-8")
TABLES: dict[str, type[Any]] = {
    "The schema itself": SchemaTable,
    "`match`": MatchTable,
    "`entries`": EntryTable,
    "`notes`": NoteTable,
    "`notes.sections.<name>`": SectionTable,
    "`notes.fields.<name>`": FieldTable,
    "`counts.<name>`": CountTable,
}


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", TEXT, re.DOTALL | re.MULTILINE)


def schemas(toml: str) -> dict[str, Any]:
    table = tomllib.loads(toml)
    table = table.get("tool", {}).get("digestlint", table)
    found: dict[str, Any] = table["schemas"]
    return found


def test_the_example_schema_reads_the_example_digest() -> None:
    (digest,), toml = blocks("markdown"), blocks("toml")[1]
    document = open_with(schemas(toml), digest, "SEC")
    assert document.digest is not None
    (entry,), (note,) = document.digest.entries, document.digest.notes
    assert entry.title is not None and entry.date is not None
    assert entry.title.text == "Ferry-R1: Teaching Small Models to Ask"
    assert entry.date.text == "2025-03-17"
    assert entry.links["notes"].destination == "#ferry-r1-teaching-small-models-to-ask"
    assert [(s.name, s.canonical) for s in note.sections] == [("summary", True), ("lessons", True)]
    assert [f.name for f in note.fields] == ["venue", "topic"]
    assert lint(document) == []


def test_the_example_change_makes_the_short_heading_canonical() -> None:
    text = "# Paper List\n\n# TLDR/Notes\n## a\n### 🚀 核心方法（介绍本文的几个创新点）\n文。\n"
    changed = open_with(schemas(blocks("toml")[0]), text, "SEC004")
    assert [str(d.message).endswith("should be '🚀 核心方法'") for d in lint(changed)] == [True]


@pytest.mark.parametrize("title", TABLES)
def test_the_tables_name_every_key(title: str) -> None:
    part = TEXT.split(f"### {title}\n")[1].split("\n#")[0]
    keys = re.findall(r"^\| `([a-z-]+)` \|", part, re.MULTILINE)
    assert sorted(keys) == sorted(
        field.encode_name for field in msgspec.structs.fields(TABLES[title])
    )


def test_the_page_has_all_kinds() -> None:
    table = TEXT.partition("| what | kinds |\n")[2].partition("\n\n")[0].splitlines()[1:]
    rows = {
        "entries and notes": PART_KINDS,
        "fields": FIELD_KINDS,
    }
    expected = [
        f"| {what} | {', '.join(f'`{kind}`' for kind in kinds)} |" for what, kinds in rows.items()
    ]
    assert table == expected, "write the table of docs/schemas.md, section Other shapes, like this"


def test_the_page_names_all_built_in_schemas() -> None:
    table = TEXT.partition("| kind of digest | schemas |\n")[2].partition("\n\n")[0]
    named = re.findall(r"`([a-z-]+)`", table.replace("`<details>`", ""))
    assert sorted(named) == sorted(schema.name for schema in SCHEMAS)

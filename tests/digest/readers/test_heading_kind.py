"""Headings begin entries and notes, but for what a rule below a paragraph makes one."""

from __future__ import annotations

import pytest

from digestlint.digest.building import build
from digestlint.digest.schema import load_schemas
from digestlint.markdown import parse

LONG = "Abstract: " + "A small model restates the question before it answers. " * 5


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (f"### A\n\n{LONG}\n---\n\n### B\n\nAbstract: x\n", ["A", "B"]),
        (f"### A\nAbstract: x\n\n## {LONG}\n", ["A", LONG.strip()]),
        ("### A\nAbstract: x\n\nB\n---\nAbstract: x\n", ["A", "B"]),
    ],
)
def test_prose_that_a_rule_makes_a_heading_is_none(text: str, names: list[str]) -> None:
    notes = {"fields": {"abstract": {"kind": "label", "label": "Abstract"}}}
    (schema, *_) = load_schemas({"x": {"match": {"path": ["x"]}, "notes": notes}})
    digest = build(parse(text), schema)[1]
    assert [note.name for note in digest.notes] == names
    assert all(note.fields for note in digest.notes if note.name != LONG.strip())

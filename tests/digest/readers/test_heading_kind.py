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


@pytest.mark.parametrize(
    ("text", "names", "misfits"),
    [
        # What is below deeper headings belongs to the note above.
        ("## A\nBy: a\n\n### x\n\n#### y\n\n## B\nBy: b\n\n### x\n\n## C\nBy: c\n", "ABC", 0),
        # Others of the same level are none, and neither is what is below them.
        ("## A\nBy: a\n\n## B\nBy: b\n\n## x\nz\n\n### y\n\n## C\nBy: c\n", "ABC", 2),
        ("# x\nz\n\n## A\nBy: a\n\n## B\nBy: b\n\n## C\nBy: c\n\n# y\n", "ABC", 2),
        # A heading right above a deeper one is a category.
        ("# x\n\n## A\nBy: a\n\n## B\nBy: b\n\n## C\nBy: c\n\n# y\n", "ABC", 1),
        ("## x\n\n### A\nBy: a\n\n## y\n\n### B\nBy: b\n\n## z\nnone\n", "AB", 1),
        # Notes of two levels, or of two papers: nothing is said about what is below.
        ("## A\nBy: a\n\n### B\nBy: b\n\n### x\n\n## C\nBy: c\n", "ABC", 1),
        ("## A\nBy: a\n\n### x\n\n## B\nBy: b\n", "AB", 1),
    ],
)
def test_deeper_headings_are_part_of_notes(text: str, names: str, misfits: int) -> None:
    notes = {"fields": {"by": {"kind": "label", "label": "By"}}, "least-fields": 1}
    (schema, *_) = load_schemas({"x": {"match": {"path": ["x"]}, "notes": notes}})
    digest = build(parse(text), schema)[1]
    assert [note.name for note in digest.notes] == list(names)
    assert len(digest.misfits) == misfits
    ends = [note.span.end for note in digest.notes]
    assert misfits or ends == [*(note.span.start for note in digest.notes[1:]), len(text)]

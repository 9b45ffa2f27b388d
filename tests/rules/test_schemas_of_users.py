"""What a user's schema leaves out: titles of entries, the list of papers, the notes."""

from __future__ import annotations

from typing import Any

import pytest

from digestlint.lint.linter import lint
from tests.frames import open_with

TEXT = """# Week 12
- 2025-03-17 [more](#kelp)
- 2025-03-18 [more](#tide)

# Notes
## Kelp
Text.
"""
MATCH = {"headings": [r"^Week \d+$"]}
ENTRIES = {
    "under": r"^Week \d+$",
    "pattern": r"^(?P<date>\d{4}-\d\d-\d\d)",
    "links": {"notes": ["more"]},
}
NOTES = {
    "under": "^Notes$",
    "level": 2,
    "section-level": 3,
    "sections": {name: {"heading": name.title(), "required": True} for name in ("aim", "means")},
}
NO_SECTION = "the notes have no sections; the first should be 'Aim'"
GONE = "no heading or id '#tide' in this file"


def said(schema: dict[str, Any], *rules: str) -> list[tuple[int, str]]:
    document = open_with({"own": {"match": MATCH, **schema}}, TEXT, *rules)
    return [(document.lines.position(d.start)[0], str(d.message)) for d in lint(document)]


def test_entries_without_titles() -> None:
    assert said({"entries": ENTRIES, "notes": NOTES}, "TOC") == [
        (3, "this entry has no notes; write them, or remove the entry")
    ]


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"entries": ENTRIES, "notes": NOTES}, [(3, GONE), (6, NO_SECTION)]),
        ({"notes": NOTES}, [(3, GONE), (6, NO_SECTION)]),
        ({"entries": ENTRIES}, [(3, GONE)]),
        ({}, [(3, GONE)]),
    ],
)
def test_rules_say_nothing_of_what_the_schema_leaves_out(
    schema: dict[str, Any], expected: list[tuple[int, str]]
) -> None:
    assert [row for row in said(schema, "ALL") if "this entry" not in row[1]] == expected

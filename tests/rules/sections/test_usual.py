"""`required = "usual"`: what nearly all other notes of the file have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from digestlint.lint.linter import lint
from tests.frames import open_with

FIELDS = {
    "venue": {"label": "Venue", "required": "usual"},
    "topic": {"label": "Topic", "required": "usual"},
    "code": {"label": "Code", "required": False, "body": "optional"},
}
SECTIONS = {
    "aim": {"heading": "Aim", "required": "usual"},
    "means": {"heading": "Means", "required": "usual"},
}
BOTH = "**Venue**: ICLR\n**Topic**: tides\n"


def said(part: dict[str, Any], notes: Sequence[str], *rules: str) -> list[tuple[int, str]]:
    """What is said of which note, counted from 0."""
    schema = {"match": {"headings": ["^Papers$"]}, "notes": {"level": 2, **part}}
    text = "# Papers\n" + "".join(f"\n## Paper {n}\n{note}" for n, note in enumerate(notes))
    document = open_with({"own": schema}, text, *rules)
    assert document.digest
    starts = [note.span.start for note in document.digest.notes]
    assert len(starts) == len(notes)
    return [
        (sum(start <= found.start for start in starts) - 1, str(found.message))
        for found in lint(document)
    ]


NO_TOPIC = "the summary has no field 'Topic', which {} of the other {} have"


@pytest.mark.parametrize(
    ("notes", "expected"),
    [
        ([BOTH] * 5 + ["**Venue**: ICLR\n"], [(5, NO_TOPIC.format(5, 5))]),
        (["**Venue**: ICLR\n"] + [BOTH] * 9, [(0, NO_TOPIC.format(9, 9))]),
        ([BOTH] * 4 + ["**Venue**: ICLR\n"], []),  # too few others
        ([BOTH] * 5 + ["**Venue**: ICLR\n"] * 2, []),  # five of six
        (
            [BOTH] * 18 + ["**Venue**: ICLR\n"] * 3,
            [(n, NO_TOPIC.format(18, 20)) for n in (18, 19, 20)],
        ),
        ([BOTH] * 17 + ["**Venue**: ICLR\n"] * 3, []),
        ([BOTH] * 6, []),
        (["Text.\n"] * 6, []),
        (
            [BOTH] * 6 + ["Text.\n"],
            [(6, "the summary has no labelled fields, such as 'Venue'")],
        ),
        # What others do not have either is not missed.
        (
            ["**Venue**: ICLR\n"] * 6 + ["Text.\n"],
            [(6, "the summary has no field 'Venue', which 6 of the other 6 have")],
        ),
        # Empty fields are not what others have.
        ([BOTH] * 6 + ["**Venue**: ICLR\n**Topic**:\n"], [(6, "field 'Topic' is empty")]),
        (
            ["**Venue**: ICLR\n**Topic**: None\n"] + [BOTH] * 2,
            [(0, "field 'Topic' has no value, only 'None'")],
        ),
        (["**Venue**: ICLR\n**Code**:\n"] * 3, []),  # may be empty
    ],
)
def test_fields(notes: Sequence[str], expected: Sequence[tuple[int, str]]) -> None:
    assert said({"fields": FIELDS}, notes, "SEC008") == expected


WHOLE = "### Aim\nText.\n\n### Means\nText.\n"


@pytest.mark.parametrize(
    ("notes", "expected"),
    [
        (
            [WHOLE] * 5 + ["### Aim\nText.\n"],
            [(5, "the notes have no section 'Means', which 5 of the other 5 have")],
        ),
        ([WHOLE] * 5 + ["### Aim\nText.\n"] * 2, []),
        ([WHOLE] * 4 + ["### Aim\nText.\n"], []),
        (["Text.\n"] * 8, []),
        (
            [WHOLE] * 5 + ["Text.\n"],
            [(5, "the notes have no sections; the first should be 'Aim'")],
        ),
    ],
)
def test_sections(notes: Sequence[str], expected: Sequence[tuple[int, str]]) -> None:
    assert said({"sections": SECTIONS, "section-level": 3}, notes, "SEC001") == expected


@pytest.mark.parametrize("rules", [("SEC008", "GEN001"), ("ALL",)])
@pytest.mark.parametrize("value", ["", " None", " nan", " `null`", " N/A"])
def test_an_empty_field_is_one_finding(value: str, rules: tuple[str, ...]) -> None:
    notes = [f"**Authors**:{written}\n**Venue**: ICLR\n" for written in (" Ann", value)]
    fields = {"venue": {"label": "Venue"}, "authors": {"label": "Authors"}}
    found = said({"fields": fields}, notes, *rules)
    assert [place for place, _ in found] == [1]
    assert "'Authors'" in found[0][1]


def test_another_label_is_still_empty() -> None:
    note = "**Venue**: ICLR\n\n**Authors:** Ann\n\n**Affiliations:**\n\n**Date:** 2025\n"
    text = note + "\n[p](https://arxiv.org/abs/2503.99001)\n"
    found = said({"fields": {"venue": {"label": "Venue"}}}, [text], "GEN001")
    assert [message for _, message in found] == ["field 'Affiliations' is empty"]


def test_entries_have_fields_too() -> None:
    schema = {
        "match": {"headings": ["^Papers$"]},
        "entries": {
            "pattern": r"^\[(?P<title>.+?)\]",
            "fields": {"venue": {"label": "Venue"}, "topic": {"label": "Topic"}},
        },
    }
    text = (
        "# Papers\n\n- [Kelp](https://a.org/1) **Venue**: ICLR **Topic**: tides\n"
        "- [Tide](https://a.org/2) **Venue**: ICLR\n- [Ebb](https://a.org/3)\n"
        "- [Flow](https://a.org/4) **Venue**: ICLR **Topic**:\n"
    )
    document = open_with({"own": schema}, text, "SEC008")
    assert [
        (document.lines.position(found.start)[0], text[found.start : found.end], str(found.message))
        for found in lint(document)
    ] == [
        (4, "Tide", "this entry has no field 'Topic'"),
        (5, "Ebb", "this entry has no labelled fields, such as 'Venue'"),
        (6, "**Topic**:", "field 'Topic' is empty"),
    ]

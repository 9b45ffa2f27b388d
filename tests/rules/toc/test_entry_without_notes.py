from __future__ import annotations

import pytest

from digestlint.core.rule_docs import examples
from digestlint.lint.registry import find_rule
from tests.support import diagnose, see

SURVEY = "# Paper List\n{entries}\n# TLDR/Notes\n{notes}"


def survey(entries: list[str], notes: list[str]) -> str:
    return SURVEY.format(
        entries="".join(f"- [25/01] **{entry}**\n" for entry in entries),
        notes="".join(f"## {note}\n" for note in notes),
    )


@pytest.mark.parametrize(
    ("entries", "notes", "rows"),
    [
        (["Kelp: Charts", "Tide"], ["kelp--charts"], [3]),
        (["Kelp: Charts", "Tide"], [], [2, 3]),
        (["Kelp", "Tide"], ["tide", "kelp"], []),
        (["MAS$^2$: Systems"], ["mas$^2$--systems"], []),
        ([], ["kelp"], []),
    ],
)
def test_finds_entries_without_notes(entries: list[str], notes: list[str], rows: list[int]) -> None:
    found = see(survey(entries, notes), "TOC001")
    assert [s.row for s in found] == rows
    assert {s.fix for s in found} <= {None}


def test_names_the_entry() -> None:
    text = survey(["Kelp: Charts"], ["tide"])
    assert [s.text for s in see(text, "TOC001")] == ["Kelp: Charts"]
    (found,) = diagnose(text, "TOC001")
    assert (
        str(found.message) == "entry 'Kelp: Charts' has no notes; write them, or remove the entry"
    )


@pytest.mark.parametrize(
    "text",
    [
        "# Papers for 2025-10-03\n\n## 0.[Kelp](https://arxiv.org/abs/2510.99101)\n",
        "# RestoredView\n- [25/01] **Kelp**\n",
    ],
)
def test_leaves_files_without_a_list_and_notes(text: str) -> None:
    assert see(text, "TOC001") == []


def test_the_example_is_found_and_fixed() -> None:
    wrong, right = examples(find_rule("TOC001").docs)
    assert [s.fix for s in see(wrong, "TOC001")] == [None]
    assert see(right, "TOC001", "TOC002") == []

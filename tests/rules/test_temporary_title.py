from __future__ import annotations

import pytest

from digestlint.bibliography import parse_bibliography
from digestlint.document import Surroundings
from tests.support import fixed, see

SURVEY = "# {title}\n- [25/09] **A**\n\n# TLDR/Notes\n## a\n"
CASES = [
    ("Paper List from BIB File: tmpxv1owcwg.bib", "Paper List"),
    ("Paper List from BIB File: tmp9a7_b2by.bib", "Paper List"),
    ("Paper List tmp9a7_b2by", "Paper List "),
]


@pytest.mark.parametrize(("title", "expected"), CASES)
def test_finds_and_drops_temporary_names(title: str, expected: str) -> None:
    text = SURVEY.format(title=title)
    assert [(s.row, s.text[:3]) for s in see(text, "TOC007")] == [(1, "tmp")]
    assert fixed(text, "TOC007") == SURVEY.format(title=expected)
    assert fixed(text, "TOC007", unsafe=False) == text


@pytest.mark.parametrize(
    "title", ["Paper List from BIB File: agents.bib", "Paper List of tmp files"]
)
def test_leaves_other_names(title: str) -> None:
    assert see(SURVEY.format(title=title), "TOC007") == []


def test_writes_the_name_of_the_bibliography() -> None:
    surroundings = Surroundings(bibliography=parse_bibliography("", "agents.bib"))
    text = SURVEY.format(title="Paper List from BIB File: tmpxv1owcwg.bib")
    expected = SURVEY.format(title="Paper List from BIB File: agents.bib")
    assert fixed(text, "temporary-title", surroundings=surroundings) == expected

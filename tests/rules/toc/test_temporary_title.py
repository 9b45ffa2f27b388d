from __future__ import annotations

import pytest

from digestlint.core.finding import Applicability
from digestlint.core.rule_docs import examples
from digestlint.document.context import Context
from digestlint.lint.registry import find_rule
from digestlint.papers.bibliography import parse_bibliography
from tests.support import fixed, see

SURVEY = "# {title}\n- [25/09] **A**\n\n# TLDR/Notes\n## a\n"
CASES = [
    ("Paper List from BIB File: tmpxv1owcwg.bib", "Paper List"),
    ("Paper List from BIB File: tmp9a7_b2by.bib", "Paper List"),
    ("Paper List from BIB File: tmpabcdefgh.bib", "Paper List"),
    ("Paper List from bib file /tmp/tmp9a7_b2by.bib", "Paper List"),
    ("Paper List from BIB File: tmp.Xy3aB9kQ2z", "Paper List"),
    ("Paper List: tmp9a7_b2by", "Paper List"),
    ("Paper List tmp9a7_b2by (draft)", "Paper List (draft)"),
]


@pytest.mark.parametrize(("title", "expected"), CASES)
def test_finds_and_drops_temporary_names(title: str, expected: str) -> None:
    text = SURVEY.format(title=title)
    assert [(s.row, s.fix) for s in see(text, "TOC007")] == [(1, Applicability.UNSAFE)]
    assert fixed(text, "TOC007") == SURVEY.format(title=expected)
    assert fixed(text, "TOC007", unsafe=False) == text


@pytest.mark.parametrize(
    "title",
    [
        "Paper List from BIB File: agents.bib",
        "Paper List of tmp files",
        "Paper List of tmp_folders",
        "Paper List of tmpfilesystem_1 and mytmp9a7_b2by",
        "Paper List tmp9a7_b2byzz",
    ],
)
def test_leaves_other_names(title: str) -> None:
    assert see(SURVEY.format(title=title), "TOC007") == []


def test_leaves_files_that_are_no_digest_and_lower_headings() -> None:
    assert see("# From tmp9a7_b2by.bib\n", "TOC007") == []
    text = SURVEY.format(title="Paper List") + "### From tmp9a7_b2by.bib\n"
    assert see(text, "TOC007") == []


def test_writes_the_name_of_the_bibliography() -> None:
    context = Context(bibliography=parse_bibliography("", "agents.bib"))
    text = SURVEY.format(title="Paper List from BIB File: tmpxv1owcwg.bib")
    expected = SURVEY.format(title="Paper List from BIB File: agents.bib")
    assert fixed(text, "temporary-title", context=context) == expected


def test_no_fix_where_the_bibliography_has_that_name() -> None:
    context = Context(bibliography=parse_bibliography("", "tmpxv1owcwg.bib"))
    text = SURVEY.format(title="Paper List from BIB File: tmpxv1owcwg.bib")
    assert [s.fix for s in see(text, "TOC007", context=context)] == [None]


def test_no_fix_where_nothing_would_be_left() -> None:
    text = SURVEY.format(title="Paper List") + "## tmpxv1owcwg.bib\n"
    assert [(s.row, s.fix) for s in see(text, "TOC007")] == [(6, None)]


def test_the_example_is_found_and_fixed() -> None:
    wrong, with_bib, without = examples(find_rule("TOC007").docs)
    rest = "\n# TLDR/Notes\n"
    assert fixed(wrong + rest, "TOC007") == without + rest
    assert see(with_bib + rest, "TOC007") == []

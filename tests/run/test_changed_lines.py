"""Which lines have changed, and what findings and fixes are in them."""

from __future__ import annotations

import pytest

from digestlint.core.finding import BOM, Applicability, Edit, Finding, Fix, Location
from digestlint.core.fix_list import FixList
from digestlint.lint.results import FileResult
from digestlint.run.changed_lines import ChangedLines, in_changed_lines, is_in
from tests.support import message


@pytest.mark.parametrize(
    ("before", "now", "rows"),
    [
        ("a\nb\n", "a\nb\n", []),
        ("a\nb\n", "a\nx\nb\n", [(2, 2)]),
        ("a\nb\nc\n", "x\nb\ny\nz\n", [(1, 1), (3, 5)]),
        ("", "a\nb\n", [(1, 3)]),
        ("", "", []),
        ("a\n", "b", [(1, 1)]),
        ("a\nb\nc\n", "a\nc\n", []),  # what is gone is in no line
        ("a\nb\n", "a\nb", []),
        ("a\nb\n", "a\r\nb\r\n", []),  # endings do not count
        ("a\rb\r", "a\rx\r", [(2, 3)]),
        ("\ufeffa\n", "a\n", []),
        ("a\n", "a\n\na\n", [(2, 4)]),
    ],
)
def test_rows(before: str, now: str, rows: list[tuple[int, int]]) -> None:
    assert ChangedLines(before.encode()).rows(now.removeprefix("\ufeff")) == rows


def test_all_lines_are_new_where_there_was_no_text() -> None:
    assert ChangedLines(b"\0\0\0").rows("a\nb\n") == [(1, 3)]


def test_undecodable_bytes_are_compared() -> None:
    before = ChangedLines(b"a\xff\nb\n")
    assert before.rows(b"a\xff\nb\n".decode("utf-8", "surrogateescape")) == []
    assert before.rows(b"a\xfe\nb\n".decode("utf-8", "surrogateescape")) == [(1, 1)]


NOW = "one\ntwo\nTHREE\nFOUR\nfive\n"
BEFORE = b"one\ntwo\nfive\n"
START, END = NOW.index("THREE"), NOW.index("five")


def fixed(*edits: Edit) -> Finding:
    fix = Fix(Applicability.SAFE, message("Do it"), edits)
    return Finding(0, 1, message("wrong"), fix, code="URL002")


@pytest.mark.parametrize(
    ("edits", "stays"),
    [
        ([Edit(START, END, "")], True),
        ([Edit(START, START, "x")], True),
        ([Edit(END - 1, END - 1, "x")], True),
        ([Edit(END - 1, END, "")], True),
        ([Edit(END, END, "x")], False),  # before a line that has not changed
        ([Edit(START - 1, START, "")], False),
        ([Edit(START, END + 1, "")], False),
        ([Edit(0, 0, "x")], False),
        ([Edit(BOM, 0, "")], False),
        ([Edit(START, START + 1, "x"), Edit(START + 2, START + 3, "x")], True),
        ([Edit(START, START + 1, "x"), Edit(0, 1, "x")], False),  # all of them, or none
    ],
)
def test_fixes_edit_changed_lines_only(edits: list[Edit], stays: bool) -> None:
    changed = ChangedLines(BEFORE)
    found = [fixed(*edits), Finding(0, 1, message("none"))]
    compact = FixList(found)
    changed.hold_back(found, NOW)
    changed.hold_back(compact, NOW)
    assert (found[0].fix is not None) is stays
    assert (compact[0].fix is not None) is stays
    assert found[1].fix is None


def test_edits_at_the_end_and_of_the_mark_at_the_start() -> None:
    new = ChangedLines(b"")
    for edit in (Edit(3, 3, "\n"), Edit(BOM, 0, "")):
        found = [fixed(edit)]
        new.hold_back(found, "one")
        assert found[0].fix is not None


@pytest.mark.parametrize(
    ("first", "last", "column", "expected"),
    [
        (2, 2, 5, True),
        (1, 1, 5, False),
        (1, 2, 5, True),
        (1, 2, 1, False),  # it ends before the second line
        (2, 2, 1, True),  # it is empty
        (3, 5, 2, False),
        (3, 6, 2, True),
        (1, 9, 2, True),
        (7, 7, 2, True),
        (8, 9, 2, False),
    ],
)
def test_a_finding_is_where_any_of_its_lines_is(
    first: int, last: int, column: int, expected: bool
) -> None:
    found = Finding(0, 1, message("wrong"), location=Location(first, 1))
    found = found._replace(end_location=Location(last, column))
    assert is_in(found, [(2, 2), (6, 7)]) is expected
    assert not is_in(found, [])


def test_results_keep_what_is_in_changed_lines() -> None:
    found = [
        Finding(0, 1, message("wrong"), code=code, location=Location(row, 1))._replace(
            end_location=Location(row, 2)
        )
        for row, code in ((1, "A"), (2, "A"), (3, "B"))
    ]
    result = FileResult("a.md", found, revealed={"A": 2, "B": 1})
    assert in_changed_lines(result) is result
    rest = in_changed_lines(result._replace(changed=[(2, 2)]))
    assert (rest.findings, rest.revealed) == (found[1:2], {"A": 1})

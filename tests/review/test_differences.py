from __future__ import annotations

from digestlint.core.finding import Edit, Fix
from digestlint.review.differences import ADDED, KEPT, REMOVED, Part, differences
from digestlint.text.codec import LineIndex
from tests.support import message

TEXT = "one two three\nfour\nfive\n"


def changes(*edits: Edit, text: str = TEXT) -> list[tuple[int, list[Part]]]:
    return differences(Fix.safe(message("Change it"), *edits), LineIndex(text))


def test_edits_of_one_line_are_one_change() -> None:
    found = changes(Edit(4, 7, "2"), Edit(8, 13, ""), Edit(0, 0, "> "))
    parts = [(ADDED, "> "), (KEPT, "one "), (REMOVED, "two"), (ADDED, "2"), (KEPT, " ")]
    assert found == [(1, [*parts, (REMOVED, "three")])]


def test_edits_of_several_lines_are_several_changes() -> None:
    assert changes(Edit(0, 3, "1"), Edit(19, 23, "5")) == [
        (1, [(REMOVED, "one"), (ADDED, "1"), (KEPT, " two three")]),
        (3, [(REMOVED, "five"), (ADDED, "5")]),
    ]


def test_a_change_over_lines_has_all_of_them() -> None:
    ((row, parts),) = changes(Edit(8, 18, "3 4"))
    assert row == 1
    assert parts == [(KEPT, "one two "), (REMOVED, "three\nfour"), (ADDED, "3 4")]


def test_the_byte_order_mark_is_before_the_first_line() -> None:
    assert changes(Edit(-1, 0, "")) == [(1, [(KEPT, "one two three")])]


def test_long_lines_are_shown_in_part() -> None:
    ((_, parts),) = changes(Edit(5000, 5001, "b"), text="a" * 10_000)
    assert parts[0] == (KEPT, "…") and parts[2:4] == [(REMOVED, "a"), (ADDED, "b")]
    assert sum(len(part) for _, part in parts) < 200
    ((_, parts),) = changes(Edit(0, 10_000, "b" * 9_000), text="a" * 10_000)
    assert sum(len(part) for _, part in parts) < 4_000


def test_of_very_many_changes_the_first_are_shown() -> None:
    found = changes(*(Edit(at, at, "x") for at in range(0, 200, 2)), text="a\n" * 100)
    assert len(found) == 41
    assert found[-1] == (0, [(KEPT, "… +60")])

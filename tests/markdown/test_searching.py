from __future__ import annotations

import pytest

from digestlint.markdown.searching import occurrences


@pytest.mark.parametrize(
    ("text", "needle", "expected"),
    [
        ("a://b://", "://", [1, 5]),
        ("***", "**", [0, 1]),
        ("a - - b - c", " - ", [1, 3, 7]),
        ("中.中.", "中.", [0, 2]),
        ("``", "\\", []),
        ("", "a", []),
    ],
)
def test_occurrences(text: str, needle: str, expected: list[int]) -> None:
    assert list(occurrences(text, needle)) == expected


def test_occurrences_in_a_part_of_the_text() -> None:
    assert list(occurrences("*****", "**", 1, 4)) == [1, 2]

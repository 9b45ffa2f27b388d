from __future__ import annotations

import pytest

from digestlint.rules.helpers.stray_returns import joining_fix, stray_returns


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\rb\n", [1]),
        ("a\nb\rc\rd\r\ne", [3, 5]),
        ("\ra\rb\r\n", [2]),
        ("| a\r | b |\n", [3]),
        ("a\r- b\n", [1]),
        # Lines:
        ("a\r\n\rb\r", []),
        ("a\r\rb\rc\n", []),
        ("a\r## b\n", []),
        ("a\r```\n", []),
        ("- a\r- b\n", []),
        ("1. a\r2. b\n", []),
        ("> a\r> b\n", []),
        ("| a |\r| b |\n", []),
    ],
)
def test_finds_those_inside_lines(text: str, expected: list[int]) -> None:
    assert list(stray_returns(text, "\n")) == expected


def test_there_are_none_where_lines_end_in_cr() -> None:
    assert list(stray_returns("a\rb\n", "\r")) == []


@pytest.mark.parametrize(
    ("text", "content"), [("a\rb", "a b"), (" \rb", " b"), ("a\r\t", "a\t"), ("一\r。", "一。")]
)
def test_joins_what_it_parts(text: str, content: str) -> None:
    (edit,) = joining_fix(text, 1).edits
    assert (edit.start, edit.end, edit.content) == (0, 3, content)

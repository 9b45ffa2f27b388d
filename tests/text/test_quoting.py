from __future__ import annotations

import pytest

from digestlint.text.quoting import counted, quoted, shorten


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("论文", "'论文'"),
        ("a\n  b\t", "'a b'"),
        ("it's", "'it's'"),
        ("a\x1b[31m\u202e", r"'a\x1b[31m\u202e'"),
        ("x" * 60, f"'{'x' * 60}'"),
        ("x" * 61, f"'{'x' * 59}…'"),
        ("x" * 58 + " yz", f"'{'x' * 58}…'"),
        ("", "''"),
    ],
)
def test_quoted(text: str, expected: str) -> None:
    assert quoted(text) == expected


def test_shorten_to_another_length() -> None:
    assert shorten("abcdef", 6) == "abcdef"
    assert shorten("abcdefg", 6) == "abcde…"


def test_counted() -> None:
    assert [counted(n, "line") for n in (0, 1, 2000)] == ["0 lines", "1 line", "2,000 lines"]
    assert [counted(n, "entry", "entries") for n in (1, 2)] == ["1 entry", "2 entries"]

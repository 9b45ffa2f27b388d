from __future__ import annotations

import pytest

from tests.support import fixed, see

HEAD = "| Title | Authors | Year |\n|---|---|---|\n"

# What follows the head, what is reported, and the text after safe fixes.
SPLIT = [
    ("| A long\n  title | B | 2025 |", "| A long title | B | 2025 |"),
    ("| A long\ntitle | B | 2025 |\n| C | D | 2024 |",
     "| A long title | B | 2025 |\n| C | D | 2024 |"),
    ("| A | B,\n C and\n  D | 2025 |", "| A | B, C and D | 2025 |"),
    ("| 一个很长的\n标题 | B | 2025 |", "| 一个很长的标题 | B | 2025 |"),
    ("| 一个 long\n标题 | B | 2025 |", "| 一个 long 标题 | B | 2025 |"),
    ("| A $p(x\\|y)$ and\n more | B | 2025 |", "| A $p(x\\|y)$ and more | B | 2025 |"),
    ("| [A long\n  title](https://example.org/a) | B | 2025 |",
     "| [A long title](https://example.org/a) | B | 2025 |"),
    ("| A | B | <br>\n 2025 |", "| A | B | <br> 2025 |"),
]  # fmt: skip
ESCAPED = [
    ("| [A | B](https://example.org/a) | C | 2025 |",
     "| [A \\| B](https://example.org/a) | C | 2025 |"),
    ("| A | `a|b` | 2025 |", "| A | `a\\|b` | 2025 |"),
    ("| $p(x|y)$ | B | 2025 |", "| $p(x\\|y)$ | B | 2025 |"),
    ("| $|x|$ and $|\\alpha|$ | B | 2025 |", "| $\\|x\\|$ and $\\|\\alpha\\|$ | B | 2025 |"),
]  # fmt: skip
UNFIXED = [
    ("| A | B | 2025 | 2026 |", "| 2026 |"),
    ("| A | B | 2025 | C", "| C"),
    ("| a|b | $5 | $6 |", "| $6 |"),
    ("| A | B", "| A | B"),
    ("| A\n| C | D | 2024 |", "| A"),
    ("| A long\n title | B | C | 2025 |", "| A long\n title | B | C | 2025 |"),
]
RIGHT = [
    "| A | B | 2025 |",
    "| A | B |",
    "| **2025** |",
    "| A | B | 2025 | |\n| A | B | 2025 ||",
    "| A \\| B | C | 2025 |",
    "| A | B | 2025",
    "A | B | 2025",
    "| A | B | 2025 |\n\nSee | A |",
    "| A | B | 2025 |\n| | | |",
]


@pytest.mark.parametrize(("rows", "after"), SPLIT)
def test_joins_the_lines_of_a_row(rows: str, after: str) -> None:
    assert [s.fix for s in see(HEAD + rows, "GEN006")] == ["safe"]
    assert fixed(HEAD + rows, unsafe=False) == HEAD + after
    windows = (HEAD + rows).replace("\n", "\r\n")
    assert fixed(windows, unsafe=False) == (HEAD + after).replace("\n", "\r\n")


@pytest.mark.parametrize("prefix", ["> ", "- ", "1. "])
def test_in_other_blocks(prefix: str) -> None:
    rest = prefix if prefix == "> " else " " * len(prefix)
    src = prefix + (HEAD + "| A long\n title | B | 2025 |").replace("\n", "\n" + rest)
    after = prefix + (HEAD + "| A long title | B | 2025 |").replace("\n", "\n" + rest)
    assert fixed(src, "GEN006", unsafe=False) == after


@pytest.mark.parametrize(("rows", "after"), ESCAPED)
def test_writes_pipes_that_are_text(rows: str, after: str) -> None:
    assert [s.fix for s in see(HEAD + rows, "GEN006")] == ["safe"]
    assert fixed(HEAD + rows, "GEN006", unsafe=False) == HEAD + after


@pytest.mark.parametrize(("rows", "found"), UNFIXED)
def test_reports_what_has_no_single_reading(rows: str, found: str) -> None:
    assert [(s.text, s.fix) for s in see(HEAD + rows, "GEN006")] == [(found, None)]


@pytest.mark.parametrize("rows", RIGHT)
def test_leaves_other_rows(rows: str) -> None:
    assert see(HEAD + rows + "\n", "GEN006") == []


def test_leaves_code_and_tables_without_frame() -> None:
    src = HEAD + "| A long\n title | B | 2025 |"
    assert see(f"```\n{src}\n```\n", "GEN006") == []
    assert see("    " + src.replace("\n", "\n    "), "GEN006") == []
    assert see("a | b | c\n--|---|--\nd\ne | f\n", "GEN006") == []


@pytest.mark.parametrize(
    ("src", "after"),
    [
        ("| a | b |\n|---|\n| 1 | 2 |\n", "| a | b |\n|---|---|\n| 1 | 2 |\n"),
        ("| a |\n|:--|:-:|\n| 1 |\n", "| a |\n|---|\n| 1 |\n"),
        (
            "x\n\n| a | b |\r\n|---|---|---|\r\n| 1 | 2 |",
            "x\n\n| a | b |\r\n|---|---|\r\n| 1 | 2 |",
        ),
        ("| a | b |\n|---|\n| 1 |\n", None),
    ],
)
def test_a_header_that_makes_no_table(src: str, after: str | None) -> None:
    assert [s.fix for s in see(src, "GEN006")] == ["unsafe" if after else None]
    assert fixed(src, "GEN006", unsafe=False) == src
    assert fixed(src, "GEN006") == (after or src)


@pytest.mark.parametrize(
    "src",
    [
        "a | b\n---\n",
        "| a | b |\n\n|---|\n",
        "```\n| a | b |\n|---|\n```\n",
        "x\n| - |\n",
        "|---|---|\n|---|\n",
    ],
)
def test_no_header(src: str) -> None:
    assert see(src, "GEN006") == []


def test_a_table_of_many_rows_is_searched_once() -> None:
    src = HEAD + "| A | B | 2025 |\n" * 5000
    assert see(src, "GEN006") == []

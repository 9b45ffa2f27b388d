from __future__ import annotations

import pytest

from digestlint.core.finding import Applicability
from digestlint.core.rule_docs import examples
from digestlint.lint.registry import find_rule
from tests.support import diagnose, fixed, see


def daily(numbers: str, rest: str = "") -> str:
    titles = "ABCDEFGHIJ"
    heads = (
        f"## {n}.[{t}](https://e.org/{t})\n" for n, t in zip(numbers.split(), titles, strict=False)
    )
    return "# Papers for 2025-10-03\n\n" + "".join(heads) + rest


@pytest.mark.parametrize(
    ("numbers", "rows", "expected"),
    [
        ("0 1 3 4", [5], "0 1 2 3"),
        ("1 2 2 3", [5], "1 2 3 4"),
        ("1 2 5 4 5", [5], "1 2 3 4 5"),
        ("0 1 3 3 5", [5, 7], "0 1 2 3 4"),
        ("0 2 3 5 6", [4, 6], "0 1 2 3 4"),
        ("0 2", [4], "0 1"),
        ("7 2 3 4", [3], "1 2 3 4"),  # a start that all others contradict
        ("01 02 04", [5], "01 02 03"),
        ("08 09 11", [5], "08 09 10"),
        ("0 1 00000", [5], "0 1 00002"),
        ("0 1 000003", [5], "0 1 000002"),
        ("0 10", [4], "0 1"),
        ("5 4", [4], "5 6"),  # two do not count down yet, nor do they contradict a start
        ("7 2", [4], "7 8"),
        ("7 2 3", [3], "1 2 3"),
    ],
)
def test_numbers_on(numbers: str, rows: list[int], expected: str) -> None:
    text = daily(numbers)
    found = see(text, "TOC006")
    assert [s.row for s in found] == rows
    assert {s.fix for s in found} == {Applicability.SAFE}
    assert fixed(text, "TOC006", unsafe=False) == daily(expected)


@pytest.mark.parametrize(
    "numbers", ["0 1 2 3", "1 2 3", "5 6 7", "3", "", "9 10 11", "3 2 1", "1234567890"]
)
def test_leaves_lists_that_count(numbers: str) -> None:
    assert see(daily(numbers), "TOC006") == []


def test_a_number_too_long_to_be_one_is_passed_over() -> None:
    assert see(daily(f"0 {'9' * 5000} 1"), "TOC006") == []
    assert see(daily("0 1000000 1"), "TOC006") == []


def test_says_what_follows() -> None:
    found = [str(d.message) for d in diagnose(daily("0 2 3 5"), "TOC006")]
    assert found == [
        "number 2 should be 1; renumber the heading after it as well",
        "number 5 should be 3",
    ]


def test_links_to_renumbered_headings_follow() -> None:
    links = "\n[b](#2b) [c](#3c) [a](#0a) [d][d]\n\n[d]: #4d\n"
    text = daily("0 2 3 4", links)
    expected = daily("0 1 2 3", links.replace("2b", "1b").replace("3c", "2c").replace("4d", "3d"))
    assert fixed(text, "TOC006", unsafe=False) == expected
    assert see(expected, "ANC001") == []


def test_nothing_else_in_a_heading_or_its_links_changes() -> None:
    text = daily("0", "## 2.[Kelp 2](https://e.org)\n\n[b](#2kelp-2)\n")
    expected = daily("0", "## 1.[Kelp 2](https://e.org)\n\n[b](#1kelp-2)\n")
    assert fixed(text, "TOC006") == expected
    assert see(expected, "ANC001") == []


def test_unsafe_where_a_link_cant_follow() -> None:
    text = daily("0 2", '\n<a href="#2b">b</a>\n')
    assert [s.fix for s in see(text, "TOC006")] == [Applicability.UNSAFE]


def test_headings_of_a_survey_have_no_numbers() -> None:
    text = "# Paper List\n- [25/01] **1. Kelp**\n\n# TLDR/Notes\n## 1. kelp\n## 5. tide\n"
    assert see(text, "TOC006") == []


def test_the_example_is_found_and_fixed() -> None:
    wrong, right = examples(find_rule("TOC006").docs)
    assert fixed(wrong, "TOC006") == right
    assert see(right, "TOC006") == []


CATEGORIES = """\
# Papers

## cs.CL

### [1] [Ferry](https://arxiv.org/abs/2503.90001)
**Authors**: A
**TL;DR**: one

### [2] [Tern](https://arxiv.org/abs/2503.90002)
**Authors**: B
**TL;DR**: two

## cs.RO

### [{}] [Gull](https://arxiv.org/abs/2503.90003)
**Authors**: C
**TL;DR**: three

### [{}] [Auk](https://arxiv.org/abs/2503.90004)
**Authors**: D
**TL;DR**: four
"""


@pytest.mark.parametrize(("numbers", "found"), [((1, 2), 0), ((3, 4), 0), ((1, 3), 1), ((4, 5), 1)])
def test_categories_may_begin_again_at_one(numbers: tuple[int, int], found: int) -> None:
    assert len(see(CATEGORIES.format(*numbers), "TOC006")) == found

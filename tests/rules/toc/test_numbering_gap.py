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


@pytest.mark.parametrize(
    ("lines", "wrong", "wanted"),
    [
        ("1、a\n\n2、b\n\n3、c\n\n4、d\n\n4、e", "4", "1、a\n\n2、b\n\n3、c\n\n4、d\n\n5、e"),
        ("1．a\n2．b\n2．c\n4．d", "2", "1．a\n2．b\n3．c\n4．d"),
        ("１、a\n\n２、b\n\n２、c\n\n４、d", "２", "１、a\n\n２、b\n\n３、c\n\n４、d"),
        ("- 1、a\n- 2、b\n- 2、c", "2", "- 1、a\n- 2、b\n- 3、c"),
        ("> （1）a\n>\n> （2）b\n>\n> （2）c", "2", "> （1）a\n>\n> （2）b\n>\n> （3）c"),
        ("**1、a**\n\n**2、b**\n\n**5、c**\n\n**4、d**", "5",
         "**1、a**\n\n**2、b**\n\n**3、c**\n\n**4、d**"),
        ("一、a\n\n二、b\n\n二、c\n\n四、d", "二", "一、a\n\n二、b\n\n三、c\n\n四、d"),
        ("## 1. a\n## 2. b\n## 2. c\n## 4. d", "2", "## 1. a\n## 2. b\n## 3. c\n## 4. d"),
        ("### [1] [a](b)\n### [2] a\n### [2] c", "2", "### [1] [a](b)\n### [2] a\n### [3] c"),
        ("## 1、a\n### x\n## 2、b\n## 2、c", "2", "## 1、a\n### x\n## 2、b\n## 3、c"),
        ("## 一、a\n## 二、b\n## 二、c", "二", "## 一、a\n## 二、b\n## 三、c"),
        ("## **1. a**\n## **2. b**\n## **2. c**", "2", "## **1. a**\n## **2. b**\n## **3. c**"),
        ("## 1) a\n## 2) b\n## 2) c\n\n[x](#2-c)", "2", "## 1) a\n## 2) b\n## 3) c\n\n[x](#3-c)"),
        ("# A\n## 7. a\n## 8. b\n## 8. c", "8", "# A\n## 7. a\n## 8. b\n## 9. c"),
        # A number that is missing may be that of a lost item.
        ("1、a\n\n2、b\n\n3、c\n\n5、d", "5", None),
        ("1、a\n\n2、b\n\n4、c\n\n5、d\n\n6、e", "4", None),
        ("## 1. a\n## 3. b\n## 4. c\n## 5. d\n## 6. e", "3", None),
        ("1、a\n\n2、b\n\n3、c\n\n4、d\n\n4、e\n\n5、f", "4", None),
    ],
)  # fmt: skip
def test_numbers_of_any_file(lines: str, wrong: str, wanted: str | None) -> None:
    for newline in ("\n", "\r\n"):
        text = f"{lines}\n".replace("\n", newline)
        (found,) = see(text, "TOC006", schema="none")
        assert (found.text, found.fix) == (wrong, Applicability.SAFE if wanted else None)
        new = f"{wanted or lines}\n".replace("\n", newline)
        assert fixed(text, "TOC006", unsafe=False, schema="none") == new


@pytest.mark.parametrize(
    "text",
    [
        "1. a\n2. b\n2. c\n4. d\n",  # numbered by the renderer
        "1) a\n2) b\n2) c\n",
        "1、a\n\n2、b\n\n3、c\n\n1、a\n\n2、b\n",  # two lists
        "# A\n1、a\n\n2、b\n# B\n1、a\n\n2、b\n\n3、c\n",
        "1、a\n\n1、b\n\n1、c\n",
        "1、a\n\n3、b\n",  # two are no series
        "3、a\n\n2、b\n\n1、c\n\n",
        "1、a\n\n5、b\n\n9、c\n\n12、d\n",
        "```\n1、a\n2、b\n2、c\n```\n",
        "1、a\n\n（1）x\n\n（2）y\n\n2、b\n\n（1）z\n\n3、c\n",  # lists in a list
        "# A\n## 1. a\n## 2. b\n# B\n## 1. a\n## 2. b\n## 3. c\n",
        "# A\n## [1] a\n## [2] b\n# B\n## [3] a\n## [4] b\n## [5] c\n",
        "## 1. a\n## 2. b\n### 3. c\n## 4. d\n",  # one level too low
        "## 1. a\n## 2. b\n### 3.1 c\n## 4. d\n",
        "## 2023. a\n## 2022. b\n## 2020. c\n",
        "## 1.1 a\n## 1.2 b\n## 1.2 c\n",
        "[1] Smith 2020.\n\n[2] Jones.\n\n[4] Lee.\n",  # a part of a bibliography
        "（一）a\n\n（十十）b\n\n（一二三）c\n",
        "## 十、a\n## 十一、b\n## 十二、c\n## 十三、d\n",
        "共 3、4、4 项\n\n见 1、2、2\n",
    ],
)
def test_leaves_other_numbers_alone(text: str) -> None:
    assert see(text, "TOC006", schema="none") == []

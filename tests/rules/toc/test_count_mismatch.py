from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.support import diagnose, see


def items(number: int) -> str:
    return "".join(f"- Paper {n}\n  - nested\n" for n in range(number))


def rows(number: int) -> str:
    return "| Paper | Date |\n|---|---|\n" + "".join(f"| {n} | x |\n" for n in range(number))


def heads(number: int) -> str:
    head = "### [{n}] [Title {n}](https://e.org/{n})\n\n#### Summary\n\n- a\n- b\n\n"
    return "".join(head.format(n=n) for n in range(1, number + 1))


@pytest.mark.parametrize(
    "before",
    [
        "## Agents (12 papers)",
        "## Agents [12 articles]",
        "## 智能体（12 篇）",
        "## 智能体 (共 12 篇论文)",
        "## **Agents** (Total: 12)",
        "## 에이전트 (12편)",
        "## Агенты (12 статей)",
        "## Agentes (12 artículos)",
        "## Agents\n\n共 12 篇",
        "## Agents\n\n**共收录 12 篇论文。**",
        "## Agents\n\nTotal: 12",
        "## Agents\n\nTotal papers: **12**",
        "## Agents\n\n(12 papers)",
        "## Agents\n\n**12 papers**",
        "- [Agents](#agents) [Total: 12]\n- [Speech](#speech)\n\n## Agents",
        "- [Agents](#agents) (12 papers)\n\n## Agents",
        "[Agents](#a) [Total: 12]\n\n<div id='a'></div>\n\n## Agents",
    ],
)
@pytest.mark.parametrize("what", [items, rows, heads])
def test_counts(before: str, what: Callable[[int], str]) -> None:
    text = f"# List\n\n{before}\n\n{{}}\n## Speech\n\n- x\n"
    for newline in ("\n", "\r\n"):
        for number, expected in ((11, ["12"]), (12, []), (13, ["12"]), (40, []), (4, [])):
            found = see(text.format(what(number)).replace("\n", newline), "TOC009")
            assert [seen.text for seen in found] == expected


def test_message_and_no_fix() -> None:
    (found,) = diagnose(f"# Agents (12 papers)\n\n{items(11)}", "TOC009")
    assert (str(found.message), found.fix) == ("the count is 12, but there are 11", None)


@pytest.mark.parametrize(
    "text",
    [
        f"## Agents (12 papers)\n\n{items(11)}\n{rows(3)}",  # items or rows?
        f"## Agents (12 papers)\n\n{items(3)}\n{heads(11)}",
        f"## Agents (12 papers)\n\n{heads(11)}### Last\n\n{rows(12)}",  # that of the rows
        f"## Agents (12 papers)\n\nText.\n\n```\n{items(11)}```\n",
        f"## Chapter (12)\n\n{items(11)}",  # a mere number
        f"## NeurIPS (2024)\n\n{items(11)}",
        f"## RLBench (12 tasks)\n\n{items(11)}",
        f"## Phase (12%)\n\n{items(11)}",
        f"## Agents\n\nWe found 12 papers in this section.\n\n{items(11)}",
        f"## Agents\n\nText.\n\n共 12 篇\n\n{items(11)}",
        f"12 papers\n\n{items(11)}",  # below no heading
        "## Agents (12 papers)\n",
        "## Agents (12 papers)\n\n## Speech (1 paper)\n\n- x\n",
        f"- [Agents](#agents): many (12 papers)\n\n## Agents\n\n{items(11)}",
        f"- [Agents](other.md#agents) (12 papers)\n\n## Agents\n\n{items(11)}",
    ],
)
def test_leaves_alone_what_is_not_clear(text: str) -> None:
    assert see(text, "TOC009") == []


def test_mere_numbers_where_another_one_agrees() -> None:
    text = (
        f"# List\n\n## Agents (3)\n\n{items(3)}\n## Speech (5)\n\n{items(4)}\n## X (7)\n\n{rows(7)}"
    )
    assert [(seen.row, seen.text) for seen in see(text, "TOC009")] == [(12, "5")]


def test_a_count_of_all_that_is_below() -> None:
    text = "# Papers\n\nTotal: {}\n\n## A\n\n- a\n- b\n\n## B\n\n- c\n"
    assert see(text.format(3), "TOC009") == []
    assert see(text.format(2), "TOC009") == []
    assert [seen.text for seen in see(text.format(4), "TOC009")] == ["4"]

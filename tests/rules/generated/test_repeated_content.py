from __future__ import annotations

import pytest

from tests.support import see

LONG = (
    "The method trains a small model on the answers of a large one, and keeps only those that a "
    "second model finds convincing. It needs no labels, and no more than two days.\n"
)
LONGER = LONG + "It is faster than all earlier methods, on each of the four benchmarks.\n"
CHINESE = (
    "该方法用大模型的回答训练小模型，只保留第二个模型认为可信的回答。" * 1
    + "它不需要标注，训练两天即可完成，在四个基准上都更快。\n"
)
TITLE = "[Breakwater: Guarding Agents](https://example.org/a)"
ITEM = "- [Breakwater: Guarding Agents](https://example.org/a), A. Author\n"
DAY = (
    "## 1. Breakwater: Guarding Agents\n\nGuards all agents from storms.\n\n"
    "## 2. Ferry\n\nCarries.\n\n"
)

FOUND = [
    (f"## Method\n{LONG}\n## Method\n{LONG}", ["## Method"]),
    (f"## 方法\n{CHINESE}\n## 方法\n{CHINESE}", ["## 方法"]),
    (f"## Method\n{LONGER}\n## Results\n{LONGER}", ["## Results"]),
    (f"# A\n## {TITLE}\n{LONG}\n# B\n## {TITLE}\n{LONG}", [f"## {TITLE}"]),
    (f"# 2025-10-03\n\n{DAY}# 2025-10-03\n\n{DAY}", ["# 2025-10-03"]),
    (f"# 2025-10-03\n\n{DAY}# 2025-10-04\n\n{DAY}", ["## 1. Breakwater: Guarding Agents"]),
    (f"{ITEM}- b\n{ITEM}", [ITEM[2:-1]]),
    (ITEM.replace("- ", "1. ") + ITEM.replace("- ", "2. "), [ITEM[2:-1]]),
    (f"{ITEM}{ITEM.replace('Break', 'Deep')}" * 2, [ITEM[2:-1]]),
    (f"{LONG}\n{LONG}", [LONG.strip()]),
    (f"{LONG}\n{LONG}".replace("\n", "\r\n"), [LONG.strip()]),
    (f"a\n\n{LONG}\n{LONGER}\n{LONG}\n{LONGER}", [LONG.strip()]),
    (f"|a|b|\n|-|-|\n|{TITLE}|1|\n|x|2|\n|{TITLE}|1|", [f"|{TITLE}|1|"]),
    ("It guards all agents from storms at sea. " * 3, ["It guards all agents from storms at sea."]),
    (
        "它保护所有的智能体不受海上风暴的影响和损害。" * 2,
        ["它保护所有的智能体不受海上风暴的影响和损害。"],
    ),
]
RIGHT = [
    f"## Method\n{LONG}\n## Results\n{LONG.replace('two', 'three')}",
    f"## `a.close()`\n{LONG}\n## `b.close()`\n{LONG}",
    f"# A\n## Notes\n{LONG}\n# B\n## Notes\n{LONG}",
    f"## A\n{LONG}```\nx\n```\n## A\n{LONG}```\nx\n```\n",
    "## A\n暂无\n## B\n暂无\n## C\nN/A\n",
    f"{ITEM}\nOthers:\n\n{ITEM}",
    f"- a\n  {ITEM}- b\n  {ITEM}",
    f"{LONG}\nx\n\n{LONG}",
    f"|a|b|\n|-|-|\n|{TITLE}|1|\n|{TITLE}|2|",
    f"|a|b|\n|-|-|\n|1|{LONG.strip()}|\n|2|{LONG.strip()}|",
    "$$\na^2 + b^2 + c^2 + d^2 + e^2 = f^2 + g^2 + h^2\n$$\n\n" * 2,
    "Yes. No. Yes. No.",
    "```\n" + LONG * 2 + "```\n",
]


@pytest.mark.parametrize(("src", "found"), FOUND)
def test_reports_what_is_repeated_once(src: str, found: list[str]) -> None:
    seen = see(src, "GEN005", schema="none")
    assert [s.text for s in seen] == found
    assert {s.fix for s in seen} == {None}


@pytest.mark.parametrize("src", RIGHT)
def test_leaves_what_may_be_the_same(src: str) -> None:
    assert see(src, "GEN005", schema="none") == []


def test_a_paper_that_is_listed_twice_is_one_finding() -> None:
    entry = f"## 1.[Breakwater](https://arxiv.org/pdf/2510.99101)\n{LONG}\n"
    src = f"# Papers for 2025-10-03\n\n{entry}{entry}"
    assert [s.code for s in see(src, "GEN005", "TOC004")] == ["TOC004"]

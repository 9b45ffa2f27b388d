from __future__ import annotations

from itertools import pairwise

import pytest

from digestlint.core.finding import Applicability
from digestlint.markdown import parse
from tests.support import diagnose, fixed, run_fix, see

CASES = [
    ("平均性能高出**+4.82个点**。", "平均性能高出 **+4.82个点**。"),
    ("取得了**-0.285**的奖励", "取得了 **-0.285**的奖励"),
    (
        "由**策略网络（Policy Network）**和**检索器（Retriever）**组成",
        "由**策略网络（Policy Network）** 和**检索器（Retriever）** 组成",
    ),
    ("用**有监督（SFT）+ 强化（RL）**的范式", "用**有监督（SFT）+ 强化（RL）** 的范式"),
    ("提升**5%**的", "提升**5%** 的"),
    ("**注意：**请看", "**注意**：请看"),
    ("**结论。**下一句", "**结论**。下一句"),
    ("这是**“零样本”**的", "这是“**零样本**”的"),
    ("读**《红楼梦》**和", "读《**红楼梦**》和"),
    ("是**“端到端”方法**。", "是 **“端到端”方法**。"),
    ("是**“甲”和“乙”**的", "是 **“甲”和“乙”** 的"),
    ("记**$x$**的", "记 **$x$** 的"),
    ("**`a`**是", "**`a`** 是"),
    ("很**“好”模型：**很好", "很 **“好”模型**：很好"),
    ("`a**b` 与**甲：**乙", "`a**b` 与**甲**：乙"),
    ("$a**b$ 与**甲：**乙", "$a**b$ 与**甲**：乙"),
    ("> 引文**（甲）**乙\n> 下一行", "> 引文（**甲**）乙\n> 下一行"),
    ("# 标题**：甲**", "# 标题：**甲**"),
    ("研究**。构建时间序列**的方法", "研究。**构建时间序列**的方法"),
    ("甲**，乙丙，**丁", "甲，**乙丙**，丁"),
    ("甲**、乙（c）**丁", "甲、**乙（c）** 丁"),
    ("甲**——乙……**丁", "甲——**乙**……丁"),
    ("甲**。 乙**丙", "甲。 **乙**丙"),
    ("甲**？！“乙”方**丙", "甲？！**“乙”方**丙"),
    ("甲**乙）。**丙", "甲**乙）**。丙"),
    ("甲**。**乙", "甲。乙"),
    ("甲**，\n乙**丙", "甲，\n**乙**丙"),
    ("- 甲**；乙**丙\n- 丁", "- 甲；**乙**丙\n- 丁"),
    ("| a |\n|---|\n| 甲**：乙**丙 |", "| a |\n|---|\n| 甲：**乙**丙 |"),
    ("## 甲**！乙**丙\r\n", "## 甲！**乙**丙\r\n"),
    # Particles stay where they are.
    ("**한국어(KR)**는 좋다", "<strong>한국어(KR)</strong>는 좋다"),
    ("정확도가 **5%**의 차이", "정확도가 <strong>5%</strong>의 차이"),
    ("**“한국어”**는", "“**한국어**”는"),
    ("**(KR)**을", "(**KR**)을"),
    ("**안녕.**이라고", "**안녕**.이라고"),
    ("그는**(KR)어**를", "그는<strong>(KR)어</strong>를"),
    ("- **모델(A)**과 *b*와 **모델**을", "- <strong>모델(A)</strong>과 *b*와 **모델**을"),
    ("- **甲：**乙\n- 丙", "- **甲**：乙\n- 丙"),
    ("| a |\n|---|\n| **甲：**乙 |", "| a |\n|---|\n| **甲**：乙 |"),
]

NESTED = [
    ("取得了**57.61%**的成绩，达到**46.84%**，好", "取得了**57.61%** 的成绩，达到**46.84%**，好"),
    ("由**甲（a）**负责，由**乙**（b）", "由**甲（a）** 负责，由**乙**（b）"),
    ("**甲：**乙，**丙**。", "**甲**：乙，**丙**。"),
    ("由**甲（a）**乙**丙（b）**丁**戊**己", "由**甲（a）** 乙**丙（b）** 丁**戊**己"),
    ("**甲（a）**乙**《丙》**丁", "**甲（a）** 乙《**丙**》丁"),
    ("> 用**甲（a）**乙\n> 与**丙**丁", "> 用**甲（a）** 乙\n> 与**丙**丁"),
    ("- **甲（a）**乙，**丙**，*丁*\n- 戊", "- **甲（a）** 乙，**丙**，*丁*\n- 戊"),
    ("| a |\n|---|\n| **甲（a）**乙，**丙** |", "| a |\n|---|\n| **甲（a）** 乙，**丙** |"),
    ("__甲 **乙（a）**丙**丁** 戊__", "__甲 **乙（a）** 丙**丁** 戊__"),
]

CLEAN = [
    "**甲 **乙** 丙**",
    "**甲（**乙**）丙**",
    "**甲“**乙**”丙**",
    "**甲（a）__乙__丙**",
    "__甲（a）**乙**丙__",
    "***甲（a）**乙**丙***",
    "<b>甲 **乙** <b>丙</b></b>",
    "**foo (a)**bar, **baz**",
    "**甲**乙 **甲（b）** 乙，**甲（b）**，丙",
    "x**(2)**y",
    "2 ** 3 ** 4 的",
    "**kwargs 和 **args",
    "一个**（甲",
    "甲** 乙（c）**丙",
    "`**（甲）**乙` 与 $a**（b）**c$",
    "```\n甲**（b）**c\n```",
    r"甲\*\*（b）\*\*c",
    "甲***（b）***丁",
    "甲**** 乙（**",
]


@pytest.mark.parametrize(("src", "expected"), CASES)
def test_makes_the_asterisks_render(src: str, expected: str) -> None:
    found = see(src, "MKD001")
    assert {seen.fix for seen in found} == {Applicability.UNSAFE}
    done = run_fix(src, "MKD001")
    assert (done.text.text, len(done.applied)) == (expected, len(found))
    assert see(expected, "MKD001") == []
    markdown = parse(expected)
    assert not any("*" in expected[slice(*span)] for span in markdown.prose)


@pytest.mark.parametrize(("src", "expected"), NESTED)
def test_makes_each_pair_bold_and_nothing_between(src: str, expected: str) -> None:
    assert {seen.fix for seen in see(src, "MKD001")} == {Applicability.UNSAFE}
    assert fixed(src, "MKD001") == expected
    assert see(expected, "MKD001") == []
    bold = [span for span in parse(expected).strong if expected.startswith("**", span.start)]
    assert len(bold) == expected.count("**") // 2
    assert all(a.end <= b.start for a, b in pairwise(bold))


def test_says_what_the_asterisks_do() -> None:
    src = "取得**5%**的，到**6%**。\n\n取得**5%**的。"
    assert [str(one.message) for one in diagnose(src, "MKD001")] == [
        "the asterisks around '5%' also make other words bold",
        "the asterisks around '5%' do not make it bold",
    ]


@pytest.mark.parametrize("src", CLEAN)
def test_leaves_other_asterisks(src: str) -> None:
    assert see(src, "MKD001") == []


def test_points_to_the_pair() -> None:
    assert [(s.row, s.text) for s in see("甲\n高出**+4**。", "MKD001")] == [(2, "**+4**")]


def test_has_no_fix_if_asterisks_would_stay() -> None:
    # The second pair begins inside a link's text and ends outside it: no edit here makes it bold.
    src = "甲**（b）**丙 [x**y](u) 丁**"
    assert [(seen.text, seen.fix) for seen in see(src, "MKD001")] == [("**（b）**", None)]


def test_has_no_fix_if_three_asterisks_would_meet() -> None:
    src = "甲**。*乙*丙**丁"
    assert [seen.fix for seen in see(src, "MKD001")] == [None]
    assert fixed(src, "MKD001") == src


def test_does_not_guess_at_damaged_characters() -> None:
    assert see("甲**\ufffdb**丙", "MKD001") == []


@pytest.mark.parametrize(
    ("src", "message"),
    [
        ("高出**+4**。", "Insert a space before the asterisks"),
        ("提升**5%**的", "Insert a space after the asterisks"),
        ("记**$x$**的", "Insert a space before and after the asterisks"),
        ("甲**+4，**乙", "Insert a space before the asterisks and move '，' out of the bold text"),
        ("甲**，4%**乙", "Move '，' out of the bold text and insert a space after the asterisks"),
        ("**注意：**请看", "Move '：' out of the bold text"),
        ("甲**，乙。**丙", "Move '，' and '。' out of the bold text"),
        ("甲**：**乙", "Remove the asterisks"),
        ("**한국어(KR)**는", "Write <strong> instead of the asterisks"),
        ("这是**“零样本”**的", "Move '“' and '”' out of the bold text"),
    ],
)
def test_says_what_the_fix_does(src: str, message: str) -> None:
    (found,) = diagnose(src, "MKD001")
    assert found.fix is not None
    assert str(found.fix.message) == message

from __future__ import annotations

import pytest

from tests.frames import (
    ABSTRACT,
    HEAD_ROWS,
    METHOD,
    MOTIVATION,
    RESULTS,
    TAKEAWAYS,
    daily,
    survey,
)
from tests.support import diagnose, see

CUT = [
    # the end of the section, what the message says about it
    ("准确率提升两倍，", "with '，'"),
    ("三个结论：", "with '：'"),
    ("我们提出（", "with '（', which is never closed"),
    ("第一句。第二句说明收益并非来", "in the middle of a sentence"),
    ("- 第一点。\n- 第二点还没有写", "in the middle of a sentence"),
    ("说明**收益并", "inside bold text that is never closed"),
    ("**甲**和**乙**与**丙。", "inside bold text that is never closed"),
    ("运行 `make de", "inside a code span that is never closed"),
    ("损失为 $\\mathcal{L", "inside math that is never closed"),
    ("损失为 $$ x + y", "inside math that is never closed"),
    ("见[代码](https://github.com/a", "inside a link that is never closed"),
    ("见[代码和数", "inside a bracket that is never closed"),
    ("文。\n\n<!-- 待续", "inside a comment that is never closed"),
    ("说明收益并<!-- x -->\n\n---", "in the middle of a sentence"),
    ("准确率提升两倍，\n\n:::", "with '，'"),
]


@pytest.mark.parametrize(("end", "what"), CUT)
def test_reports_what_breaks_off(end: str, what: str) -> None:
    text = survey(ABSTRACT, MOTIVATION, METHOD, TAKEAWAYS, f"### 📈 实验结果\n{end}\n")
    assert [str(d.message) for d in diagnose(text, "SEC007")] == [
        f"section '📈 实验结果' looks cut off: it ends {what}"
    ]


def test_points_to_the_last_characters() -> None:
    (found,) = see(survey(ABSTRACT, "### 📈 实验结果\n第一句。\n第二句，\n\n"), "SEC007")
    assert (found.row, found.text) == (HEAD_ROWS + 4, "第一句。\n第二句，")


WHOLE = [
    "速度提升两倍。",
    "速度提升两倍！ ",
    "速度提升两倍~",
    "速度提升两倍……",
    '写作"两倍"',
    "（提升两倍）",
    "**提升两倍。**",
    "见 https://github.com/a/b",
    "见 github.com/a/b",
    "见 [代码](https://github.com/a/b)",
    "见 `make demo`",
    "损失为 $x$",
    "**甲**：文。**乙**：文。",
    "价格为 $5 到 $6 不等。",
    "约为 2**10 个。",
    "``word'' 如此。",
    "区间 [0, 1) 之间。",
    "- 更快的训练\n- 更少的显存",
    "- 更快的训练\n- 更少的显存\n- 更好",
    "- 更快的训练",
    "- 准确率提升 +6.6%\n- 两者结合达到最优（OVO 59.3%）\n- 在效率和性能间取得平衡",
    "1. 误差 -12%\n2. 速度 `x2`\n3. 显存更少",
    "| 方法 | 分数 |\n|---|---|\n| 甲 | 12 |",
    "```\nx = 1\n```",
    "![](a.png)",
    "#### 只有小标题",
    "速度提升两倍。\n\n---\n\n<!-- 完 -->",
    "速度提升两倍\U0001f680",
    "",
    "::: details 更多\n准确率提升两倍。\n:::",
    "准确率提升两倍。\n\n:::",
]


@pytest.mark.parametrize("end", WHOLE)
def test_leaves_what_is_whole(end: str) -> None:
    text = survey(ABSTRACT, MOTIVATION, METHOD, TAKEAWAYS, f"### 📈 实验结果\n{end}\n")
    assert see(text, "SEC007") == []


def test_a_digest_without_full_stops_is_not_a_defect() -> None:
    sections = [s.replace("。", "").replace("agents.", "agents") for s in (MOTIVATION, METHOD)]
    assert see(survey(*sections, RESULTS, "### 💬 可借鉴之处\n值得借鉴\n"), "SEC007") == []


def test_few_sections_are_judged_by_their_own_sentences() -> None:
    assert len(see(survey("### 📈 实验结果\n第一句。第二句\n"), "SEC007")) == 1
    assert see(survey("### 📈 实验结果\n只有一句\n"), "SEC007") == []


@pytest.mark.parametrize(
    ("last", "count"),
    [("**Novelty:** 6", 0), ("**Level**: very high", 0), ("**Use**: it helps with", 2)],
)
def test_a_label_with_a_word_or_two_ends_a_note(last: str, count: int) -> None:
    note = "## {0}. [Ferry {0}](https://arxiv.org/abs/2503.9000{0})\n\n**Authors:** A\n\n"
    note += "**Abstract:** It asks.\n\n**Comment:** It fits.\n"
    notes = [note.format(n) + f"{last}\n" for n in (1, 2)]
    assert len(diagnose("# Papers\n\n" + "\n".join(notes), "SEC007")) == count


def test_sections_in_a_stray_fence() -> None:
    text = survey(ABSTRACT, "```\n", METHOD, "### 📈 实验结果\n提升两倍，\n", "``` \n")
    assert [s.row for s in see(text, "SEC007")] == [HEAD_ROWS + 7]


def test_the_summary_of_a_daily_digest() -> None:
    assert len(see(daily("summary:第一句。第二句说明，"), "SEC007")) == 1
    assert see(daily("summary:第一句。第二句。"), "SEC007") == []


@pytest.mark.parametrize(("end", "count"), [("例", 1), ("，", 1), ("可", 0), ("、", 0), ("！", 0)])
def test_a_damaged_end_is_not_judged(end: str, count: int) -> None:
    # In the 1254 code page, the last three lose a byte.
    parts = [s.replace("。", "，文字。") for s in (ABSTRACT, MOTIVATION, METHOD, RESULTS)]
    raw = (survey(*parts).rstrip()[:-1] + end).encode().decode("cp1254", "ignore")
    assert len(see(raw, "SEC007")) == count

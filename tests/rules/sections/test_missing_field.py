from __future__ import annotations

import pytest

from digestlint.lint.linter import lint
from tests.frames import DAILY_HEAD, daily, open_with
from tests.support import diagnose, see

LABELS = ["核心关键词", "一句话核心摘要", "主要研究问题或目标", "关键方法论", "主要成果"]
LABELS += ["对AI从业者的主要启示"]
ENGLISH = ["Core Keywords", "1-Sentence Core Summary", "Main Research Question or Objective"]
ENGLISH += ["Key Methodology", "Primary Results", "Principal Implication for AI Practitioners"]
VARIANTS = [
    "核心关键字",
    "一句话核心概述",
    "主要研究问题/目标",
    "关键方法",
    "主要研究成果",
    "主要启示",
]


def summary(labels: list[str], pattern: str = "**{}**：文") -> str:
    return "summary:" + "  ".join(pattern.format(label) for label in labels)


@pytest.mark.parametrize("index", range(6))
def test_reports_a_missing_field(index: int) -> None:
    found = diagnose(daily(summary(LABELS[:index] + LABELS[index + 1 :])), "SEC008")
    assert [str(d.message) for d in found] == [f"the summary has no field '{LABELS[index]}'"]


def test_reports_missing_fields_one_by_one_on_the_summary() -> None:
    found = see(daily(summary(LABELS[:4])), "SEC008")
    assert [s.row for s in found] == [4, 4]
    assert found[0].text == summary(LABELS[:4])
    assert len(see(daily(summary(LABELS[:3])), "SEC008")) == 3
    assert len(see(daily(summary(LABELS[:2])), "SEC008")) == 1


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        (["Method"], "the summary has no field 'Method'"),
        (["Method", "Result"], "the summary has no labelled fields, such as 'Method'"),
    ],
)
def test_schemas_with_few_fields(labels: list[str], message: str) -> None:
    fields = {name.lower(): {"label": name, "required": True} for name in labels}
    notes = {"level": 2, "pattern": "^(?P<title>.+)$", "fields": fields}
    schema = {"match": {"headings": ["^Papers$"]}, "notes": notes}
    (found,) = lint(open_with({"own": schema}, "# Papers\n\n## A\nText.\n", "SEC008"))
    assert str(found.message) == message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "summary:**GEM, 强化学习** 本文提出了GEM。",
            "has no labelled fields, such as '核心关键词'",
        ),
        ("", "has no labelled fields, such as '核心关键词'"),
        (summary(LABELS, "**{}** 文"), "have no colons, for example '核心关键词'"),
        (summary(LABELS[:1]) + " 该论文研究了智能体。", "has no fields '一句话核心摘要', '主要"),
    ],
)
def test_a_summary_without_labels_is_one_finding(text: str, message: str) -> None:
    (found,) = diagnose(daily(text), "SEC008")
    assert message in str(found.message)


def test_a_label_without_a_value_is_empty() -> None:
    text = daily(summary(LABELS).replace("**：文  **关键", "**：  **关键"))
    assert [(s.text) for s in see(text, "SEC008")] == ["**主要研究问题或目标**："]


@pytest.mark.parametrize("labels", [LABELS, ENGLISH, VARIANTS, [*LABELS[:1], *ENGLISH[1:]]])
@pytest.mark.parametrize(
    "pattern", ["**{}**：文", "**{}**: 文", "**{}：** 文", "- **{}** ：文\n", "{}：文"]
)
def test_accepts_variants_of_labels_and_markup(labels: list[str], pattern: str) -> None:
    assert see(daily(summary(labels, pattern)), "SEC008") == []


def test_each_paper_counts_for_itself() -> None:
    text = daily(summary(LABELS)) + DAILY_HEAD.splitlines()[2].replace("0.", "1.") + "\n文。\n"
    assert [s.row for s in see(text, "SEC008")] == [6]


def test_damaged_labels_count() -> None:
    text = daily("\n".join(f"**{label}**：该研究提出了一种新的方法。" for label in LABELS))
    assert see(text.encode().decode("cp1254", "ignore"), "SEC008") == []

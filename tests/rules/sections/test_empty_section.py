from __future__ import annotations

import pytest

from tests.frames import HEAD_ROWS, survey
from tests.support import diagnose, see

NEXT = "### 💬 可借鉴之处\n奖励设计值得借鉴。\n"


@pytest.mark.parametrize("body", ["", "\n", " \t\n\n", "<!-- later -->\n", "\n---\n\n"])
def test_reports_empty_sections(body: str) -> None:
    found = see(survey("### 📈 实验结果\n", body, NEXT), "SEC002")
    assert [(s.row, s.text) for s in found] == [(HEAD_ROWS + 1, "📈 实验结果")]


def test_the_last_section_of_a_note_and_of_the_file() -> None:
    text = survey("### 📈 实验结果\n\n## b\n### 📈 实验结果")
    assert [s.row for s in see(text, "SEC002")] == [HEAD_ROWS + 1, HEAD_ROWS + 4]


def test_only_a_stray_fence_is_empty() -> None:
    text = survey("```\n### 📈 实验结果\n``` \n")
    assert [str(d.message) for d in diagnose(text, "SEC002")] == ["section '📈 实验结果' is empty"]


@pytest.mark.parametrize(
    "body",
    ["文。\n", "#### 创新点\n", "- \n", "![](a.png)\n", "| a |\n|---|\n", "$$x$$\n", "```\n```\n"],
)
def test_leaves_content_of_any_kind(body: str) -> None:
    assert see(survey("### 📈 实验结果\n", body, NEXT), "SEC002") == []


def test_leaves_sections_whose_heading_says_it_all() -> None:
    assert see(survey("### 🌟 论文解读 | 更快\n", NEXT), "SEC002") == []

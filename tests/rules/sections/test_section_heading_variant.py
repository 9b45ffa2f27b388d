from __future__ import annotations

from typing import Any

import pytest

from digestlint.core.finding import Applicability, Finding
from digestlint.fixes.fixer import Text, fix
from digestlint.lint.linter import lint
from tests.frames import HEAD_ROWS, SECTIONS, open_with, survey
from tests.support import diagnose, fixed, run_fix, see

LONG = "🚀 核心方法（介绍本文的几个创新点）"
METHODS = [
    ("### 🚀 核心方法", f"### {LONG}"),
    ("### 核心方法", f"### {LONG}"),
    ("### 🚀核心方法（介绍本文的几个创新点）", f"### {LONG}"),
    ("### 🚀 核心方法(介绍本文的几个创新点)", f"### {LONG}"),
    ("### 🚀 核心方法（介绍本文的几个创新点）：", f"### {LONG}"),
    ("### 4. 核心方法", f"### {LONG}"),
    ("### 四、核心方法", f"### {LONG}"),
    ("### **核心方法**", f"### {LONG}"),
    ("### ⭐ 方法 ###", f"### {LONG} ###"),
]
OTHERS = [
    ("### abstract", "### Abstract"),
    ("### Abstract:", "### Abstract"),
    ("### 摘要", "### Abstract"),
    ("### 论文解读 | 更快", "### 🌟 论文解读 | 更快"),
    ("### 🌟 论文导读：更快", "### 🌟 论文解读：更快"),
    ("### 背景痛点", "### 📌 背景痛点/本文动机"),
    ("### 📈 实验", "### 📈 实验结果"),
]


@pytest.mark.parametrize(("heading", "expected"), [*METHODS, *OTHERS])
def test_writes_the_canonical_heading(heading: str, expected: str) -> None:
    text = survey(f"{heading}\n文。\n")
    (found,) = see(text, "SEC004")
    assert (found.row, found.fix) == (HEAD_ROWS + 1, Applicability.SAFE)
    assert fixed(text, "SEC004") == survey(f"{expected}\n文。\n")
    assert see(survey(f"{expected}\n文。\n"), "SEC004") == []


def test_inserts_no_more_than_is_missing() -> None:
    (found,) = diagnose(survey("### 🚀 核心方法\n文。\n"), "SEC004")
    assert found.fix is not None
    assert [(e.end - e.start, e.content) for e in found.fix.edits] == [
        (0, "（介绍本文的几个创新点）")
    ]
    assert str(found.message) == f"section heading '🚀 核心方法' should be '{LONG}'"


@pytest.mark.parametrize(
    "heading",
    [
        *(section.splitlines()[0] for section in SECTIONS),
        "### 🌟 论文解读 | 核心方法",
        "### 🌟 论文解读",
        "### 核心方法的局限",
        "### 实验设置",
        "### 🎉",
        "#### 结果\n\n### 📈 实验结果",
    ],
)
def test_leaves_canonical_and_other_headings(heading: str) -> None:
    assert see(survey(f"{heading}\n文。\n"), "SEC004") == []


@pytest.mark.parametrize(
    ("link", "applicability"),
    [
        ("[m](#-核心方法)", Applicability.UNSAFE),
        ("[m](#-%E6%A0%B8%E5%BF%83%E6%96%B9%E6%B3%95)", Applicability.UNSAFE),
        ("[m](#-核心方法-1)", Applicability.UNSAFE),
        ("[m](#-核心方法介绍本文的几个创新点)", Applicability.UNSAFE),
        ('<a href="#-核心方法">m</a>', Applicability.UNSAFE),
        ("[m](#a)", Applicability.SAFE),
        ("[m](other.md#-核心方法)", Applicability.SAFE),
    ],
)
def test_is_unsafe_where_a_link_names_the_anchor(link: str, applicability: Applicability) -> None:
    assert [s.fix for s in see(survey(f"### 🚀 核心方法\n见 {link}。\n"), "SEC004")] == [
        applicability
    ]


@pytest.mark.parametrize("level", [1, 2, 4, 6])
def test_reports_the_level_and_changes_it_on_request(level: int) -> None:
    text = survey("### Abstract\nx.\n", "#" * level + " 📈 实验结果\n好。\n")
    (found,) = diagnose(text, "SEC004")
    assert (
        str(found.message) == f"the heading of section '📈 实验结果' has level {level} instead of 3"
    )
    assert fixed(text, "SEC004", unsafe=False) == text
    assert fixed(text, "SEC004") == survey("### Abstract\nx.\n### 📈 实验结果\n好。\n")


def test_an_underlined_section_heading_has_no_fix() -> None:
    (found,) = diagnose(survey("Abstract\n---\nx.\n"), "SEC004")
    assert found.fix is None


def test_inserts_into_a_damaged_line() -> None:
    text = survey(*SECTIONS[:3], "### 🚀 核心方法\n我们让它更快，也更稳定。\n", *SECTIONS[4:])
    raw = text.encode().decode("cp1254", "ignore")
    result = run_fix(raw, "SEC004")
    assert [d.code for d in result.applied] == ["SEC004"]
    assert result.remaining == []
    before, after = raw.split("\n"), result.text.text.split("\n")
    changed = [(a, b) for a, b in zip(before, after, strict=True) if a != b]
    assert [b.removeprefix(a) for a, b in changed] == ["（介绍本文的几个创新点）"]


SHORT: dict[str, Any] = {
    "survey": {
        "extends": "survey",
        "notes": {"sections": {"method": {"heading": "🚀 核心方法"}}},
    }
}


def test_users_choose_the_canonical_form() -> None:
    text = survey(f"### {LONG}\n文。\n")

    def check(current: Text) -> list[Finding]:
        return lint(open_with(SHORT, current.text, "SEC004"))

    assert [str(d.message) for d in check(Text(text, False))] == [
        f"section heading '{LONG}' should be '🚀 核心方法'"
    ]
    result = fix(Text(text, False), check, unsafe=False)
    assert result.text.text == survey("### 🚀 核心方法\n文。\n")


@pytest.mark.parametrize("indent", ["", " ", "   "])
def test_a_heading_may_be_indented(indent: str) -> None:
    text = survey("### Abstract\nx.\n", f"{indent}#### 📈 实验结果\n好。\n")
    assert fixed(text, "SEC004") == survey("### Abstract\nx.\n", f"{indent}### 📈 实验结果\n好。\n")


@pytest.mark.parametrize("heading", [heading for heading, _ in (*METHODS, *OTHERS)])
def test_writes_only_what_differs(heading: str) -> None:
    text = survey(f"{heading}\n文。\n")
    (found,) = diagnose(text, "SEC004")
    assert found.fix
    for edit in found.fix.edits:
        assert not set(text[edit.start : edit.end]) & set(edit.content)
        assert edit.start < edit.end or edit.content

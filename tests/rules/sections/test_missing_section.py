from __future__ import annotations

import pytest

from digestlint.lint.linter import lint
from tests.frames import ABSTRACT, METHOD, READING, SECTIONS, open_with, survey
from tests.support import diagnose, see

NAMES = ["Abstract", "🌟 论文解读", "📌 背景痛点/本文动机", "🚀 核心方法（介绍本文的几个创新点）"]
NAMES += ["📈 实验结果", "💬 可借鉴之处"]


@pytest.mark.parametrize("index", range(6))
def test_reports_each_missing_section(index: int) -> None:
    found = diagnose(survey(*SECTIONS[:index], *SECTIONS[index + 1 :]), "SEC001")
    assert [str(d.message) for d in found] == [f"the notes have no section '{NAMES[index]}'"]


def test_reports_sections_one_by_one_and_points_to_the_note() -> None:
    found = see(survey(*SECTIONS[:4]), "SEC001")
    assert [(s.row, s.text) for s in found] == [(5, "a"), (5, "a")]


def test_notes_without_any_section_are_one_finding() -> None:
    found = diagnose(survey("All in one text.\n"), "SEC001")
    assert [str(d.message) for d in found] == [
        "the notes have no sections; the first should be 'Abstract'"
    ]


def test_each_note_counts_for_itself() -> None:
    text = survey(*SECTIONS, "## b\nText.\n", "## c\n", *SECTIONS[1:])
    found = see(text, "SEC001")
    assert [s.text for s in found] == ["b", "c"]


@pytest.mark.parametrize(
    ("headings", "message"),
    [
        (["Method"], "the notes have no section 'Method'"),
        (["Method", "Result"], "the notes have no sections; the first should be 'Method'"),
    ],
)
def test_schemas_with_few_sections(headings: list[str], message: str) -> None:
    sections = {name.lower(): {"heading": name, "required": True} for name in headings}
    notes = {"level": 2, "pattern": "^(?P<title>.+)$", "section-level": 3, "sections": sections}
    schema = {"match": {"headings": ["^Papers$"]}, "notes": notes}
    (found,) = lint(open_with({"own": schema}, "# Papers\n\n## A\nText.\n", "SEC001"))
    assert str(found.message) == message


@pytest.mark.parametrize(
    "parts",
    [
        SECTIONS,
        (ABSTRACT, "```\n", *SECTIONS[1:], "``` \n"),
        (ABSTRACT, "```\n", *SECTIONS[1:]),  # unclosed
        (*SECTIONS[:3], "### 核心方法\n文。\n", *SECTIONS[4:]),
        (*SECTIONS[:3], "#### 🚀 核心方法（介绍本文的几个创新点）\n文。\n", *SECTIONS[4:]),
        (*SECTIONS[:3], "## 🚀 核心方法（介绍本文的几个创新点）\n文。\n", *SECTIONS[4:]),
        (*SECTIONS[:3], "# 🚀 核心方法（介绍本文的几个创新点）\n文。\n", *SECTIONS[4:]),
        (*SECTIONS[:3], METHOD.replace("我们让它更快。\n", ""), *SECTIONS[4:]),
        (*SECTIONS[:1], READING.replace(" | 更快", ""), *SECTIONS[2:]),
        (*SECTIONS[:1], "Abstract\n---\nx\n", *SECTIONS[1:]),
    ],
)
def test_leaves_what_is_there_in_any_shape(parts: tuple[str, ...]) -> None:
    assert see(survey(*parts), "SEC001") == []


def test_leaves_files_that_are_not_digests() -> None:
    assert see("# a\n## b\n### Abstract\n", "SEC001") == []


def test_a_heading_too_damaged_to_tell_keeps_the_note_from_being_judged() -> None:
    text = survey(
        *SECTIONS[:3], "### 方法与核心的介绍\n我们让它更快的方法与实验。\n", *SECTIONS[4:]
    )
    assert len(see(text, "SEC001")) == 1
    raw = text.encode().decode("cp1254", "ignore")
    assert see(raw, "SEC001") == []


def test_a_user_can_make_a_section_optional() -> None:
    schemas = {
        "survey": {"extends": "survey", "notes": {"sections": {"method": {"required": False}}}}
    }
    text = survey(*SECTIONS[:3], *SECTIONS[4:])
    assert lint(open_with(schemas, text, "SEC001")) == []
    assert len(lint(open_with({}, text, "SEC001"))) == 1

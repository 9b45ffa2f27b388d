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


def own(body: str, **notes: object) -> dict[str, dict[str, object]]:
    return {"own": {"match": {"headings": ["^Papers$"]}, "notes": {"body": body, **notes}}}


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("## A\n\n## B\nText.\n", [2]),
        ("## A\n<!-- later -->\n\n---\n\n## B\n", [2, 7]),
        ("## A\n### Aim\n\n## B\n![](a.png)\n", []),
        ("A\n---\n\nB\n---\nText.\n", [2]),
        ("## [A](https://example.org)\n", [2]),
        ("## A\r\n\r\n## B\r\nText.\r\n", [2]),
    ],
)
def test_notes_that_must_have_a_body(text: str, rows: list[int]) -> None:
    found = see(f"# Papers\n{text}", "SEC002", schemas=own("required", level=2))
    assert [each.row for each in found] == rows
    assert see(f"# Papers\n{text}", "SEC002", schemas=own("optional", level=2)) == []


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("- [A](https://example.org)\n- [B](https://example.org): text\n", [2]),
        ("- [A](https://example.org)\n\n  Text.\n", []),
        ("- **[A](https://example.org)**\n", [2]),
    ],
)
def test_items_that_must_have_a_body(text: str, rows: list[int]) -> None:
    how = {"kind": "list-item", "pattern": r"^\**\[(?P<title>.+?)\]"}
    found = see(f"# Papers\n{text}", "SEC002", schemas=own("required", **how))
    assert [each.row for each in found] == rows


def test_empty_notes_are_one_finding() -> None:
    parts = {
        "sections": {"aim": {"heading": "Aim"}, "means": {"heading": "Means"}},
        "fields": {"venue": {"label": "Venue"}},
    }
    found = see("# Papers\n## A\n\n", "SEC", schemas=own("required", level=2, **parts))
    assert [each.code for each in found] == ["SEC002"]


@pytest.mark.parametrize(("level", "rows"), [({}, [7]), ({"section-level": 3}, [2, 7])])
def test_sections_of_deeper_levels_are_content_where_any_level_is_right(
    level: dict[str, int], rows: list[int]
) -> None:
    sections = {"method": {"heading": "Method"}, "overview": {"heading": "Overview"}}
    schemas = {
        "own": {
            "match": {"headings": ["^Method$"]},
            "notes": {"kind": "file", "sections": sections, "ordered": False, **level},
        }
    }
    text = "# A\n## Method\n\n### 1. Overview\n\nText.\n### Method\n\n"
    assert [each.row for each in see(text, "SEC002", schemas=schemas)] == rows

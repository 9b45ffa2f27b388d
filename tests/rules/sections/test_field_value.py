from __future__ import annotations

from typing import Any

import pytest

from tests.support import diagnose, open_text, see

KIND = {
    "date": "a date",
    "url": "a URL",
    "arxiv-id": "an arXiv id",
    "doi": "a DOI",
    "count": "a number",
}


def own(field: dict[str, Any], **notes: Any) -> dict[str, Any]:
    fields = {"it": {"label": "It", **field}, "next": {"label": "Next", "required": False}}
    notes = {"level": 2, "fields": fields, **notes}
    return {"own": {"match": {"headings": ["^Papers"]}, "notes": notes}}


def said(value: str, field: dict[str, Any], *rules: str) -> list[str]:
    text = f"# Papers\n\n## Ferry\n**It**: {value}\n"
    return [str(found.message) for found in diagnose(text, *rules, schemas=own(field))]


RIGHT = {
    "date": [
        "2025-03-17", "2025/3/17", "2025.03.17", "2025年3月17日", "2025년 3월 17일", "20250317",
        "2025-03", "2025", "17.03.2025", "3/17/2025", "25/03", "25-03-17", "3月17日",
        "Mar 17, 2025",
        "17 March 2025", "March 2025", "17 de marzo de 2025", "17 марта 2025 г.",
        "2025-03-17T08:00:00Z", "`2025-03-17`", "**2025-03-17**", "<b>2025-03-17</b>",
        "[2025-03-17](#day)", "2025-03-17 (v2)", "Submitted on 17 Mar 2025", "２０２５-03-17",
        "\n2025-03-17", "2025-03-17<br>soon", "2024-02-29",
    ],
    "url": [
        "https://example.org", "<https://example.org>", "[here](https://example.org)",
        "[code](https://example.org) and more", "`https://example.org/a`", "www.example.org",
        "github.com/harbour/ferry",
        "[![badge](b.svg)](https://example.org)", "<a href='https://example.org'>code</a>",
        "[code][1]\n\n[1]: https://example.org", "[code](<https://example.org/a b>)",
        # Other rules report what is wrong with these.
        "[code]()", "[code](ttps://example.org)", "[code](https://example.org/a b)",
    ],
    "arxiv-id": [
        "2503.99001", "2503.99001v2", "arXiv:2503.01234", "[2503.01234](https://example.org)",
        "[paper](https://arxiv.org/abs/2503.01234)", "https://arxiv.org/pdf/2503.01234v1.pdf",
        "math/0309136", "`2503.01234`", "2503.01234 [cs.CL]", "10.48550/arXiv.2503.01234",
        "[paper](https://arxiv.org/abs/2503)",  # malformed-arxiv-id reports it
    ],
    "doi": ["10.1000/182", "https://doi.org/10.1000/182", "[doi](https://doi.org/10.1000/182)",
            "`10.1000/182`", "DOI: 10.1000/182"],
    "count": ["12", "1,234", "1.2k", "12 citations", "約12本", "`12`", "十二", "0", "１２", "2025"],
}  # fmt: skip
WRONG = {
    "date": ["soon", "2025-13-45", "2025-02-30", "[day](2025-03-17.md)", "17/17", "`n.d.`", "v2",
             "soon\n\nIn 2025 it came.", "<!-- 2025-03-17 -->soon"],
    "url": ["soon", "[code](#code)", "[code](code.md)", "`code`", "on GitHub", "example",
            "soon\n\nSee <https://example.org>."],
    "arxiv-id": ["soon", "12345", "[paper](https://example.org/1)", "2503", "arXiv"],
    "doi": ["soon", "11.1000/182", "[doi](https://example.org/182)", "10.1000"],
    "count": ["many", "-", "2025-03-17", "https://example.org/12", "?"],
}  # fmt: skip


@pytest.mark.parametrize(("kind", "value"), [(k, v) for k, vs in RIGHT.items() for v in vs])
def test_right_values(kind: str, value: str) -> None:
    assert said(value, {"type": kind}, "SEC010") == []


@pytest.mark.parametrize(("kind", "value"), [(k, v) for k, vs in WRONG.items() for v in vs])
def test_wrong_values(kind: str, value: str) -> None:
    (message,) = said(value, {"type": kind}, "SEC010")
    assert message.startswith(f"the value of field 'It' is not {KIND[kind]}: '")


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_points_to_the_first_line_of_the_value(ending: str) -> None:
    text = ending.join(["# Papers", "## Ferry", "**It**:", "  soon, *perhaps*", "more", ""])
    (found,) = see(text, "SEC010", schemas=own({"type": "date"}))
    assert (found.row, found.text) == (4, "soon, *perhaps*")


@pytest.mark.parametrize(
    ("value", "pattern", "right"),
    [
        ("ICLR 2025", r"^[A-Z]+ \d{4}$", True),
        ("**ICLR 2025**", r"^[A-Z]+ \d{4}$", True),
        ("[ICLR 2025](https://example.org)", r"^[A-Z]+ \d{4}$", True),
        ("ICLR 2025\n\nMore text.", r"^[A-Z]+ \d{4}$", True),
        ("[p](https://arxiv.org)", r"arxiv\.org", True),  # what is written
        ("at ICLR", r"^[A-Z]+ \d{4}$", False),
        ("", r"^[A-Z]+$", True),
        ("None", r"^[A-Z]+$", True),
    ],
)
def test_patterns(value: str, pattern: str, right: bool) -> None:
    expected = f"the value of field 'It' does not match '{pattern}': '{value}'"
    assert said(value, {"value": pattern}, "SEC010") == ([] if right else [expected])


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("Short.", 6),
        ("**Short**.", 6),
        ("[Short](https://example.org/a/long/address)", 5),
        ("Short. <!-- a comment that is long -->", 6),
        ("<font color='red'>短文</font>", 2),
        ("A longer text.", None),
        ("![](figure-of-the-method.png)", None),
        ("", None),
    ],
)
def test_lengths(value: str, number: int | None) -> None:
    message = f"the value of field 'It' is too short: {number} of at least 10 characters"
    assert said(value, {"least-length": 10}, "SEC010") == ([message] if number else [])


def test_short_sections() -> None:
    sections = {"method": {"heading": "Method", "least-length": 10}, "aim": {"heading": "Aim"}}
    text = "# Papers\n## A\n### Method\nFast.\n### Aim\nA.\n## B\n### Method\nA longer text.\n"
    text += "## C\n### Method\n\n## D\n### Method\n![](figure-of-it.png)\n"
    found = diagnose(text, "SEC010", schemas=own({}, sections=sections))
    assert [str(each.message) for each in found] == [
        "section 'Method' is too short: 5 of at least 10 characters"
    ]


@pytest.mark.parametrize(
    ("value", "rule"),
    [
        ("", "SEC008"), ("None", "SEC008"), ("N/A", "SEC008"), ("\n### More\nText.", "SEC008"),
        ("Summary generation failed", "GEN001"), ("{{date}}", "GEN001"), ("soon", "SEC010"),
    ],
)  # fmt: skip
def test_one_finding_a_value(value: str, rule: str) -> None:
    text = f"# Papers\n\n## Ferry\n**It**: {value}\n"
    text += "\n## Kelp\n**It**: 2025-03-17\n\nhttps://arxiv.org/abs/2503.01234\n"
    found = see(text, "GEN001", "SEC", schemas=own({"type": "date"}))
    assert [each.code for each in found] == [rule]


def test_entries_have_values_too() -> None:
    entries = {"pattern": "^(?P<title>[A-Z]+)", "fields": {"it": {"label": "It", "type": "date"}}}
    schemas = {"own": {"match": {"headings": ["^Papers"]}, "entries": entries}}
    text = "# Papers\n- A **It**: 2025\n- B **It**: soon\n"
    assert [(s.row, s.text) for s in see(text, "SEC010", schemas=schemas)] == [(3, "soon")]


def test_damaged_values_are_not_judged() -> None:
    text = "# Papers\n## 论文的方法与结果\n**It**: 在二零二五年的三月十七日发表\n"
    raw = text.encode().decode("cp1254", "ignore")
    document = open_text(raw, "SEC010", schemas=own({"type": "url"}))
    assert document.digest is not None
    assert see(raw, "SEC010", schemas=own({"type": "url"})) == []

from __future__ import annotations

from typing import Any

import pytest

from digestlint.core.rule_docs import examples
from digestlint.lint.linter import lint
from digestlint.lint.registry import find_rule
from tests.frames import ABSTRACT, SECTIONS, daily, open_with, survey
from tests.support import diagnose, see

LIST = "no heading matches '^Paper List\\b', which schema 'survey' has above the entries"
NOTES = "no heading matches '^TLDR/Notes\\b', which schema 'survey' has above the notes"
DAY = "no heading matches '^Papers for \\d{4}-\\d{2}-\\d{2}', which schema 'daily' has above"
NUMBER = "no heading matches '^\\d+\\.\\s*\\S', which schema 'daily' has in a digest"
ENTRIES = "# Paper List\n- [25/09] **A**\n"


@pytest.mark.parametrize(
    ("text", "schema", "expected"),
    [
        ("# Hello\n\nText.\n", "survey", [LIST, NOTES]),
        ("", "survey", [LIST, NOTES]),
        ("no heading\n", "survey", [LIST, NOTES]),
        ("---\ntitle: Paper List\n---\n", "survey", [LIST, NOTES]),
        (ENTRIES, "survey", [NOTES]),
        ("# TLDR/Notes\n## a\n" + ABSTRACT, "survey", [LIST]),
        ("**Paper List**\n\n- [25/09] **A**\n\n# TLDR/Notes\n## a\n", "survey", [LIST]),
        ("# Paper Liste\n\n# TLDR/Note\n", "survey", [LIST, NOTES]),
        ("# 论文列表\r\n\r\n# 笔记\r\n", "survey", [LIST, NOTES]),
        ("# Hello\n", "daily", [DAY, NUMBER]),
        ("# Papers for 2025-10-03\n", "daily", [NUMBER]),
        ("# Papers for today\n\n## 1.[A](b)\n", "daily", [DAY]),
        ("# Paper List\n\n# TLDR/Notes\n", "survey", ["there are no entries and no notes"]),
        (survey(*SECTIONS), "survey", []),
        (f"```markdown\n{survey(*SECTIONS)}```\n", "survey", []),
        (daily("x"), "daily", []),
        ("# Hello\n", "none", []),
        ("# Hello\n", None, []),
        (ENTRIES, None, []),
    ],
)
def test_reports_what_the_schema_asks_for(
    text: str, schema: str | None, expected: list[str]
) -> None:
    said = [d.message for d in diagnose(text, "SEC009", schema=schema)]
    assert len(said) == len(expected)
    assert all(message.startswith(start) for message, start in zip(said, expected, strict=True))


@pytest.mark.parametrize("schema", ["survey", "daily"])
@pytest.mark.parametrize("text", ["", "\n", "# Hello\n", "Text.\n", "- [25/09] **A**\n"])
def test_a_schema_that_does_not_fit_is_never_clean(schema: str, text: str) -> None:
    assert diagnose(text, schema=schema) != []


def test_is_reported_at_the_title() -> None:
    text = "Text.\n\n## Hello *there*\n"
    assert {(s.row, s.text, s.fix) for s in see(text, "SEC009", schema="daily")} == {
        (3, "Hello *there*", None)
    }


@pytest.mark.parametrize(
    ("schema", "text", "expected"),
    [
        ({"entries": {"pattern": r"^\[(?P<title>.+?)\]"}}, "* A\n", "there are no entries of"),
        ({"notes": {"level": 2}}, "text\n", "there are no notes of schema 'own'"),
        ({"notes": {"level": 2}}, "## a\n", None),
        ({}, "text\n", None),
        # A part of its own may be missing from a file that was recognised.
        ({"entries": {"pattern": "x", "under": "^L"}, "notes": {"level": 2}}, "## a\n", None),
    ],
)
def test_a_recognised_digest_without_anything(
    schema: dict[str, Any], text: str, expected: str | None
) -> None:
    own = {"own": {"match": {"headings": ["^Mine"]}, **schema}}
    said = [d.message for d in lint(open_with(own, f"# Mine\n\n{text}", "SEC009"))]
    assert len(said) == (expected is not None)
    assert all(message.startswith(expected or "") for message in said)


def test_the_documented_example() -> None:
    wrong, right = examples(find_rule("SEC009").docs)
    assert [d.message for d in diagnose(wrong, "SEC009", schema="survey")] == [NOTES]
    assert diagnose(right, "SEC009", schema="survey") == []

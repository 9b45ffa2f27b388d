from __future__ import annotations

import pytest

from tests.support import diagnose, fixed, see

SAFE = [
    ("##中文标题\n\n正文\n", "## 中文标题\n\n正文\n"),
    ("##\u00a0Title\n", "## Title\n"),
    ("#\u3000标题\n", "# 标题\n"),
    ("#\u3000 Title\n", "# Title\n"),
    ("##\u2003Title\n", "## Title\n"),
    ("#\u200bTitle\n", "# Title\n"),
    ("###1. Methods\ntext\n", "### 1. Methods\ntext\n"),
    ("###2017-03-10\r\n\r\n####go\r\n* a\r\n", "### 2017-03-10\r\n\r\n#### go\r\n* a\r\n"),
    ("##🚀 核心方法\n文\n", "## 🚀 核心方法\n文\n"),
    ("##（一）背景\n", "## （一）背景\n"),
    ("##**粗体**\n", "## **粗体**\n"),
    ("##[标题](https://a.org)\n", "## [标题](https://a.org)\n"),
    ("##标题##\n", "## 标题 ##\n"),
    ("##\u00a0标题\u00a0##\n", "## 标题 ##\n"),
    ("##\u3000标题 \u3000 #\n", "## 标题 #\n"),
    ("##标题\u2003### \n", "## 标题 ### \n"),
    ("##C#\n", "## C#\n"),
    ("- ##标题\n- b\n", "- ## 标题\n- b\n"),
    ("> ##标题\n", "> ## 标题\n"),
    ("1. ##标题\n", "1. ## 标题\n"),
    ("  ##标题\n", "  ## 标题\n"),
    ("10. a\n\n    ##标题\n", "10. a\n\n    ## 标题\n"),
    # Where others lack the space, too, a single sign is one of a heading.
    ("#第一章\n\n##第一节\n", "# 第一章\n\n## 第一节\n"),
]
UNSAFE = [
    ("text\n##标题\n", "text\n## 标题\n"),
    ("above\r\rtext\r##标题\r", "above\r\rtext\r## 标题\r"),
    ("## 标题\n\n##标题\n\n[x](#标题)\n", "## 标题\n\n## 标题\n\n[x](#标题)\n"),
    ("<a id='x'></a>\n\n##X\n", "<a id='x'></a>\n\n## X\n"),
    ("#My Title\n\n## Part\n", "# My Title\n\n## Part\n"),
    ("---\na: b\n---\n#标题\n\n## 节\n", "---\na: b\n---\n# 标题\n\n## 节\n"),
]
LEFT = [
    "# Title\n\n## Part ##\n\n#\n\n##\n",
    "#hashtag\n\n#标签\n\n#AI #ML\n",
    "#1234 is fixed\n\ntext, as in issue\n#1234\n",
    "#!/bin/sh\n\n#include <x>\n",
    "# Title\n\n#标签\n\n## Part\n",
    "#标签\n\n# Title\n",
    "##tag ##tag2\n\n##AI #ML\n",
    "##[command]npm\n\n##vso[task.x]y\n\n##fileformat=VCFv4.2\n\n##----\n\n##/x\n",
    "####### seven\n\n\\##x\n\n`##x`\n",
    "```\n##x\n```\n\n    ##y\n\n<div>\n##x\n</div>\n\n<!--\n##x\n-->\n",
    "| a |\n|---|\n| ##x |\n|##x|\n",
    "##x\n---\n",
    "text\n    ##x\n",
    "---\n##x: y\n---\n",
    "as in (issue\n##524526)\n",
    "a ##x\n\n**##x**\n",
]


@pytest.mark.parametrize(("text", "expected"), SAFE)
def test_fixes(text: str, expected: str) -> None:
    assert fixed(text, "MKD005", unsafe=False) == expected
    assert see(expected, "MKD005") == []


@pytest.mark.parametrize(("text", "expected"), UNSAFE)
def test_fixes_in_doubt(text: str, expected: str) -> None:
    assert fixed(text, "MKD005", unsafe=False) == text
    assert fixed(text, "MKD005") == expected


@pytest.mark.parametrize("text", LEFT)
def test_leaves_alone(text: str) -> None:
    assert see(text, "MKD005") == []


def test_points_to_the_signs_and_the_wrong_space() -> None:
    text = "> ##\u3000\u3000标题\n"
    (found,) = diagnose(text, "MKD005")
    assert text[found.start : found.end] == "##\u3000\u3000"


@pytest.mark.parametrize("text", ["- a\n##标题\nb\n3. c\n", "1. a\n   ##标题\n", "> a\n##标题\n"])
def test_has_no_fix_that_would_end_a_list_item(text: str) -> None:
    (found,) = diagnose(text, "MKD005")
    assert found.fix is None

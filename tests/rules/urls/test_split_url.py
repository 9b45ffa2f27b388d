from __future__ import annotations

import pytest

from digestlint.core.finding import Applicability
from tests.support import fixed, see

DIGEST = """# Paper List
- [25/05] **A Title**
[[Paper](https://arxiv.org/pdf/1)] [[Code](https://github.com/a-b/Search-R1.)] [[Notes](#a-title)]
- [25/05] **Other**
[[Paper](https://arxiv.org/pdf/2)] [[Notes](#other)]

# TLDR/Notes
## a-title
### Abstract
{first}
## other
### Abstract
{second}
"""
KNOWN = [
    ("（https://github.com/a-b/Search - R1），好", "（https://github.com/a-b/Search-R1），好"),
    ("https://github.com/a - b/Search - R1", "https://github.com/a-b/Search-R1"),
    ("at https://github.com/a-b/Search - R1 and", "at https://github.com/a-b/Search-R1 and"),
    ("at https://github.com/a-b/\nSearch-R1. It", "at https://github.com/a-b/Search-R1. It"),
    ("at https://github.com/a-b/Search-\r\nR1. It", "at https://github.com/a-b/Search-R1. It"),
    ("at https://github.com/ a-b/Search-R1", "at https://github.com/a-b/Search-R1"),
    ("at https:// github.com/a-b/Search-R1", "at https://github.com/a-b/Search-R1"),
]
LIKELY = [
    ("（https://github.com/a/R1 - Router），好", "（https://github.com/a/R1-Router），好"),
    ("[c](https://github.com/a/b - c)", "[c](https://github.com/a/b-c)"),
    ("at https://github.com/tmlr - group/AR - Bench now", None),
    ("at https://rag - gym.github.io now", "at https://rag-gym.github.io now"),
    ("at https://github.com/a/b-\nc. It", "at https://github.com/a/b-c. It"),
    ("at https:// a.org/b now", "at https://a.org/b now"),
]
LEFT = [
    "（https://github.com/a/b - GitHub）",
    "(https://github.com/a/b - MIT)",
    "at https://github.com/a - AI/ML research",
    "at https://github.com/a - and/or",
    "at https: //b.this http URL now",
    "@misc{a, title = {A}, url = {https:// a.org/b}}",
    "- https://github.com/a/b - a tool",
    "- https://github.com/a/b - Tool",
    "- https://github.com/a/b - R1",
    "- [a](https://github.com/a/b) - R1",
    "（https://a.org/b - 工具）",
    "(https://a.org/b - Tool)",
    "(https://github.com/a/b - code)",
    "(https://github.com/a/b - A tool)",
    "https://github.com/a/b\nThe next line",
    "https://github.com/a/\nb",
    "https://github.com/a - see b",
    "http://localhost - see a.b",
    "- https://github.com/a/b-c\n- d",
    "https://github.com/a/b-\n\nc",
    "`https://github.com/a/b - c`",
    "Use https:// here.",
]


def digest(first: str, second: str = "None.") -> str:
    return DIGEST.format(first=first, second=second)


@pytest.mark.parametrize(("src", "expected"), KNOWN)
def test_joins_safely_what_is_in_the_entry(src: str, expected: str) -> None:
    assert [s.fix for s in see(digest(src), "URL008")] == [Applicability.SAFE]
    assert fixed(digest(src), "URL008", unsafe=False) == digest(expected)


def test_the_url_of_another_paper_is_no_evidence() -> None:
    src = digest("None.", "at https://github.com/a-b/Search - R1 and")
    assert see(src, "URL008") == []


@pytest.mark.parametrize(("src", "expected"), LIKELY)
def test_joins_unsafely_what_looks_like_one_url(src: str, expected: str | None) -> None:
    assert [s.fix for s in see(src, "URL008")] == [Applicability.UNSAFE]
    expected = expected or src.replace(" - ", "-")
    assert fixed(src, "URL008") == expected
    assert see(expected, "URL008") == []


@pytest.mark.parametrize("src", LEFT)
def test_leaves_descriptions(src: str) -> None:
    assert see(src, "URL008") == []


def test_without_a_digest_the_whole_file_is_evidence() -> None:
    src = "Code: https://github.com/a/b - c\n\n[d](https://github.com/a/b-c)"
    assert [s.fix for s in see(src, "URL008")] == [Applicability.SAFE]


def test_composes_with_swallowed_text() -> None:
    src = "（https://github.com/a/R1 - Router），好"
    assert fixed(src, "URL008", "URL009") == "（<https://github.com/a/R1-Router>），好"

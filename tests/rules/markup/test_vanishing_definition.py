from __future__ import annotations

from pathlib import Path

import pytest

from digestlint.document.context import Context
from digestlint.project.context import FileLinkResolver
from tests.support import diagnose, fixed, see


@pytest.fixture
def around(tmp_path: Path) -> Context:
    (tmp_path / "Home").write_text("x\n", encoding="utf-8")
    return Context(resolver=FileLinkResolver(tmp_path / "digest.md", tmp_path, "github"))


SAFE = [
    ("- [D-01]: 已复核。\n- [D-02]: 未通过。\n", "- \\[D-01]: 已复核。\n- \\[D-02]: 未通过。\n"),
    # Only the first of one label defines it; all of them vanish.
    ("- [D]: 理由。\n\n- [D]: 复核。\n", "- \\[D]: 理由。\n\n- \\[D]: 复核。\n"),
    ("- [D]: A B。\n\n- [D]: 复核。\n", "- [D]: A B。\n\n- \\[D]: 复核。\n"),
    ("[注]: 说明文字\n", "\\[注]: 说明文字\n"),
    ("* [优点]: 快\r\n* [缺点]: 慢\r\n", "* \\[优点]: 快\r\n* \\[缺点]: 慢\r\n"),
    ("1. [结论]: 有效。\n2. text\n", "1. \\[结论]: 有效。\n2. text\n"),
    ("> [注]: 说明\n> 更多\n", "> \\[注]: 说明\n> 更多\n"),
    ('[注]: 见下文 "题"\n', '\\[注]: 见下文 "题"\n'),
    ("[注]:\n有效。\n", "\\[注]:\n有效。\n"),
    ("[注]: 说明\n2. text\n    text\n", "\\[注]: 说明\n2. text\n    text\n"),
    (
        "- [教程]: 官方教程。\n\n[教程]: https://a.org\n",
        "- [教程]\\: 官方教程。\n\n[教程]: https://a.org\n",
    ),
    ("[TODO]: fix.\n", "\\[TODO]: fix.\n"),
    ("- [a]: これ\n  - [b]: それ\n", "- \\[a]: これ\n  - \\[b]: それ\n"),
]
UNSAFE = [
    ("[note]: important\n", "\\[note]: important\n"),
    ("[version]: v1.2\n", "\\[version]: v1.2\n"),
    ("- [Paper]: https://a.org/b\n", "- \\[Paper]: https://a.org/b\n"),
    ("- [x]: done\n", "- \\[x]: done\n"),
]
NO_FIX = ["[注]: 说明\n---\n", "[注]: 说明\n===\n", "- [注]: 说明\n  ===\n"]
LEFT = [
    "[a] [b] [c] [d] [e]\n\n[a]: https://a.org\n[b]: #part\n[c]: ./c\n[d]: 笔记.md\n[e]: <x y>\n",
    "[1.0.0]: https://a.org/releases\n[x]: notes.md\n[y]: a/b\n",
    "- [a]: https://a.org\n\n[a]\n",
    "[//]: # (a comment)\n[comment]: <> (another)\n[//]: comment\n[#]: x\n",
    "[home] [wiki]\n\n[home]: Home\n[wiki]: Wiki\n[other]: Home\n",
    "[^1]: 脚注。\n\nx[^1]\n",
    "**[注]**: 说明\n\n[注]: 两 个\n\n\\[注]: 说明\n\ntext\n[注]: 说明\n",
    "```\n[注]: 说明\n```\n\n    [注]: 说明\n\n<!--\n[注]: 说明\n-->\n\n[a]: https://a.org\n",
    "---\n[注]: 说明\n---\n\n[a]: https://a.org\n",
    "- [ ]: x\n",
    "[text][D] [E][]\n\n[D]: 已复核\n[E]: 说明。\n",
]


@pytest.mark.parametrize(("text", "expected"), SAFE)
def test_fixes(around: Context, text: str, expected: str) -> None:
    assert fixed(text, "MKD006", unsafe=False, context=around) == expected
    assert see(expected, "MKD", "ANC", context=around) == []
    assert see(text, "ANC", context=around) == []


@pytest.mark.parametrize(("text", "expected"), UNSAFE)
def test_fixes_in_doubt(around: Context, text: str, expected: str) -> None:
    assert fixed(text, "MKD006", unsafe=False, context=around) == text
    assert fixed(text, "MKD006", context=around) == expected


@pytest.mark.parametrize("text", NO_FIX)
def test_has_no_fix_that_would_change_what_is_around(around: Context, text: str) -> None:
    assert [seen.fix for seen in see(text, "MKD006", context=around)] == [None]


@pytest.mark.parametrize("text", LEFT)
def test_leaves_alone(around: Context, text: str) -> None:
    assert see(text, "MKD006", context=around) == []


def test_says_that_the_text_vanishes(around: Context) -> None:
    (found,) = diagnose("- [D-01]: 已复核。\n", "MKD006", context=around)
    assert str(found.message).endswith("vanishes")


def test_many_are_reported_in_rounds(around: Context) -> None:
    text = "[注]: 说明\n\n" * 2500
    assert len(diagnose(text, "MKD006", context=around)) == 2000
    assert fixed(text, "MKD006", unsafe=False, context=around) == "\\[注]: 说明\n\n" * 2500

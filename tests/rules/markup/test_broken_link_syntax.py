from __future__ import annotations

from pathlib import Path

import pytest

from digestlint.document.context import Context
from digestlint.project.context import FileLinkResolver
from tests.support import diagnose, fixed, see


@pytest.fixture
def around(tmp_path: Path) -> Context:
    for name in (
        "my notes.md",
        "a b (1).png",
        "我的 笔记.md",
        "plain words",
        "plain.md",
        "plain thing.md",
    ):
        (tmp_path / name).write_text("# Part\n", encoding="utf-8")
    return Context(resolver=FileLinkResolver(tmp_path / "digest.md", tmp_path, "github"))


SAFE = [
    ("[doc](my notes.md)\n", "[doc](<my notes.md>)\n"),
    ("![x](a b (1).png)\r\n", "![x](<a b (1).png>)\r\n"),
    ("- **[文档](我的 笔记.md)**：新\n", "- **[文档](<我的 笔记.md>)**：新\n"),
    ('[doc]( my notes.md "title")\n', '[doc]( <my notes.md> "title")\n'),
    ("[doc](./my notes.md 'title')\n", "[doc](<./my notes.md> 'title')\n"),
    ("| [doc](my notes.md) |\n|--|\n", "| [doc](<my notes.md>) |\n|--|\n"),
    ("> 1. [a](my notes.md) [b](my notes.md)\n", "> 1. [a](<my notes.md>) [b](<my notes.md>)\n"),
    ("[![i](https://a.org/i)](my notes.md)\n", "[![i](https://a.org/i)](<my notes.md>)\n"),
    ("[doc](plain words)\n", "[doc](<plain words>)\n"),
    ("[x](#my Heading)\n\n# My heading\n", "[x](#my-heading)\n\n# My heading\n"),
    ("[x](#方 法)\n\n# 方 法\n", "[x](#方-法)\n\n# 方 法\n"),
]
UNSAFE = [
    ("[doc](my notes.md#part)\n", "[doc](<my notes.md#part>)\n"),
    ("# [doc](my notes.md)\n", "# [doc](<my notes.md>)\n"),
    ("This [Demo] (https://a.org/b) shows\n", "This [Demo](https://a.org/b) shows\n"),
    ("见[论文]\u3000(https://a.org/b)。\n", "见[论文](https://a.org/b)。\n"),
    ("- [x y]\u00a0(www.a.org)\n", "- [x y](www.a.org)\n"),
    ("See ![x] (https://a.org/b.png)\n", "See ![x](https://a.org/b.png)\n"),
    ("See [x] (plain.md)\n", "See [x](plain.md)\n"),
    ("[doc](plain thing)\n", "[doc](<plain thing.md>)\n"),
    ("- [x](https://a.org/b\n- c\n", "- [x](https://a.org/b)\n- c\n"),
    ("| [x](https://a.org/b |\n|--|\n", "| [x](https://a.org/b) |\n|--|\n"),
    ("see (the paper)[https://a.org/b] and\n", "see [the paper](https://a.org/b) and\n"),
]
REPORTED = ["[doc](her notes.md)\n", "[x](#no such part)\n", "![x](my pic.PNG)\n", "[x](./a b/c)\n"]
LEFT = [
    "[doc](<my notes.md>) [doc](my%20notes.md) [doc](a.md 'my notes.md')\n",
    "[doc](see the notes for more) [a](b c) f[x](a b)\n",
    "`[doc](my notes.md)` $[doc](my notes.md)$ \\[doc](my notes.md)\n",
    "```\n[doc](my notes.md)\n```\n\n    [doc](my notes.md)\n\n<!-- [doc](my notes.md) -->\n",
    "[doc](https://a.org/my notes.md)\n",  # malformed-url's
    "[1] (https://a.org) [12] (https://b.org)\n- [x] (https://a.org)\n- [ ] (https://a.org)\n",
    "[doc] (see https://a.org) [doc] (2025) [doc] (none.md) [1-2] (plain.md)\n",
    "`[x](https://a.org`\n\n[x](https://a.org and more\n",
    "f(x)[https://a.org] (a)[1] (a)[b]\n",
    "[a](u) (https://a.org) [a][b] (https://a.org)\n\n[b]: u\n",
]


@pytest.mark.parametrize(("text", "expected"), SAFE)
def test_fixes(around: Context, text: str, expected: str) -> None:
    assert fixed(text, "MKD004", unsafe=False, context=around) == expected
    assert see(expected, "MKD004", "ANC", "URL", context=around) == []


@pytest.mark.parametrize(("text", "expected"), UNSAFE)
def test_fixes_in_doubt(around: Context, text: str, expected: str) -> None:
    assert fixed(text, "MKD004", unsafe=False, context=around) == text
    assert fixed(text, "MKD004", context=around) == expected


@pytest.mark.parametrize("text", REPORTED)
def test_has_no_fix_where_nothing_is_there(around: Context, text: str) -> None:
    (found,) = diagnose(text, "MKD004", context=around)
    assert found.fix is None
    assert str(found.message).endswith("contains spaces, so this is not a link")


@pytest.mark.parametrize("text", LEFT)
def test_leaves_alone(around: Context, text: str) -> None:
    assert see(text, "MKD004", context=around) == []

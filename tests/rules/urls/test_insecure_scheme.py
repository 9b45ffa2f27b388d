from __future__ import annotations

import pytest

from digestlint.core.finding import Applicability
from tests.support import diagnose, fixed, see

FIXED = [
    ("[a](http://arxiv.org/abs/2505.15117)", "[a](https://arxiv.org/abs/2505.15117)"),
    ("## 1. [a](http://www.arxiv.org/b)", "## 1. [a](https://www.arxiv.org/b)"),
    ("[a](b) [c](http://arxiv.org/d)", "[a](b) [c](https://arxiv.org/d)"),
    ("[a]: http://github.com/b", "[a]: https://github.com/b"),
    ("<http://huggingface.co/b>", "<https://huggingface.co/b>"),
    ("<http://gist.github.com/b>", "<https://gist.github.com/b>"),
    ("代码http://github.com/b，好", "代码https://github.com/b，好"),
    ("![a](HTTP://owner.github.io/b.png)", "![a](HTTPs://owner.github.io/b.png)"),
    ("[http://arxiv.org/b](http://arxiv.org/b)", "[http://arxiv.org/b](https://arxiv.org/b)"),
]
LEFT = [
    "[a](https://arxiv.org/b)",
    "[a](http://a.org/b)",
    "[a](http://notarxiv.org/b)",
    "[a](http://arxiv.org.a.org/b)",
    "[a](http://localhost:8000)",
    "[a](http://arxiv.org:8080/b)",
    "[a](https://web.archive.org/web/http://arxiv.org/b)",
    "`http://arxiv.org`",
    "<http://owner.github.com/name/>",
    "[a](arxiv.org)",
]


@pytest.mark.parametrize(("src", "expected"), FIXED)
def test_writes_https(src: str, expected: str) -> None:
    assert [s.fix for s in see(src, "URL005")] == [Applicability.SAFE]
    assert fixed(src, "URL005", unsafe=False) == expected


@pytest.mark.parametrize("src", LEFT)
def test_leaves_other_urls(src: str) -> None:
    assert see(src, "URL005") == []


def test_hosts_are_configurable() -> None:
    options = {"insecure-scheme": {"hosts": [".A.org"]}}
    src = "[a](http://b.a.org/c) [b](http://arxiv.org/d)"
    assert fixed(src, "URL005", options=options) == src.replace("http://b", "https://b")


def test_claims_no_more_than_is_known() -> None:
    (found,) = diagnose("http://owner.github.io/b", "URL005")
    assert str(found.message) == "'http://' instead of 'https://', which github.io serves"


@pytest.mark.parametrize(
    ("src", "expected"),
    [
        ("<a href='http://arxiv.org/abs/1'>", "<a href='https://arxiv.org/abs/1'>"),
        ("<ul><li><A HREF=HTTP://github.com/a></ul>", "<ul><li><A HREF=HTTPs://github.com/a></ul>"),
        ("<img src=' http://github.com/a?b&amp;c '>", "<img src=' https://github.com/a?b&amp;c '>"),
    ],
)
def test_fixes_links_in_html(src: str, expected: str) -> None:
    assert fixed(src, "URL005", unsafe=False) == expected
    assert see(expected, "URL005") == []

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fixtures.damage.encoding import misread_lossily

from digestlint.core.finding import Applicability
from digestlint.markdown import Markdown
from digestlint.rules.urls import empty_link
from digestlint.rules.urls.splits import Split, find_splits
from tests.support import diagnose, fixed, see

DIGEST = """# Paper List
- [25/05] **A Title**
[[Paper](https://arxiv.org/pdf/2505.15117v1)] [[Code/Page]()] [[TLDR/Notes](#a-title)]

# TLDR/Notes
## a-title
### Abstract
{abstract}
### 💬 可借鉴之处
代码（https://github.com/other/name）
"""
DROPPED = [
    ("[[A](b)] [[C]()] [[D](e)]", "[[A](b)] [[D](e)]"),
    ("[[A](b)] [[C]()]", "[[A](b)]"),
    ("[[A](b)] [[C]()]  \nd", "[[A](b)]  \nd"),
    ("[[C]()] [[A](b)]", "[[A](b)]"),
    ("[[A](b)][[C]()][[D](e)]", "[[A](b)][[D](e)]"),
    ("x\t[[C]()] [[D](e)]", "x\t[[D](e)]"),
    ("x[[C]()] [[D](e)]", "x [[D](e)]"),
    ("[[A](b)] [[B]()] [[C]()] [[D](e)]", "[[A](b)] [[D](e)]"),
]
REPORTED = ["[a]()", "[a](<>) b", "![a]()", "[]()", "[a]: <>", "[[a]()]", "x [a]() [b](c)"]
REPORTED += ["[[a]() [b](c)", "[b](c) [a]()]", "[a]()] [b](c) [", "[[b](c)] [![a]()]"]


def digest(abstract: str) -> str:
    return DIGEST.format(abstract=abstract)


@pytest.mark.parametrize(("src", "expected"), DROPPED)
def test_drops_bracketed_links(src: str, expected: str) -> None:
    assert {s.fix for s in see(src, "URL004")} == {Applicability.UNSAFE}
    assert fixed(src, "URL004") == expected
    assert fixed(src, "URL004", unsafe=False) == src


@pytest.mark.parametrize("src", REPORTED)
def test_reports_other_links(src: str) -> None:
    assert [s.fix for s in see(src, "URL004")] == [None]


@pytest.mark.parametrize("src", ["[a](b)", "[a](#)", "[ ] task", "`[a]()`", "\\[a]()"])
def test_leaves_links_with_targets(src: str) -> None:
    assert see(src, "URL004") == []


@pytest.mark.parametrize(
    ("abstract", "url"),
    [
        ("Code: https://github.com/a/b.", "https://github.com/a/b"),
        ("https://github.com/a/b and https://github.com/a/b/", "https://github.com/a/b"),
        ("代码在https://github.com/a/b获取。", "https://github.com/a/b"),
        ("See https://arxiv.org/abs/2501.00001 and https://a.github.io", "https://a.github.io"),
    ],
)
def test_writes_the_only_url_of_the_abstract(abstract: str, url: str) -> None:
    src = digest(abstract)
    (found,) = diagnose(src, "URL004")
    assert found.fix
    assert found.fix.applicability is Applicability.SAFE
    assert str(found.fix.message) == "Insert the URL from the abstract"
    assert fixed(src, "URL004") == src.replace("[Code/Page]()", f"[Code/Page]({url})")


def test_looks_for_split_urls_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Once for each link would take quadratic time in digests of thousands of papers."""
    calls = []

    def count(markdown: Markdown) -> Iterator[Split]:
        calls.append(markdown)
        return find_splits(markdown)

    monkeypatch.setattr(empty_link, "find_splits", count)
    entry, notes = digest("Code: https://github.com/a/b.").split("\n\n")
    entries = [entry, *(entry.partition("\n")[2].replace("itle", f"itle{i}") for i in range(5))]
    several = [notes, *(notes.partition("\n")[2].replace("title", f"title{i}") for i in range(5))]
    found = diagnose("\n".join(entries) + "\n\n" + "\n".join(several), "URL004")
    assert [d.fix.applicability for d in found if d.fix] == [Applicability.SAFE] * 6
    assert len(calls) == 1


@pytest.mark.parametrize("abstract", ["None.", "See https://arxiv.org/abs/2501.00001"])
def test_drops_the_link_where_the_abstract_names_no_url(abstract: str) -> None:
    src = digest(abstract)
    assert [s.fix for s in see(src, "URL004")] == [Applicability.UNSAFE]
    assert fixed(src, "URL004") == src.replace(" [[Code/Page]()]", "")


@pytest.mark.parametrize(
    "abstract",
    [
        "https://github.com/a/b and https://github.com/a/c",
        "Code (https://github.com/a/Search - R1)",
        "https://github.com/a/b_(c)",
        misread_lossily("代码见https://github.com/a/b与不少论文"),  # 与 may be part of the URL
    ],
)
def test_has_no_fix_where_the_abstract_is_unclear(abstract: str) -> None:
    assert [s.fix for s in see(digest(abstract), "URL004")] == [None]


def test_keeps_the_links_that_an_entry_needs() -> None:
    src = digest("None.").replace("(https://arxiv.org/pdf/2505.15117v1)", "()")
    src = src.replace("(#a-title)", "()")
    paper, code, notes = see(src, "URL004")
    assert (paper.fix, code.fix, notes.fix) == (None, Applicability.UNSAFE, None)
    assert "[[Paper]()] [[TLDR/Notes]()]" in fixed(src, "URL004")


@pytest.mark.parametrize(
    ("src", "message"),
    [("[a]()", "link 'a' has no target"), ("[ ]()", "link without a target"), ("![]()", "image w")],
)
def test_names_the_link_where_it_has_a_name(src: str, message: str) -> None:
    (found,) = diagnose(src, "URL004")
    assert str(found.message).startswith(message)


@pytest.mark.parametrize(
    ("src", "place", "message"),
    [
        ('x <a href="">y</a>', '<a href="">', "link without a target"),
        ("<a href>y</a>", "<a href>", "link without a target"),
        ("<p>\n<img src=' ' alt=x>\n</p>", "<img src=' ' alt=x>", "image without a target"),
    ],
)
def test_reports_links_in_html(src: str, place: str, message: str) -> None:
    (found,) = diagnose(src, "URL004")
    assert (src[found.start : found.end], str(found.message), found.fix) == (place, message, None)


@pytest.mark.parametrize("src", ["<a name=x></a>", "<a>b</a>", "<img alt=x>", "<a href=#>"])
def test_leaves_html_that_is_no_link(src: str) -> None:
    assert see(src, "URL004") == []

from __future__ import annotations

import pytest

from digestlint.core.finding import Applicability
from tests.support import fixed, see

FIXED = [
    ("[a](https://a.org/b.)", "[a](https://a.org/b)"),
    ("[a](https://a.github.io.)", "[a](https://a.github.io)"),
    ("[a](https://a.org/b/.)", "[a](https://a.org/b/)"),
    ("[a](https://a.org/b.git.)", "[a](https://a.org/b.git)"),
    ("[a](https://a.org/b,)", "[a](https://a.org/b)"),
    ("[a](https://a.org/b;)", "[a](https://a.org/b)"),
    ("[a](https://a.org/b:)", "[a](https://a.org/b)"),
    ("[a](https://a.org/b。)", "[a](https://a.org/b)"),
    ("[a](https://a.org/b，)", "[a](https://a.org/b)"),
    ("[a](https://a.org/b）。)", "[a](https://a.org/b)"),
    ("[a](https://a.org/b］)", "[a](https://a.org/b)"),
    (r"[a](https://a.org/b\))", "[a](https://a.org/b)"),
    (r"[a](https://a.org/b\).)", "[a](https://a.org/b)"),
    ("[a](<https://a.org/b).>)", "[a](<https://a.org/b>)"),
    ("[a](https://a.org/b_(c).)", "[a](https://a.org/b_(c))"),
    ("[a](<https://a.org/b_(c))).>)", "[a](<https://a.org/b_(c)>)"),
    ("[a](https://a.org/?x=1&amp;.)", "[a](https://a.org/?x=1&amp;)"),
    ("[a]: https://a.org/b.", "[a]: https://a.org/b"),
    ("[a]: <https://a.org/b).>", "[a]: <https://a.org/b>"),
    ("<https://a.org/b.>", "<https://a.org/b>"),
    ("![a](https://a.org/b.png.)", "![a](https://a.org/b.png)"),
    ('[a](https://a.org/b. "title.")', '[a](https://a.org/b "title.")'),
    ("[a](mailto:a@b.org.)", "[a](mailto:a@b.org)"),
    ("[a](https://a.org/b%20c.)", "[a](https://a.org/b%20c)"),
    ("[a](https://a.org/b%20c#d.)", "[a](https://a.org/b%20c#d)"),
]
FIXED += [
    ("[a](https://github.com/a/b——)", "[a](https://github.com/a/b)"),
    ("[a](https://github.com/a/b🚀)", "[a](https://github.com/a/b)"),
    ("[a](https://a.org/b”)", "[a](https://a.org/b)"),
]
LEFT = [
    "[a](https://zh.wikipedia.org/wiki/让·雅克)",
    "[a](https://github.com/a/b/blob/main/一——二.md)",
    "[a](https://a.org/b)",
    "[a](https://a.org/b/)",
    "[a](https://a.org/b_(c))",
    "[a](https://a.org/b（c）)",
    "[a](https://a.org/b?c)",
    "[a](https://a.org/b?)",
    "[a](https://a.org/?x=1&amp;)",
    "[a](https://en.wikipedia.org/wiki/Warner_Bros.)",
    "<https://a.org/#A%20sentence.>",
    "[a](https://a.org/b#:~:text=its%20end.)",
    "[a](docs/b.)",
    "[a](..)",
    "[a](#b.)",
    "See https://a.org/b. Then https://a.org/c, or (https://a.org/d).",
    "`[a](https://a.org/b.)`",
]


@pytest.mark.parametrize(("src", "expected"), FIXED)
def test_removes_punctuation_of_the_sentence(src: str, expected: str) -> None:
    assert [s.fix for s in see(src, "URL002")] == [Applicability.SAFE]
    assert fixed(src, "URL002", unsafe=False) == expected
    assert see(expected, "URL002") == []


@pytest.mark.parametrize("src", LEFT)
def test_leaves_urls_that_end_well(src: str) -> None:
    assert see(src, "URL002") == []


CUT_OFF = [
    "[a](https://a.org/...)",
    "[a](https://a.org/b…)",
    "[a](https://a.org/b...,)",
    "[a](https://a.org/b…。)",
    "[a]: https://a.org/b...，",
]


@pytest.mark.parametrize("src", CUT_OFF)
def test_reports_urls_that_are_cut_off(src: str) -> None:
    assert [s.fix for s in see(src, "URL002")] == [None]


def test_text_of_the_author_is_not_removed() -> None:
    src = "[a](https://github.com/a/b——好)"
    assert [(s.text, s.fix) for s in see(src, "URL002")] == [("——好", None)]


def test_points_to_the_punctuation() -> None:
    cut_off = "[a](https://a.org/c...)"
    found = see(f"[a](https://a.org/b.,)\n{cut_off}", "URL002")
    assert [seen.text for seen in found] == [".,", "..."]


def test_none_hides_another() -> None:
    lines = [*LEFT, "[a](https://a.org/…)", *(src for src, _ in FIXED if "]:" not in src)]
    found = see("\n\n".join([*lines, *lines]), "URL002")
    assert len(found) == 2 * (len(lines) - len(LEFT))


def test_has_no_fix_where_no_host_is_left() -> None:
    assert [s.fix for s in see("[a](https://.)", "URL002")] == [None]


def test_fixes_a_line_whose_other_characters_wait_for_restoration() -> None:
    damaged = "结果。".encode().decode("latin-1") + " [a](https://a.org/b.) 。"
    assert fixed(damaged, "URL002") == damaged.replace("b.)", "b)")


@pytest.mark.parametrize(
    ("src", "expected"),
    [
        ("<a href='https://a.org/b.'>", "<a href='https://a.org/b'>"),
        ("<td><a href=https://a.org/b，>x</a></td>", "<td><a href=https://a.org/b>x</a></td>"),
    ],
)
def test_fixes_links_in_html(src: str, expected: str) -> None:
    assert fixed(src, "URL002", unsafe=False) == expected
    assert see(expected, "URL002") == []

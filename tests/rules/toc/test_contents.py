from __future__ import annotations

import pytest

from digestlint.core.settings import AnchorStyle
from digestlint.rules.toc.contents import table_of_contents
from tests.frames import ABSTRACT, DAILY_HEAD, survey
from tests.support import diagnose, open_text


def toc(text: str, style: AnchorStyle = "github", **levels: int) -> list[str]:
    options = {"stale-toc": {name.replace("_", "-"): level for name, level in levels.items()}}
    return list(table_of_contents(open_text(text, anchor_style=style, options=options)))


LABELS = [
    ("Plain words", "- [Plain words](#plain-words)"),
    ("*a* **b** `c`", "- [*a* **b** `c`](#a-b-c)"),
    ("[link](http://a.b) ![logo](x.png)", "- [link](#link-)"),
    ("[WIP] draft", "- [\\[WIP\\] draft](#wip-draft)"),
    ("a \\[b\\]", "- [a \\[b\\]](#a-b)"),
    ("one ] two [", "- [one \\] two \\[](#one--two-)"),
    ("`a[0]` and $x_{[1]}$", "- [`a[0]` and $x_{[1]}$](#a0-and-x_1)"),
    ("<https://a.b/c>", "- [https://a.b/c](#httpsabc)"),
    ("https://a.b/c www.d.e", "- [https://a.b/c www.d.e](#httpsabc-wwwde)"),
    ('<a id="x"></a>Foo <b>bar</b>', "- [Foo bar](#foo-bar)"),
    ("a | b", "- [a | b](#a--b)"),
    ("中文（二）", "- [中文（二）](#中文二)"),
    ("🚀 Go", "- [🚀 Go](#-go)"),
    # U+FE0F stays in the slug, but is invisible.
    ("⚠️ Go", "- [⚠️ Go](#%EF%B8%8F-go)"),
    ("Closed ##", "- [Closed](#closed)"),
    # A lone backtick would join one of the line.
    ("odd ` tick", "- [odd ` tick](#odd--tick)"),
    # A backslash at the end would keep the label from being closed.
    ("odd back\\", "- [odd back\\\\](#odd-back)"),
    ("![only an image](x.png)", None),
    ("🚀", None),
]


@pytest.mark.parametrize(("heading", "expected"), LABELS)
def test_labels(heading: str, expected: str | None) -> None:
    text = f"# Title\n\n## {heading}\n"
    lines = toc(text)
    assert lines == ([expected] if expected else [])
    assert diagnose("\n".join(lines) + f"\n\n{text}", "ANC") == []


def test_a_label_that_breaks_the_link_is_escaped() -> None:
    assert toc("## <x\n\n## a <!-- b\n") == ["- [<x](#x)", "- [a <!-- b](#a----b)"]
    (line,) = toc("## [a](b) <span>`c</span> d`\n")
    assert open_text(line).markdown.links[0].span == (2, len(line))


def test_a_footnote_and_an_attribute_list_are_left_out() -> None:
    assert toc("## Foo[^1]\n\n[^1]: note\n") == ["- [Foo](#foo)"]
    assert toc("## Foo {#own .x}\n## Bar {y}\n", "pandoc")[0] == "- [Foo](#own)"


LEVELS = "# Title\n## A\n#### deep\n### B\n# C\n### D\n"


@pytest.mark.parametrize(
    ("style", "levels", "expected"),
    [
        ("github", {}, ["- [A](#a)", "  - [B](#b)", "- [C](#c)", "  - [D](#d)"]),
        ("mkdocs", {"min_level": 2}, ["- [A](#a)", "    - [B](#b)", "    - [D](#d)"]),
        ("github", {"max_level": 1}, ["- [C](#c)"]),
        ("github", {"min_level": 4, "max_level": 6}, ["- [deep](#deep)"]),
    ],
)
def test_levels(style: AnchorStyle, levels: dict[str, int], expected: list[str]) -> None:
    assert toc(LEVELS, style, **levels) == expected


def test_only_headings_below_the_markers() -> None:
    text = "## A\n\n<!-- digestlint-toc -->\n<!-- /digestlint-toc -->\n\n# B\n\n## A\n"
    assert toc(text) == ["- [B](#b)", "  - [A](#a-1)"]


def test_notes_of_a_digest_have_their_titles() -> None:
    text = DAILY_HEAD.replace("[A]", "[RL: *a* [b]]")
    assert toc(text) == ["- [0. RL: *a* \\[b\\]](#0rl-a-b)"]
    text = survey(ABSTRACT).replace("**A**", "**A: the `b`**").replace("## a", "## a--the-b")
    assert toc(text) == ["- [TLDR/Notes](#tldrnotes)", "  - [A: the `b`](#a--the-b)"]

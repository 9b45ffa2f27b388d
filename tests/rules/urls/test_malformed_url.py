from __future__ import annotations

import pytest

from digestlint.core.finding import Applicability
from tests.support import diagnose, fixed, see

FIXED = [
    ("[a](htp://a.org/b)", "[a](http://a.org/b)"),
    ("[a](https://a.org/x_(b/c)_(d)", "[a](https://a.org/x_(b/c)_(d))"),
    ("[a](ttps://a.org/b)", "[a](https://a.org/b)"),
    ("[a](htps://a.org/b)", "[a](https://a.org/b)"),
    ("[a](hhttps://a.org/b)", "[a](https://a.org/b)"),
    ("[a](https:/a.org/b)", "[a](https://a.org/b)"),
    ("[a](https:a.org/b)", "[a](https://a.org/b)"),
    ("[a](https:///a.org/b)", "[a](https://a.org/b)"),
    ("[a](https//a.org/b)", "[a](https://a.org/b)"),
    ("[a](https;//a.org/b)", "[a](https://a.org/b)"),
    ("[a](https://https://a.org/b)", "[a](https://a.org/b)"),
    ("[a](https://http://a.org/b)", "[a](http://a.org/b)"),
    ("[a](https://https//a.org/b)", "[a](https://a.org/b)"),
    ("[a](www.a.org/b)", "[a](https://www.a.org/b)"),
    ("[a](github.com/owner/name)", "[a](https://github.com/owner/name)"),
    ("![a](https:/a.org/b.png)", "![a](https://a.org/b.png)"),
    ("[a]([https://a.org/b)", "[a](https://a.org/b)"),
    ("[a]([https://a.org](https://a.org))", "[a](https://a.org)"),
    ("[a]: https:/a.org/b", "[a]: https://a.org/b"),
    ("[a](https://a.org/b_(c)", "[a](https://a.org/b_(c))"),
    ("See https:/a.org/b now.", "See https://a.org/b now."),
    ("See htps://a.org/b now.", "See https://a.org/b now."),
    ("见https：//a.org/b 。", "见https://a.org/b 。"),
    ("See https://https://a.org/b now.", "See https://a.org/b now."),
]
# Links with full-width brackets; what is certain, and what may be meant as it is.
FULL_WIDTH = [
    ("见[正文]（https://a.org/b）。", "见[正文](https://a.org/b)。"),
    ("见[正文]（https://a.org/b)。", "见[正文](https://a.org/b)。"),
    ("见[x](https://a.org/b）。", "见[x](https://a.org/b)。"),
    ("![图]（https://a.org/b.png）", "![图](https://a.org/b.png)"),
    ("- **[正文]（https://a.org/b）**", "- **[正文](https://a.org/b)**"),
    ("|甲|\n|-|\n|[正文]（https://a.org/b）|", "|甲|\n|-|\n|[正文](https://a.org/b)|"),
    ("[[正文]（https://a.org/b）]", "[[正文](https://a.org/b)]"),
    ("[正文]（https://a.org/b。）", "[正文](https://a.org/b)"),
    ("[正文]（<https://a.org/b>）", "[正文](<https://a.org/b>)"),
    ("[正文]（https://a.org/b_(c)）", "[正文](https://a.org/b_(c))"),
    ("[**甲**]（\u3000https://a.org/b）", "[**甲**](https://a.org/b)"),
]
TWO_LINKS = (
    "[甲]（https://a.org/b）[乙]（https://a.org/c）",
    "[甲](https://a.org/b)[乙](https://a.org/c)",
)
LOCAL = [
    ("# 甲\n\n[乙]（#甲）", "# 甲\n\n[乙](#甲)"),
    ("[乙]（docs/甲.md）。", "[乙](docs/甲.md)。"),
    ("![乙]（甲.png）", "![乙](甲.png)"),
    ("[乙]（#甲）", "[乙]（#甲）"),  # it would lead nowhere
]
FULL_WIDTH_UNSAFE = [
    ("见【正文】（https://a.org/b）。", "见[正文](https://a.org/b)。"),
    ("见【正文】(https://a.org/b)。", "见[正文](https://a.org/b)。"),
    ("见［正文］（https://a.org/b）。", "见[正文](https://a.org/b)。"),
    ("**[正文]（https://a.org/b）**好", "**[正文](https://a.org/b)**好"),
    ("见[3]（https://a.org/b）。", "见[3](https://a.org/b)。"),
    ("# [正文]（https://a.org/b）", "# [正文](https://a.org/b)"),
]
NO_LINKS = [
    "[正文]（见 https://a.org/b ）",
    "[正文]（https://a.org/b，代码）",
    "[正文]（https://...）",
    "[正文]（#12）",
    "[正文]（甲乙）",
    "[正文]（）",
    "[正文]（甲.乙）",
    "[正文]（https://github.com/hz-la...）",
    "`[正文]（https://a.org/b）`",
    r"\[正文\]（https://a.org/b）",
    "正文（https://a.org/b）",
    "@misc{a, title = {A}, note = {[正文]（https://a.org/b）, https//a.org}}",
]
DOIS = [
    ("[a](https://doi.org/https://doi.org/10.1145/3)", "[a](https://doi.org/10.1145/3)"),
    ("[a](https://doi.org/http://dx.doi.org/10.1145/3)", "[a](https://doi.org/10.1145/3)"),
    ("[a](https://doi.org/doi:10.1145/3)", "[a](https://doi.org/10.1145/3)"),
    ("[a](https://doi.org/doi.org/10.1145/3)", "[a](https://doi.org/10.1145/3)"),
    ("[a](https://doi.org/10.1145/https://doi.org/10.1145/3)", "[a](https://doi.org/10.1145/3)"),
    ("[a](https://doi.org/https://a.org/b)", "[a](https://a.org/b)"),
    ("见 https://doi.org/https://doi.org/10.1145/3 。", "见 https://doi.org/10.1145/3 。"),
]
FIXED += [*FULL_WIDTH, *DOIS]
REPORTED = [
    "[a](https://)",
    "[a](https://?q=1)",
    "[a](https://a.org/b c)",
    "[a](<https://a.org/b c>)",
    "[a](https://a.org:port/)",
    "[a](https://a|b.org/)",
    "[a]: <https://a.org/b_(c>",
    "closes [(#20](https://a.org/(/issues/20)",
    "`code` and more` [`abc`](https://a.org/b)",
    "[a]([https://a.org](https://b.org))",
    r"[a](https:\\a.org)",  # Markdown reads \\ as an escape, so the place to edit is not plain
]
LEFT = [
    "[a](https://doi.org/10.1145/3)",
    *NO_LINKS,
    "[a](https://a.org/b_(c))",
    "[a](https://a.org)",
    "[a](http://localhost:8000/b)",
    "[a](https://例子.测试/路)",
    "[a](https://web.archive.org/web/2020/https://a.org/)",
    "[a](docs/a.md)",
    "[a](../b.md#c)",
    "[a](#c)",
    "[a](mailto:a@b.org)",
    "[a](//a.org/b)",
    "[a](doi:10.1/2)",
    "[a](a.org.md)",
    "[a]()",
    "[a](https://a.org/b}{c)",
    "Scheme `https:/a.org` in code.",
    "Write https:// first, and http:a or https/b.",
    "https://a.org/x?u=https:/b.org",
    "[text] (https://a.org/b c)",
    "[1](see above (or below) here)",
    r"overriding http\s.globalAgent and https\d.foo",
    r"the pattern https:\w.example or http\\s.example",
    "The path /http//a.org and C:\\https",
]


@pytest.mark.parametrize(("src", "expected"), FIXED)
def test_fixes_where_one_reading_is_left(src: str, expected: str) -> None:
    assert [s.fix for s in see(src, "URL001")] == [Applicability.SAFE]
    assert fixed(src, "URL001", unsafe=False) == expected
    assert see(expected, "URL001") == []


@pytest.mark.parametrize(("src", "expected"), FULL_WIDTH_UNSAFE)
def test_asks_where_brackets_may_be_meant(src: str, expected: str) -> None:
    assert [(s.code, s.fix) for s in see(src, "URL")] == [("URL001", Applicability.UNSAFE)]
    assert fixed(src, unsafe=False) == src
    assert fixed(src, "URL") == expected
    assert see(expected, "URL") == []


@pytest.mark.parametrize(("src", "expected"), LOCAL)
def test_full_width_brackets_around_local_targets(src: str, expected: str) -> None:
    assert [s.code for s in see(src, "URL", "ANC")] == ["URL001"]
    assert fixed(src, unsafe=False) == expected


@pytest.mark.parametrize(("src", "expected"), [*FULL_WIDTH, *DOIS, TWO_LINKS])
def test_rules_agree_about_them(src: str, expected: str) -> None:
    assert fixed(src, unsafe=False) == fixed(src) == expected
    assert see(expected, "URL") == []


@pytest.mark.parametrize("src", REPORTED)
def test_reports_the_rest(src: str) -> None:
    assert [s.fix for s in see(src, "URL001")] == [None]
    assert fixed(src, "URL001") == src


@pytest.mark.parametrize("src", LEFT)
def test_leaves_good_urls(src: str) -> None:
    assert see(src, "URL001") == []


def test_points_to_the_url() -> None:
    (seen,) = see("A\n\n[a](https:/a.org/b) c", "URL001")
    assert (seen.row, seen.text) == (3, "https:/a.org/b")
    for before, after in (
        ("", ""),
        ("(", "), c"),
        ("", " c"),
        ("见", "，好"),
        ("<", ">"),
        ("[", "]"),
    ):
        (seen,) = see(f"{before}https//a.org/b{after}", "URL001")
        assert seen.text == "https//a.org/b"


@pytest.mark.parametrize(
    ("src", "message"),
    [
        (
            "a` [`b`](https://a.org/b)",
            "'https://a.org/b' is not a link target, because a backtick turns the bracket before "
            "it into code",
        ),
        ("[a](https://a.org/b c)", "'https://a.org/b c' contains spaces, so this is not a link"),
        ("[a](<https://a.org/b c)", "'https://a.org/b c' contains spaces, so this is not a link"),
        ("[a](https//a.org/b c)", "'https//a.org/b c' contains spaces, so this is not a link"),
        (
            "[a](https://a.org/b((c)",
            "'https://a.org/b((c' has unbalanced parentheses, so this is not a link",
        ),
        (
            "[a](https://a.org/(b/c)",
            "'https://a.org/(b/c' has no closing parenthesis, so this is not a link",
        ),
        ("[`a`](https://a.org/b c)", "'https://a.org/b c' contains spaces, so this is not a link"),
    ],
)
def test_says_why_it_is_no_link(src: str, message: str) -> None:
    assert [str(found.message) for found in diagnose(src, "URL001")] == [message]


def test_leaves_split_urls_to_the_rule_for_them() -> None:
    src = "[a](https://github.com/owner/Search - R1)"
    assert see(src, "URL001") == []
    assert fixed(src, "URL001", "URL008") == "[a](https://github.com/owner/Search-R1)"


@pytest.mark.parametrize(
    "text", ["[](<http://()>", "[a](<https://a.org/b_(c>) d", "[](http://m()]}e"]
)
def test_fixes_do_not_undo_each_other(text: str) -> None:
    assert fixed(fixed(text, "URL"), "URL") == fixed(text, "URL")


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("[https://a.org](https://a.org)", "is itself a Markdown link"),
        ("(https://a.org/b)", "begins with a stray '('"),
        ("https://doi.org/https://doi.org/10.1145/2", "has 'https://doi.org/' before the DOI"),
        ("https://doi.org/https://a.org/b", "has doi.org before a URL that is not a DOI"),
        ("https://http://a.org", "has two schemes"),
        ("htps://a.org", "has the misspelt scheme 'htps'"),
        ("https:/a.org", "has ':/' instead of '://' after the scheme"),
        ("https://?a", "has no host"),
        ("www.a.org", "has no scheme, so it is a path relative to this file"),
        ("https://a.org:99999/", "is not a valid URL (WHATWG URL Standard)"),
    ],
)
def test_says_what_is_wrong(url: str, problem: str) -> None:
    (found,) = diagnose(f"[a](<{url}>)", "URL001")
    assert str(found.message) == f"'{url}' {problem}"

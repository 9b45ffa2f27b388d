from __future__ import annotations

import pytest

from tests.support import fixed, see

FOUND = [
    ("Code: this https URL.", "this https URL"),
    ("Code: this http URL", "this http URL"),
    ("Code: this http(s) URL", "this http(s) URL"),
    ("at https: //github.this http URL.", "https: //github.this http URL"),
    ("at https://github.this https URL.", "https://github.this https URL"),
    ("at https: //github.com/a/this https URL - b", "https: //github.com/a/this https URL"),
    ("at http://github.com/a/this http URL", "http://github.com/a/this http URL"),
    ("at http//github.this http URL", "http//github.this http URL"),
    ("“https: //a.this http URL”", "https: //a.this http URL"),
    ("at this http URL/a-b now", "this http URL/a-b"),
    ("at this\nhttps URL.", "this\nhttps URL"),
    ("> at this\r\n> https URL.", "this\r\n> https URL"),
    ("代码见 this https URL。", "this https URL"),
    ("代码可在此 https URL 获取", "此 https URL"),
    ("代码在此https网址", "此https网址"),
    ("- **this https URL**", "this https URL"),
    ("|a|\n|-|\n|this https URL|", "this https URL"),
    ("[code](this https URL)", "this https URL"),
    (r"\url{this https URL}", "this https URL"),
    ("at this ftp URL.", "this ftp URL"),
    ("代码可在此 https 网址获取", "此 https 网址"),
    ("程式碼見這個 https 連結。", "這個 https 連結"),
    ("代码：本https链接", "本https链接"),
    ("コードはこの https URL で公開", "この https URL"),
    ("코드는 이 https URL에서", "이 https URL"),
    ("Код доступен по этому https URL.", "этому https URL"),
    ("El código está en esta URL https.", "esta URL https"),
    ("Le code est à cette URL https.", "cette URL https"),
    ("Der Code ist unter dieser https-URL.", "dieser https-URL"),
    ("Code is available at https URL.", "available at https URL"),
    ("代码可在 https URL 获取", "可在 https URL"),
    ("Code: [this https URL](this https URL)", "this https URL](this https URL"),
    ("Code: https://github.com/owner/re... now", "https://github.com/owner/re..."),
    ("代码：https://github.com/owner/re...", "https://github.com/owner/re..."),
    ("|a|\n|-|\n|https://github.com/owner/re...|", "https://github.com/owner/re..."),
    ("- **Code**: https://github.com/...\r\n- b", "https://github.com/..."),
    ("Code: https://github.com/owner/n[...]", "https://github.com/owner/n[...]"),
    ("[code](https://github.com/owner/na...", "https://github.com/owner/na..."),
    ("[code](https://github.com/.../name)", "https://github.com/.../name"),
    ("<https://github.com/.../name>", "https://github.com/.../name"),
    ("Code: https://github.com/owner/n (URL truncated)", "(URL truncated)"),
    ("Code: https://github.com/owner/n (truncated)", "(truncated)"),
    ("Code: [link omitted]", "[link omitted]"),
    ("代码：（链接已截断）", "（链接已截断）"),
    ("程式碼：[網址被截斷]", "[網址被截斷]"),
]
LEFT = [
    "[this https URL](https://a.org)",
    "[at this https URL][1]\n\n[1]: https://a.org",
    '<a href="https://a.org">this https URL</a>',
    r"\href{https://a.org}{this https URL}",
    "`this https URL`",
    'arXiv writes "this https URL" and “this http URL”.',
    "Open this https URL: https://a.org",
    "Open this https URL (https://a.org)",
    "Send it to this HTTP URL.",
    "Send it to this URL, or to these https URLs.",
    "@misc{a, title = {A}, note = {this https URL}}",
    "@misc{a, title = {A}, note = {https://github.com/owner/re...}}",
    "Use an https URL, or the https URL of a proxy.",
    "在 https URL 中，链接使用 https 链接。",
    "[https://github.com/owner/re...](https://github.com/owner/reading)",
    "`https://github.com/owner/re...`",
    "    https://github.com/owner/re...",
    "See https://a.org... or https://example.com/a/..., and https://a.org/b ... and so on",
    "Truncated links (truncated), URLs that are truncated (see above)",
    "[link truncated](https://a.org)",
    "https://github.com/owner/name/compare/v1.0.0...main",
    "https://github.com/owner/name/compare/v1.0.0....main).",
]
# Text, what is reported, and the text after the fix.
FIXED = [
    (
        "[Paper]([arXiv](https://arxiv.org/abs/2505.15117))",
        "[arXiv](https://arxiv.org/abs/2505.15117)",
        "[Paper](https://arxiv.org/abs/2505.15117)",
    ),
    (
        "- [Paper]([the paper](https://a.org/b)) here",
        "[the paper](https://a.org/b)",
        "- [Paper](https://a.org/b) here",
    ),
    (
        "[Paper]([https://a.org/b](https://a.org/b)",
        "[https://a.org/b](https://a.org/b)",
        "[Paper](https://a.org/b)",
    ),
    (
        "|a|\n|-|\n|[P](https://a.org/[b](https://a.org/b))|",
        "https://a.org/[b](https://a.org/b)",
        "|a|\n|-|\n|[P](https://a.org/b)|",
    ),
    (
        "[P](https://a.org/b](https://a.org/b)).",
        "https://a.org/b](https://a.org/b)",
        "[P](https://a.org/b).",
    ),
    (
        "见 [code](https://github.com/owner/\nname)。",
        "https://github.com/owner/\nname",
        "见 [code](https://github.com/owner/name)。",
    ),
    (
        "> - [code](https://github.com/\r\n>   owner/name) x",
        "https://github.com/\r\n>   owner/name",
        "> - [code](https://github.com/owner/name) x",
    ),
]
NOT_NESTED = [
    "[![Build](https://a.org/b.svg)](https://a.org/b)",
    "`[a]([b](https://a.org/c))`",
    "f(x]([y](https://a.org))",
    "[a](b)[c](https://a.org)",
    "[[Paper](https://a.org/b)](https://a.org/b)",
    '[a](https://a.org/b\n"title")',
    "[a](https://a.org/b\n\nname)",
]


@pytest.mark.parametrize(("src", "lost"), FOUND)
def test_reports_what_was_lost_and_makes_nothing_up(src: str, lost: str) -> None:
    assert [(s.text, s.fix) for s in see(src, "GEN007")] == [(lost, None)]
    assert fixed(src, "URL", "GEN", "MKD004") == src
    assert see(src, "URL008", "URL009", "URL002", "MKD004") == []


@pytest.mark.parametrize("src", LEFT)
def test_leaves_links_and_other_words(src: str) -> None:
    assert see(src, "GEN007") == []


def test_none_hides_another() -> None:
    text = "\n\n".join([*LEFT, *(src for src, _ in FOUND)])
    assert len(see(text, "GEN007")) == len(FOUND)


@pytest.mark.parametrize(("src", "found", "after"), FIXED)
def test_leaves_one_link_with_the_whole_address(src: str, found: str, after: str) -> None:
    seen = see(src, "GEN007", "URL", "MKD004", "ANC")
    assert [(s.code, s.text, s.fix) for s in seen] == [("GEN007", found, "unsafe")]
    assert fixed(src) == after
    assert fixed(src, unsafe=False) == src


@pytest.mark.parametrize("src", NOT_NESTED)
def test_leaves_other_brackets(src: str) -> None:
    assert see(src, "GEN007") == []


@pytest.mark.parametrize(
    ("src", "code"),
    [
        ("[Code](https://github.com/owner/re...)", "URL002"),
        ("Code at https://github.com/owner/re… now", "URL009"),
        ("代码：https://github.com/owner/n（链接被截断）", "URL009"),
        ("[Paper]([https://a.org/b](https://a.org/b))", "URL001"),
        ("Code: tps://github.com/owner/name", "URL001"),
        ("[this https URL]()", "URL004"),
        ("[code](https://github.com/…/name)", "URL002"),
        ("Code: <https://github.com/…/name>", "URL009"),
    ],
)
def test_one_rule_reports_a_defect(src: str, code: str) -> None:
    assert [s.code for s in see(src)] == [code]


def test_its_former_names_are_known() -> None:
    for selector in ("URL010", "lost-url"):
        assert [s.code for s in see("at this https URL", selector)] == ["GEN007"]

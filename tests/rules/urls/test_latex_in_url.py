from __future__ import annotations

import pytest

from digestlint.core.finding import Applicability
from tests.support import fixed, see

IN_TARGETS = [
    (
        r"[a](https://a.org/b}{\underline{\small\texttt{https://a.org/b}}})",
        "[a](https://a.org/b)",
    ),
    ("[a](https://a.org/b}{https://a.org/b})", "[a](https://a.org/b)"),
    ("[a](https://a.org/b/}{this)", "[a](https://a.org/b/)"),
    ("[a](https://a.org/b})", "[a](https://a.org/b)"),
    (r"[a](https://a.org/b\footnote{x})", "[a](https://a.org/b)"),
    (r"[a](\url{https://a.org/b})", "[a](https://a.org/b)"),
    ("[a]({https://a.org/b})", "[a](https://a.org/b)"),
    (r"[a](\href{https://a.org/b}{https://a.org/b})", "[a](https://a.org/b)"),
    ("[a]: https://a.org/b}", "[a]: https://a.org/b"),
    ("<https://a.org/b}>", "<https://a.org/b>"),
]
IN_TEXT = [
    (r"Code: \url{https://a.org/b}.", "Code: https://a.org/b."),
    (r"(\url{https://a.org/b})", "(https://a.org/b)"),
    (r"代码\url{https://a.org/b}获取", "代码<https://a.org/b>获取"),
    (r"\textbf{\url{https://a.org/b}}", r"\textbf{<https://a.org/b>}"),
    (r"Code \footnote{https://a.org/b}", "Code (https://a.org/b)"),
    (r"Code.\footnote{https://a.org/b} More", "Code. (https://a.org/b) More"),
    (r"Code \footnote{Code at https://a.org/b}", r"Code \footnote{Code at <https://a.org/b>}"),
    (r"\footnote{https://a.org/b} More", "(https://a.org/b) More"),
    (r"1\footnote{https://a.org/b}", "1 (https://a.org/b)"),
    (r"A中\footnote{https://a.org/b}", "A中(https://a.org/b)"),
    (r"中A\footnote{https://a.org/b}", "中A (https://a.org/b)"),
    (r"\texttt{https://a.org/b}", "https://a.org/b"),
    ("{https://a.org/b} c", "{<https://a.org/b>} c"),
    ("Code: https://a.org/b}. More", "Code: https://a.org/b. More"),
    ("Code: https://a.org/b}{c d", "Code: <https://a.org/b>}{c d"),
    (r"https://a.org/b\_c\%20d", "https://a.org/b_c%20d"),
    (r"https://a.org/\~{}me", "https://a.org/~me"),
    ("https://github.com/a/b{b}获取", "<https://github.com/a/b>{b}获取"),
]
TEMPLATES = [
    "https://docs.a.org/{{ version }}/b",
    "https://docs.a.org/{{version}}/b",
    "https://docs.a.org/{% if a %}b{% endif %}.png",
    "https://docs.a.org/${ version }/b",
    "https://docs.a.org/<%= version %>/b",
    "https://{host}/b",
    "https://{{ host }}/b",
    "https://%s/b",
    "https://docs.a.org/{# comment #}b",
    "https://docs.a.org/{{{version}}}/b",
    "https://docs.a.org/{ version }/b",
]
FRAMES = ["[a]({})", "![a]({})", "[a]: {}", "See {} now", "- {}", "**[a]({})**", "# [a]({})"]
LEFT = [
    "See https://a.org/{user id}/b.",
    "See {{https://a.org/b}} or ${https://a.org/b}.",
    '{"url": "https://a.org/b"}',
    "{ url: 'https://a.org/b' }",
    "{see https://a.org/b} c",
    "url = {https://a.org/b},",
    "https://github.com/a/b{branch}",
    r"https://a.org/b\nNext",
    r"https://a.org/\w+/\d{2}",
    r"https://a.org\foo\bar",
    "@misc{a, title = {A}, url = {https://a.org/b}}",
    "[a](https://a.org/b)",
    "[a](https://a.org/{id})",
    "https://api.github.com/repos/{owner}/{repo}/issues{/number}",
    r"[a](https://a.org/b\_c)",
    r"\href{https://a.org/b}{text}",
    r"\href{https://a.org/b}{\underline{\texttt{https://a.org/b}}} to",
    r"\textsc{\href{https://a.org}{A}}.",
    "\\href{https://a.org/b}\n{this https URL}",
    r"`\url{https://a.org/b}`",
    r"$\url{https://a.org/b}$",
    "See {a} at https://a.org/b for {c}.",
]


@pytest.mark.parametrize(("src", "expected"), IN_TARGETS + IN_TEXT)
def test_fixes_the_url(src: str, expected: str) -> None:
    assert {s.fix for s in see(src, "URL003")} == {Applicability.SAFE}
    assert fixed(src, "URL003", unsafe=False) == expected
    assert see(expected, "URL003") == []


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("url", TEMPLATES)
def test_templates_are_neither_latex_nor_malformed(url: str, frame: str) -> None:
    src = frame.format(url)
    assert see(src, "URL") == []
    assert fixed(src) == src


@pytest.mark.parametrize("src", LEFT)
def test_leaves_good_urls_and_whole_hrefs(src: str) -> None:
    assert see(src, "URL003") == []


@pytest.mark.parametrize(
    "src",
    [
        "[a](})",
        r"[a](\url{})",
        r"\url{www.a.org}获取",
        r"[a](\url{https://a.org} - b)",
        "https://a.org/>b}c",
    ],
)
def test_has_no_fix_where_no_link_would_be_left(src: str) -> None:
    assert fixed(src, "URL003") == src


def test_one_finding_a_defect() -> None:
    src = "[a](https://a.org/b}{https://a.org/b}.)"
    assert [(s.code, s.text) for s in see(src, "URL002", "URL003")] == [
        ("URL003", "}{https://a.org/b}"),
        ("URL002", "."),
    ]
    assert fixed(src, "URL003") == "[a](https://a.org/b.)"
    assert fixed(src, "URL002") == "[a](https://a.org/b}{https://a.org/b})"
    assert fixed(src, "URL002", "URL003") == "[a](https://a.org/b)"

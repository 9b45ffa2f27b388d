"""Promise 2, in the smallest of texts: a fixed URL has no new defect.

``test_new_findings`` leaves out the block that a fix touches; here nothing is left out.
"""

from __future__ import annotations

from collections import Counter
from itertools import product

import pytest

from tests.support import diagnose, run_fix

URLS = [
    "https://github.com/a/b",
    "http://arxiv.org/abs/2401.04784",
    "https://a.org/b",
    "https://...",
    "https://a.org/b...",
    "https://arxiv.org/2401.04784",
    "https://arxiv.org/abs/ 2401.04784",
    "https:/a.org/b",
    "htp://a.org/b",
    "www.a.org/b",
    "github.com/a/b",
    "https://github.com/x_(y",
    "https://doi.org/https://doi.org/10.1145/3",
    "https://zh.wikipedia.org/wiki/潮汐",
    "https://a.org/b}",
    r"https://a.org/b\_c",
    "https://github.com/a/b - c",
    "https: //a.this http URL",
    "https://a.org/{{ x }}/y",
]
TAILS = [
    *("", "，好", "...", "…", "……好", ".", ")", "}", "}{x}", "’s", "（好）", "）。", "🚀", "**"),
    *("\u3000好", "、https://a.org/c", r"\_d", " - d", "(e", "/"),
]
FRAMES = [
    "{}",
    "[x]({})",
    "[x]（{}）",
    "<{}>",
    "[x]: {}",
    "**[x]({})**，好",
    "好**{}**好",
    "| {} | b |\n|-|-|\n| {} | c |",
    "（{}）",
    "[[x]({})]",
]


def counts(text: str) -> Counter[str]:
    return Counter(finding.code for finding in diagnose(text, "URL", "MKD001", "ANC"))


@pytest.mark.parametrize("unsafe", [False, True])
@pytest.mark.parametrize("url", URLS)
def test_no_rule_finds_more_than_before(url: str, unsafe: bool) -> None:
    worse = {}
    for tail, frame in product(TAILS, FRAMES):
        text = frame.replace("{}", url + tail)
        after = run_fix(text, "URL", "MKD001", "ANC", unsafe=unsafe).text.text
        if after != text and counts(after) - counts(text):
            worse[text] = after
    assert worse == {}


@pytest.mark.parametrize(
    "text",
    ["**见 [论文](https://github.com/x_(y)]**，谢谢。", "[](http://m()]}e", "[a](http://m(;)"],
)
def test_fixes_do_not_undo_each_other(text: str) -> None:
    after = run_fix(text, unsafe=True).text.text
    assert run_fix(after, unsafe=True).text.text == after

from __future__ import annotations

import re

import pytest

from digestlint.markdown import parse
from digestlint.rules.helpers.urls import malformed
from digestlint.rules.helpers.urls.malformed import in_text, problem_of


@pytest.mark.parametrize(
    "url",
    [
        "https://arxiv.org/abs/2501.00001v2",
        "HTTP://a.b-c.org",
        "https://a.org/b?c=%20&d=e#f",
        "http://a--b.org/~x",
        "#section",
        "https://xn--a.org/",
        "https://xn--fiq228c.org/",
        "https://http.org/x",
        "https://a.b.c.0x1/",
        "https://a.org/(b",
        "https://-a.org/",
        "https://a_b.org/",
        "https://a..org/",
        "https://1.2.3.999/",
        "https://a.org:99999/",
        "https//a.org",
        "http://https://a.org",
        "https:/a.org",
        "www.a.org",
        "https://a.org/b c",
    ],
)
def test_the_short_cut_for_ordinary_urls_hides_no_problem(
    monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    found = problem_of(url)
    monkeypatch.setattr(malformed, "_ORDINARY", re.compile(r"(?!)"))
    assert problem_of(url) == found


def test_in_text_looks_at_prose_only() -> None:
    text = "见https//a.org 和 `htps://b.org` [htps://c.org](u)\n\nhttp：//d.org http:x y//z"
    found = [(text[at:].partition("//")[0], problem.start) for at, problem in in_text(parse(text))]
    assert found == [("https", 5), ("htps:", 0), ("http：", 4)]

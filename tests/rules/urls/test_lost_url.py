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
]


@pytest.mark.parametrize(("src", "lost"), FOUND)
def test_reports_what_was_lost_and_makes_nothing_up(src: str, lost: str) -> None:
    assert [(s.text, s.fix) for s in see(src, "URL010")] == [(lost, None)]
    assert fixed(src, "URL") == src
    assert see(src, "URL008") == []


@pytest.mark.parametrize("src", LEFT)
def test_leaves_links_and_other_words(src: str) -> None:
    assert see(src, "URL010") == []


def test_none_hides_another() -> None:
    text = "\n\n".join([*LEFT, *(src for src, _ in FOUND)])
    assert len(see(text, "URL010")) == len(FOUND)

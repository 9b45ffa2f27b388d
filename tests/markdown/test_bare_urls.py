from __future__ import annotations

import pytest

from digestlint.markdown.bare_urls import find

# The first group are the examples 621 to 631 of the GFM specification, section 6.9.
CASES = [
    ("www.commonmark.org", ["www.commonmark.org"]),
    ("Visit www.commonmark.org/help for more.", ["www.commonmark.org/help"]),
    ("Visit www.commonmark.org.", ["www.commonmark.org"]),
    ("Visit www.commonmark.org/a.b.", ["www.commonmark.org/a.b"]),
    ("www.google.com/search?q=Markup+(business)", ["www.google.com/search?q=Markup+(business)"]),
    ("www.google.com/search?q=Markup+(business)))", ["www.google.com/search?q=Markup+(business)"]),
    ("(www.google.com/search?q=Markup+(business))", ["www.google.com/search?q=Markup+(business)"]),
    ("www.google.com/search?q=(business))+ok", ["www.google.com/search?q=(business))+ok"]),
    (
        "www.google.com/search?q=commonmark&hl=en",
        ["www.google.com/search?q=commonmark&hl=en"],
    ),
    ("www.google.com/search?q=commonmark&hl;", ["www.google.com/search?q=commonmark"]),
    ("www.commonmark.org/he<lp", ["www.commonmark.org/he"]),
    ("http://commonmark.org", ["http://commonmark.org"]),
    (
        "(Visit https://encrypted.google.com/search?q=Markup+(business))",
        ["https://encrypted.google.com/search?q=Markup+(business)"],
    ),
    ("Anonymous FTP is available at ftp://foo.bar.baz.", ["ftp://foo.bar.baz"]),
    # Domains
    ("http://localhost:8000/x", ["http://localhost:8000/x"]),
    ("www.x", ["www.x"]),
    ("http://a_b.c_d.com", []),
    ("http://a_b.c.com", ["http://a_b.c.com"]),
    ("http://", []),
    ("xhttp://a.b", []),
    ("xwww.a.b", []),
    # GitHub's renderer links a scheme after any character but a letter, and runs on to a space.
    ("见（https://a.b/c），方便", ["https://a.b/c），方便"]),
    ("https://a.b/c。 d", ["https://a.b/c。"]),
    ("'https://a.b/c'", ["https://a.b/c"]),
    # A link that has swallowed a sentence with others in it; these end where the next begins.
    (
        "见https://a.b/c，又见https://d.e/f。又www.x.y，和https://g.h/i。",
        [
            "https://a.b/c，又见https://d.e/f。又www.x.y，和https://g.h/i。",
            "https://d.e/f。又www.x.y，和",
            "https://g.h/i。",
        ],
    ),
    # In brackets; those of the URL itself stay.
    ("见 [https://a.b/c]。", ["https://a.b/c"]),
    ("[见 https://a.b/c](d e)", ["https://a.b/c"]),
    ("[a] https://a.b/c]d", ["https://a.b/c]d"]),
    ("[\nhttps://a.b/c]d", ["https://a.b/c]d"]),
    ("[http://a.b/c[d]e]", ["http://a.b/c[d]e]"]),
    # One URL, though another one is in it.
    ("https://web.archive.org/web/http://a.b/c", ["https://web.archive.org/web/http://a.b/c"]),
    ("http:///https://a.b", ["https://a.b"]),
    (f"www.{'a' * 246}.b", [f"www.{'a' * 246}.b"]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_finds_extended_autolinks(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in find(text)] == expected


def test_finds_in_a_part_of_the_text() -> None:
    text = "http://a.b http://c.d/e。http://f.g"
    assert [text[start:end] for start, end in find(text, 7, 21)] == ["http://c.d"]
    assert [text[start:end] for start, end in find("xhttp://a.b", 1)] == []


@pytest.mark.parametrize(
    "unit", ["http://", "https://a.b/c，", "_www.", "http://a_b.c)", "（www.a；"]
)
def test_takes_long_lines_in_linear_time(unit: str) -> None:
    text = unit * 20_000
    # What all links hold together would grow with the square of the length otherwise.
    assert sum(end - start for start, end in find(text)) <= 2 * len(text)

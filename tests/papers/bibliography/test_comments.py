from __future__ import annotations

import pytest

from digestlint.papers.bibliography.comments import mask_comments


@pytest.mark.parametrize(
    ("text", "comments"),
    [
        ("% a\n@misc{b,\n  % c\n}\n", ["% a", "  % c"]),
        ("100 % of it\n", []),
        ("@misc{a, x = {b}, % c {\n y = {d}}\n", ["% c {"]),
        ("@misc{a, x = {b} % c\n}\n", ["% c"]),
        ("@misc{a%b, x = {50 % {of} it}}\n", []),
        # Text in values, however deep.
        ("@misc{a, x = {\n% b\n}}\n", []),
        ("@misc{a, x = {{b}\n% c\n}}\n", []),
        ('@misc{a, x = "\n% b\n"}\n', []),
        # A brace in quotation marks, and marks in braces, open and close nothing.
        ('@misc{a, x = "{",\n% b\n}\n', ["% b"]),
        ('@misc{a, x = {"},\n% b\n}\n', ["% b"]),
        ('@misc{a, x = "}",\n% b\n y = {\n% c\n}}\n', ["% b"]),
        (r"@misc{a, x = {\"o\}" + "\n% b\n},\n% c\n}\n", ["% c"]),
        # A value that is never closed ends where the next entry begins.
        ("@misc{a, x = {b\n@misc{c,\n% d\n}\n", ["% d"]),
        ('@misc{a, x = "b\n@misc{c,\n% d\n}\n', ["% d"]),
    ],
)
def test_lines_of_comments_become_spaces(text: str, comments: list[str]) -> None:
    expected = text
    for comment in comments:
        expected = expected.replace(comment, " " * len(comment))
    assert mask_comments(text)[0] == expected

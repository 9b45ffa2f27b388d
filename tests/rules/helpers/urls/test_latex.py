from __future__ import annotations

import pytest

from digestlint.markdown import parse
from digestlint.rules.helpers.urls.latex import hrefs

URL = r"\href{https://a.org/b}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"See {URL}{{c}}.", [f"{URL}{{c}}"]),
        (f"{URL} {{c {{d}}}} {URL}{{e}}", [f"{URL} {{c {{d}}}}", f"{URL}{{e}}"]),
        (URL + r"{c \} d}", [URL + r"{c \} d}"]),
        # Code and math show what is written.
        (f"`{URL}{{c}}` and {URL}{{d}}", [f"{URL}{{d}}"]),
        (f"${URL}{{c}}$", []),
        (f"```tex\n{URL}{{c}}\n```\n", []),
        # An argument that nothing closes, or that another block closes.
        (f"{URL}", []),
        (f"{URL} and {{c}}", []),
        (f"{URL}{{c", []),
        (r"\href{https://a.org/b", []),
        (f"{URL}{{c\n\nd}}", []),
        # Nobody nests so deep.
        (f"{URL}{{{'{' * 500}c{'}' * 500}}}", []),
    ],
)
def test_hrefs(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in hrefs(parse(text))] == expected

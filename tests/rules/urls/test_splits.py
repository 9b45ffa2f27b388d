from __future__ import annotations

import pytest

from digestlint.markdown import parse
from digestlint.rules.helpers.urls.hosts import key
from digestlint.rules.urls.splits import find_splits


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https: //a.org/b", ["https://a.org/b"]),
        ("http \t//a.org", []),
        ("See http:\t // a.org/b there", ["http://a.org/b"]),
        ("HTTPS: // a.org", ["HTTPS://a.org"]),
        ("ftp: //a.org/b", []),
        ("a: // comment", []),
        ("  // https", []),
        ("//", []),
        ("`https: //a.org/b`", []),
        ("<!-- https: //a.org/b -->", []),
    ],
)
def test_schemes_with_spaces(text: str, expected: list[str]) -> None:
    assert [split.joined for split in find_splits(parse(text))] == expected


@pytest.mark.parametrize("pieces", [1, 3, 100])
def test_the_pieces_of_a_known_url(pieces: int) -> None:
    """What is known of the paper decides; no URL is cut into dozens of pieces."""
    text = "https://a.org/long" + " - name" * pieces
    whole = text.replace(" ", "")
    found = list(find_splits(parse(text), lambda _: frozenset({key(whole)})))
    assert [split.joined for split in found if split.certain] == ([whole] if pieces < 5 else [])

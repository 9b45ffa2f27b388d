"""How labels are spelt, and whether a text has any."""

from __future__ import annotations

import pytest

from digestlint.digest.readers.spellings import may_have_labels


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://a.example", False),
        ("https://a.example http://b.example", False),
        ("https://a.example a: b", True),
        ("https://a.example\n【a】", True),
        ("a：b", True),
        ("::", True),
        ("", False),
    ],
)
def test_urls_have_no_labels(text: str, expected: bool) -> None:
    assert may_have_labels(text) is expected

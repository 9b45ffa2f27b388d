from __future__ import annotations

import pytest

from digestlint.rules.helpers.matching import title_span
from tests.support import open_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Text.\n\n## *The* title ##\n\n# Another\n", "*The* title"),
        ("Text.\n\nNo title\n========\n", "No title"),
        ("The first line.\nAnd more.\n", "The first line."),
        ("\n\nText.\n", ""),
        ("", ""),
    ],
)
def test_where_a_finding_about_the_whole_digest_is(text: str, expected: str) -> None:
    start, end = title_span(open_text(text))
    assert text[start:end] == expected

from __future__ import annotations

import pytest

from digestlint.core.finding import Edit
from digestlint.rules.helpers.edits import smallest_edit


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("12", "11", Edit(11, 12, "1")),
        ("9", "10", Edit(10, 11, "10")),
        ("abc", "abc", Edit(13, 13, "")),
        ("aa", "aaa", Edit(12, 12, "a")),
        ("aaa", "aa", Edit(12, 13, "")),
        ("", "x", Edit(10, 10, "x")),
        ("Kelp: Charts", "Kelp: 2D Charts", Edit(16, 16, "2D ")),
    ],
)
def test_leaves_equal_ends(old: str, new: str, expected: Edit) -> None:
    assert smallest_edit(10, old, new) == expected

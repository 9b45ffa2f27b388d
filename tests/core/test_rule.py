from __future__ import annotations

import pytest

from digestlint.core.rule import Option

SHARE = Option("share", 0.99, "How sure.", limits=(0.0, 1.0))


@pytest.mark.parametrize(
    ("option", "value", "problem"),
    [
        (SHARE, 0.5, None),
        (SHARE, 0, None),
        (SHARE, 1, None),
        (SHARE, 1.01, "must be a number from 0 to 1, not 1.01"),
        (SHARE, -1, "must be a number from 0 to 1, not -1"),
        (SHARE, float("nan"), "must be a number from 0 to 1, not nan"),
        (SHARE, True, "must be a number from 0 to 1, not True"),
        (SHARE, "0.5", "must be a number from 0 to 1, not '0.5'"),
        (Option("size", 3, ""), 4, None),
        (Option("size", 3, ""), 4.5, "must be a number, not 4.5"),
        (Option("on", False, ""), True, None),
        (Option("on", False, ""), 1, "must be true or false, not 1"),
        (Option("name", "a", ""), "b", None),
        (Option("name", "a", ""), 1, "must be a string, not 1"),
        (Option("names", ["a"], ""), ["b"], None),
        (Option("names", ["a"], ""), ["b", 1], "must be a list of strings, not ['b', 1]"),
    ],
)
def test_values(option: Option, value: object, problem: str | None) -> None:
    assert option.problem(value) == problem

from __future__ import annotations

import pytest

from digestlint.rules.helpers.lost_backslashes import lost_backslashes
from tests.support import open_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$\beta$", [("\\beta", "math", True, True)]),
        ("\beta", [("\\beta", "text", True, False)]),
        ("`\beta`", [("\\beta", "code", True, False)]),
        ("$\bx$ \bx", [("\\bx", "math", False, False)]),
        ("$\text{a}$", [("\\text", "math", True, False)]),
        ("$\x1bpsilon$", [("\\epsilon", "math", True, False)]),
        ("$\alpha\beta$", [("\\alpha", "math", True, True), ("\\beta", "math", True, True)]),
        ("$a$ \b \beta1", [("\\beta", "text", True, False)]),
    ],
)
def test_finds_commands(text: str, expected: list[tuple[str, str, bool, bool]]) -> None:
    found = lost_backslashes(open_text(text))
    assert [(one.command, one.place, one.known, one.certain) for one in found] == expected


@pytest.mark.parametrize("part", ["$\b", "\tau", "$\nu", "\rho ", "$\alpha ", "\n$\nabla"])
def test_takes_no_longer_for_hostile_text(part: str) -> None:
    lost_backslashes(open_text(part * 20_000))

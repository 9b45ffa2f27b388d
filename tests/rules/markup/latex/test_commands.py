from __future__ import annotations

import pytest

from digestlint.rules.markup.latex.commands import SYMBOL_TEXT, arity


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("textbf", 1),
        ("textsc", 1),
        ("href", 2),
        ("small", 0),
        ("AA", 0),
        ("name", None),
        ("cite", None),
    ],
)
def test_arity(name: str, expected: int | None) -> None:
    assert arity(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("textgreater", ">"), ("textless", r"\<"), ("textasteriskcentered", r"\*"), ("AA", "Å")],
)
def test_symbols_are_safe_in_markdown(name: str, expected: str) -> None:
    assert SYMBOL_TEXT[name] == expected

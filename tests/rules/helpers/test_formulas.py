from __future__ import annotations

import pytest

from digestlint.markdown import parse
from digestlint.rules.helpers.formulas import display_math, formulas


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a $x$ b $$y$$\n", ["$x$", "$$y$$"]),
        (r"\(x\) and \[y\] and \(z", [r"\(x\)", r"\[y\]"]),
        ("$ a_1 $ but $5 and $6\n", ["$ a_1 $"]),
        ("$$\nx\n=\ny\n$$ z\n", ["$$\nx\n=\ny\n$$"]),
        ("$$\nx_1\n\n# A\n\n$$\n", []),
        ("\\begin{align}\na\n\nb\n\\end{align}\n", ["\\begin{align}\na\n\nb\n\\end{align}"]),
        ("\\end{a} \\begin{a}\n", []),
        ("`$x_1$` and ```$y_1$```\n", []),
        ("```math\nx\n```\n", ["```math\nx\n```"]),
        ("$`x`$ and `$`\n", ["$`x`$"]),
        ("\\$x_1\\$ and \\\\(y\\\\)\n", []),
    ],
)
def test_finds_math(text: str, expected: list[str]) -> None:
    assert [text[slice(*span)].strip("\n") for span in formulas(parse(text))] == expected


def test_a_formula_has_an_end() -> None:
    text = "$$ a_1" + " b" * 3000 + "\n- c $$\n\n\\begin{x}" + " d" * 3000 + "\\end{x}\n"
    assert list(display_math(parse(text))) == []


@pytest.mark.parametrize("part", ["$$\n", "\\(", "\\[\n", "\\begin{a}", "$ ", "$$ x_1\n- a\n"])
def test_takes_no_longer_for_hostile_text(part: str) -> None:
    formulas(parse(part * 20_000))

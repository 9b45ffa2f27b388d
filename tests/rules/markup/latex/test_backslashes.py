from __future__ import annotations

import pytest

from digestlint.markdown import parse
from digestlint.rules.markup.latex.backslashes import latex_file, speaks_latex


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"\textbf{a}", True),
        ("see https://arxiv.org/abs/2401.00001", True),
        (r"\name and \target", False),
        (r"C:\new\emph", False),
    ],
)
def test_evidence(text: str, expected: bool) -> None:
    assert speaks_latex(parse(text)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("% a\n\n\\documentclass{a}\n", "\\documentclass"),
        ("\\RequirePackage[b]{a}\n", "\\RequirePackage"),
        ("\\label{a}\n\\section{b}\n\\item\n\\item\n\\item\n", "\\section"),
        ("\\label{a}\n\\item\n\\item\n\\item\n\\item\n", None),
        ("\\section{b}\n\\item\n\\item\n\\item\n", None),
        ("# A\n\\section{b}\n\\item\n\\item\n\\item\n\\item\n", None),
        ("\\documentclass is a command\n", None),
        ("a \\documentclass{b}\n", None),
    ],
)
def test_whole_files(text: str, expected: str | None) -> None:
    found = latex_file(parse(text))
    assert (text[slice(*found)] if found else None) == expected


@pytest.mark.parametrize("part", ["%\n", " \n", "\\section\n", "%a"])
def test_takes_no_longer_for_hostile_text(part: str) -> None:
    latex_file(parse(part * 30_000))

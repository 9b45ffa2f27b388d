from __future__ import annotations

import ast

import pytest

from digestlint._runtime.suggestions import nearest, typo_of, unknown
from tests.places import ROOT

PACKAGE = ROOT / "hooks" / "digestlint"


def test_unknown_names() -> None:
    assert (
        unknown("rule", "colour", ["color"]) == "there is no rule 'colour'; did you mean 'color'?"
    )
    assert unknown("rule", "x", ["abc", "def"]) == "there is no rule 'x'; known: abc, def"
    assert unknown("rule", "x", []) == "there is no rule 'x'; known: none"
    assert unknown("rule", "it's", []) == """there is no rule "it's"; known: none"""


@pytest.mark.parametrize(
    ("name", "known", "expected"),
    [
        ("chek", ["check", "rule"], "check"),
        ("chek", [], None),
        ("zzz", ["check", "rule"], None),
        ("colour", ["color", "colours"], "colours"),
    ],
)
def test_nearest(name: str, known: list[str], expected: str | None) -> None:
    assert nearest(name, known) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("disabel", "disable"),  # two letters in each other's place are one typo
        ("dsible", "disable"),
        ("enabled", "enable"),
        ("nable", "enable"),  # as near as it gets, though `disable` is as many letters longer
        ("ignore", None),
        ("", None),
    ],
)
def test_typos(name: str, expected: str | None) -> None:
    assert typo_of(name, ["disable", "enable"], 2) == expected


def test_of_equally_near_ones_the_first_is_meant() -> None:
    assert typo_of("ac", ["ab", "ad"], 1) == "ab"
    assert typo_of("ac", [], 1) is None


def test_nobody_else_looks_for_near_names() -> None:
    importing = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.alias) and node.name == "get_close_matches"
    }
    assert importing == {"_runtime/suggestions.py"}

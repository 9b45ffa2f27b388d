"""Each rule has a digest to read, and finds and fixes there what is written beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from digestlint.lint.registry import Rule, all_rules
from tests.rule_fixtures import FIXED, FIXTURES, FOUND, outcome


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.name)
def test_fixture(rule: Rule, tmp_path: Path) -> None:
    folder = FIXTURES / rule.name
    place = f"fixtures/rules/{rule.name}"
    write = f"run: python -m tools.rule_fixtures {rule.name}, and read what it wrote"
    assert folder.is_dir(), f"add {place}/ with a digest that has the defect; then {write}"
    assert (folder / FOUND).is_file(), write
    found, fixed = outcome(folder, tmp_path / "work")
    assert found == (folder / FOUND).read_text(encoding="utf-8"), write
    assert rule.code in found, f"write the defect of {rule.code} into the digest in {place}/"
    expected = (folder / FIXED).read_bytes() if (folder / FIXED).exists() else None
    assert fixed == expected, write
    kinds = "name the kinds of fixes in the RuleInfo of the rule: fixes=(…,)"
    assert bool(rule.info.fixes) or fixed is None, kinds


def test_every_folder_is_of_a_rule() -> None:
    names = {rule.name for rule in all_rules()}
    folders = {path.name for path in FIXTURES.iterdir() if path.is_dir()}
    assert folders - names == set(), "fixtures/rules/ has folders of no rule: rename or remove them"
    assert names - folders == set(), (
        "add fixtures/rules/NAME/ for each, with a digest that has the defect; then run: "
        "python -m tools.rule_fixtures NAME"
    )

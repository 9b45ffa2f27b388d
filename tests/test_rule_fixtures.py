"""Each rule has a digest to read, and finds and fixes there what is written beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from digestlint.lint.registry import Rule, all_rules
from tests.rule_fixtures import FIXED, FIXTURES, FOUND, outcome


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.name)
def test_fixture(rule: Rule, tmp_path: Path) -> None:
    folder = FIXTURES / rule.name
    found, fixed = outcome(folder, tmp_path / "work")
    assert found == (folder / FOUND).read_text(encoding="utf-8")
    assert rule.code in found
    expected = (folder / FIXED).read_bytes() if (folder / FIXED).exists() else None
    assert fixed == expected
    assert bool(rule.info.fixes) or fixed is None


def test_every_folder_is_of_a_rule() -> None:
    names = {rule.name for rule in all_rules()}
    assert {path.name for path in FIXTURES.iterdir() if path.is_dir()} == names

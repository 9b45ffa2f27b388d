"""What a baseline knows, also one of an earlier release."""

from __future__ import annotations

from pathlib import Path

from digestlint.core import rule_index
from digestlint.lint.results import FileResult
from digestlint.run.baseline import Baseline, counted_by_code, key_of
from tests.output.samples import finding

TEXT = "[one](a) and [two](b)\n"
ONE = finding(TEXT, "one", code="GEN007", name="lost-link")
TWO = finding(TEXT, "two", code="GEN007", name="lost-link")


def known(path: Path, then: list[str], *now: str) -> set[int]:
    """Which findings of today are known, of a baseline with findings of the codes ``then``."""
    file, baseline = str(path / "a.md"), path / "baseline.json"
    key = key_of(file, baseline)
    old = [ONE._replace(code=code) for code in then]
    found = [each._replace(code=code) for each, code in zip((ONE, TWO), now, strict=False)]
    counts = {key: counted_by_code(old, key)}
    return Baseline(baseline, counts).known_of(FileResult(file, found))


def test_a_rule_that_has_another_code_since_is_known(tmp_path: Path) -> None:
    [rule] = [rule for rule in rule_index.RULES if rule.code == "GEN007"]
    assert "URL010" in rule.aliases
    assert known(tmp_path, ["GEN007"], "GEN007", "GEN007") == {0}
    assert known(tmp_path, ["URL010"], "GEN007", "GEN007") == {0}


def test_rules_that_are_gone_or_new_leave_the_others_alone(tmp_path: Path) -> None:
    assert known(tmp_path, ["ZZZ001", "GEN007"], "GEN007", "GEN007") == {0}
    assert known(tmp_path, ["GEN007"], "URL001", "GEN007") == set()
    assert known(tmp_path, ["GEN007"], "GEN007", "URL001") == {0}

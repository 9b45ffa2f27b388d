"""What ``make mutation`` does around mutmut: which tests for which modules, what the scores say."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest
from tools.mutation import workspace
from tools.mutation.scores import module_of, read_states, survivors, table
from tools.mutation.suites import SUITES, Suite, suite_of
from tools.mutation.workspace import PACKAGE, ROOT, prepare


@pytest.mark.parametrize("suite", SUITES, ids=lambda suite: suite.name)
def test_each_suite_has_modules_and_tests(suite: Suite) -> None:
    assert list((ROOT / "hooks" / PACKAGE).glob(suite.modules))
    assert all((ROOT / test).exists() for test in suite.tests)
    assert suite_of(suite.name) == suite


def test_each_rule_has_tests_of_its_name() -> None:
    rules = {path.stem for path in (ROOT / "hooks" / PACKAGE / "rules").glob("[!_]*.py")}
    tests = {path.stem.removeprefix("test_") for path in (ROOT / "tests" / "rules").glob("test_*")}
    assert rules <= tests


def test_names_of_parts() -> None:
    assert suite_of("rules/broken_anchor").name == "rules"
    with pytest.raises(ValueError, match=r"^no such part: cli; there are rules, fixer, "):
        suite_of("cli")


def result(folder: Path, module: str, codes: dict[str, int | None]) -> None:
    file = folder / "mutants" / PACKAGE / f"{module}.py.meta"
    file.parent.mkdir(parents=True, exist_ok=True)
    names = {f"{PACKAGE}.{module.replace('/', '.')}.{name}": code for name, code in codes.items()}
    file.write_text(json.dumps({"exit_code_by_key": names}), encoding="utf-8")


def test_scores(tmp_path: Path) -> None:
    """By pytest's exit codes, the signals of time limits, and mutmut's 33: no test gets there."""
    result(tmp_path, "rules/a", {"x_f__mutmut_1": 1, "x_f__mutmut_2": 0, "x_f__mutmut_3": 33})
    result(tmp_path, "rules/b", {"x_f__mutmut_1": 2, "x_f__mutmut_2": -24, "x_f__mutmut_3": None})
    states = read_states(tmp_path)
    assert [module_of(name) for name in states] == ["rules/a"] * 3 + ["rules/b"] * 3
    assert list(states.values()) == [
        "killed",
        "survived",
        "survived",
        "killed",
        "timeout",
        "untried",
    ]
    assert [re.split(" {2,}", row) for row in table(states).splitlines()] == [
        ["", "killed", "timeout", "survived", "untried", "score"],
        ["rules/a", "1", "0", "2", "0", "33.3%"],
        ["rules/b", "1", "1", "0", "1", "100.0%"],
        ["all", "2", "1", "2", "1", "60.0%"],
    ]
    assert survivors(states) == [f"{PACKAGE}.rules.a.x_f__mutmut_{i}" for i in (2, 3)]
    assert table({}).split() == ["killed", "timeout", "survived", "untried", "score"]


def test_the_workspace_follows_the_working_tree(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, folder = tmp_path / "root", tmp_path / "folder"
    package = root / "hooks" / PACKAGE
    package.mkdir(parents=True)
    (root / "tests").mkdir()
    for file in (package / "a.py", package / "b.py", root / "tests" / "test_a.py"):
        file.write_text("1\n", encoding="utf-8")
    (root / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    monkeypatch.setattr(workspace, "ROOT", root)
    monkeypatch.setattr(workspace, "_BESIDE", ("tests",))
    prepare(SUITES[0], folder)
    copy = folder / PACKAGE / "a.py"
    before = copy.stat().st_mtime_ns
    mutated = folder / "mutants" / PACKAGE / "b.py"
    mutated.parent.mkdir()
    mutated.write_text("2\n", encoding="utf-8")

    (package / "b.py").unlink()
    (root / "tests" / "test_a.py").write_text("3\n", encoding="utf-8")
    prepare(SUITES[0], folder)
    assert copy.stat().st_mtime_ns == before  # mutmut would make its mutants anew
    assert not mutated.exists()
    assert not (folder / PACKAGE / "b.py").exists()
    assert (folder / "tests" / "test_a.py").read_text(encoding="utf-8") == "3\n"
    settings = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))
    assert settings["tool"]["mutmut"]["only_mutate"] == [f"{PACKAGE}/rules/*/*.py"]

"""The main task on the fixtures: planted defects are found, clean digests are left alone."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import msgspec
import pytest
from fixtures.damage import recipes
from fixtures.damage.verify import unfound

from digestlint.lint.results import FileResult
from digestlint.output.json_objects import as_object
from digestlint.project.config import Layer, SettingsTable, parse_config
from digestlint.run.runner import Task, run
from tests.places import ROOT

CLEAN = ROOT / "fixtures" / "clean"


def check(folder: Path, **how: Any) -> dict[str, FileResult]:
    layers = (Layer("test", SettingsTable(select=("ALL",)), folder),)
    tasks = [
        Task(path, parse_config({}, None), layers, **how) for path in sorted(folder.glob("*.md"))
    ]
    return {Path(result.filename).name: result for result in run(tasks, jobs=1)}


@pytest.fixture(params=["1", "2", "3"])
def damaged(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, list[Any]]:
    """Damages the fixtures into ``tmp_path``; returns what was planted."""
    drafts = recipes.build(request.param)
    for name, draft in drafts.items():
        (tmp_path / name).write_bytes(draft.to_bytes())
    return {name: list(draft.expected()) for name, draft in drafts.items()}


def test_clean_digests_are_clean() -> None:
    results = check(CLEAN)
    assert len(results) >= 3
    found = [(name, f.code, f.location) for name, r in results.items() for f in r.findings]
    assert found == []


def test_every_planted_defect_is_found(damaged: dict[str, list[Any]], tmp_path: Path) -> None:
    results = check(tmp_path)
    assert [result.problem for result in results.values() if result.problem] == []
    findings = [
        msgspec.to_builtins(as_object(finding))
        for result in results.values()
        for finding in result.findings
    ]
    assert unfound(damaged, findings) == []


@pytest.mark.slow
def test_fixing_comes_to_rest(damaged: dict[str, list[Any]], tmp_path: Path) -> None:
    for unsafe in (False, True):
        first = check(tmp_path, fix=True, unsafe=unsafe)
        assert [result.problem for result in first.values() if result.problem] == []
        second = check(tmp_path, fix=True, unsafe=unsafe)
        assert [name for name, result in second.items() if result.new != result.old] == []


def test_lossless_mojibake_comes_back_exactly(tmp_path: Path) -> None:
    draft = recipes.build("1")["survey-lossless.md"]
    (tmp_path / "survey-lossless.md").write_bytes(draft.to_bytes())
    shutil.copy(CLEAN / "papers.bib", tmp_path)
    result = check(tmp_path, fix=True)["survey-lossless.md"]
    assert result.new == (CLEAN / "survey.md").read_bytes()
    assert result.findings == []

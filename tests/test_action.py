"""The GitHub Action: its step is run as the service runs it, and its texts are no commands."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]

from tests.places import ROOT, SOURCE

ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
(CHECK,) = (step for step in STEPS if step.get("id") == "check")
EXPRESSION = re.compile(r"\$\{\{\s*(.+?)\s*\}\}")

needs_bash = pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")


def run(folder: Path, **inputs: str) -> tuple[subprocess.CompletedProcess[str], Path]:
    """The step that checks, in a workflow's environment; and the folder of the runner."""
    runner = folder / "runner"
    (runner / "bin").mkdir(parents=True)
    (folder / "work" / ".git").mkdir(parents=True, exist_ok=True)
    program = runner / "bin" / "digestlint"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -P -m digestlint "$@"\n')
    program.chmod(0o755)
    given = {name: each["default"] for name, each in ACTION["inputs"].items()} | inputs
    values = {f"inputs.{name}": value for name, value in given.items()}
    values["runner.temp"] = str(runner)
    variables = {
        name: EXPRESSION.sub(lambda found: values[found[1]], value)
        for name, value in CHECK["env"].items()
    }
    (runner / "script.sh").write_text(CHECK["run"])
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(runner / "script.sh")],
        cwd=folder / "work",
        env={
            **os.environ,
            **variables,
            "PATH": f"{runner / 'bin'}:{os.environ['PATH']}",
            "PYTHONPATH": str(SOURCE),
            "RUNNER_TEMP": str(runner),
            "GITHUB_OUTPUT": str(runner / "output"),
            "GITHUB_STEP_SUMMARY": str(runner / "summary.md"),
        },
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done, runner


@needs_bash
def test_findings_are_annotated_summed_up_and_reported(tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "a.md").write_text("[a]()\n")
    done, runner = run(tmp_path)
    assert done.returncode == 1
    assert done.stdout.startswith("::error title=digestlint (URL004),file=a.md,line=1,")
    assert "URL004" in (runner / "summary.md").read_text(encoding="utf-8")
    (output,) = (runner / "output").read_text().splitlines()
    name, _, report = output.partition("=")
    assert name in ACTION["outputs"]
    (found,) = json.loads(Path(report).read_text(encoding="utf-8"))["runs"]
    assert [result["ruleId"] for result in found["results"]] == ["URL004"]


@needs_bash
def test_paths_and_arguments_are_taken_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    for name in ("a b.md", "$(touch owned).md", "--fix"):
        (tmp_path / "work" / name).write_text("[a]()\n")
    paths = "a b.md\n$(touch owned).md\n\n"
    done, _ = run(tmp_path, paths=paths, args="--ignore\nURL004\n")
    assert (done.returncode, done.stdout) == (0, "")
    assert not (tmp_path / "work" / "owned").exists()
    assert run(tmp_path / "again", paths="--fix")[0].returncode == 2  # a file, which is not there


def test_no_script_holds_an_expression() -> None:
    """Whoever opens a pull request could write commands into it."""
    scripts = [step["run"] for step in STEPS if "run" in step]
    assert len(scripts) == 2
    assert not any(EXPRESSION.search(script) for script in scripts)


def test_expressions_name_what_there_is() -> None:
    inputs = set(re.findall(r"inputs\.([\w-]+)", (ROOT / "action.yml").read_text("utf-8")))
    assert inputs == set(ACTION["inputs"])
    assert all("shell" in step for step in STEPS if "run" in step)
    assert all(
        re.fullmatch(r"[\w/-]+@(?:v\d+|[\da-f]{40})", step["uses"])
        for step in STEPS
        if "uses" in step
    )


def test_actions_that_workflows_use_are_the_same_commits() -> None:
    workflows = (ROOT / ".github" / "workflows").glob("*.yml")
    pinned = dict(
        found
        for path in workflows
        for found in re.findall(r"uses: ([\w/-]+)@(\w{40})", path.read_text(encoding="utf-8"))
    )
    used = dict(step["uses"].split("@") for step in STEPS if "uses" in step)
    assert used.keys() & pinned.keys()
    assert all(pinned.get(name, commit) == commit for name, commit in used.items())


def test_the_documentation_names_all_inputs() -> None:
    text = (ROOT / "docs" / "hooks.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in text for name in ACTION["inputs"])

"""The workflows of CI and of releases: valid, pinned, safe, and their commands run here."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]

from tests.places import ROOT, SOURCE
from tests.programs import script

FOLDER = ROOT / ".github" / "workflows"
WORKFLOWS: dict[str, dict[str, Any]] = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.yml")
}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PINNED = re.compile(r" +(?:- )?uses: [\w-]+/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")

needs_bash = pytest.mark.skipif(
    os.name == "nt" or shutil.which("bash") is None, reason="needs bash and POSIX"
)


def steps(workflow: str, job: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = WORKFLOWS[workflow]["jobs"][job]["steps"]
    return found


def commands(workflow: str) -> list[str]:
    """All that a workflow runs."""
    jobs = WORKFLOWS[workflow]["jobs"]
    return [step["run"] for job in jobs for step in steps(workflow, job) if "run" in step]


def bash(command: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a step as GitHub does."""
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", command],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_there_are_two() -> None:
    assert sorted(WORKFLOWS) == ["ci", "release"]


@pytest.mark.parametrize("name", ["ci", "release"])
def test_they_fit_the_schema_of_workflows(name: str) -> None:
    validator = ("check-jsonschema", "--builtin-schema", "vendor.github-workflows")
    program = script(validator[0])
    if not program.exists():
        pytest.skip("check-jsonschema is not installed")
    done = subprocess.run(
        [program, *validator[1:], FOLDER / f"{name}.yml"], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_an_audit_of_their_safety_finds_nothing() -> None:
    program = script("zizmor")
    if not program.exists():
        pytest.skip("zizmor is not installed")
    options = ("--offline", "--no-progress", "--no-config")
    done = subprocess.run([program, *options, FOLDER], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No findings" in done.stdout


@pytest.mark.parametrize("name", ["ci", "release"])
def test_actions_are_pinned(name: str) -> None:
    lines = (FOLDER / f"{name}.yml").read_text(encoding="utf-8").splitlines()
    uses = [line for line in lines if "uses:" in line]
    assert uses
    assert [line for line in uses if not PINNED.fullmatch(line)] == []


def test_an_action_has_one_version() -> None:
    texts = "".join(path.read_text(encoding="utf-8") for path in FOLDER.glob("*.yml"))
    pins = set(re.findall(r"uses: (\S+)@(\w{40}) # (\S+)", texts))
    assert len({name for name, _, _ in pins}) == len(pins) > 3


@pytest.mark.parametrize(("workflow", "job"), [("ci", "tests"), ("release", "try")])
def test_every_version_of_python_is_tested_on_every_system(workflow: str, job: str) -> None:
    matrix = WORKFLOWS[workflow]["jobs"][job]["strategy"]["matrix"]
    prefix = "Programming Language :: Python :: "
    versions = [each.removeprefix(prefix) for each in PROJECT["classifiers"] if prefix in each]
    assert matrix["python"] == [each for each in versions if each.startswith("3.")]
    assert matrix["system"] == ["ubuntu-latest", "macos-latest", "windows-latest"]


@pytest.mark.parametrize("name", ["ci", "release"])
def test_what_they_run_is_there(name: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    seen = 0
    for command in commands(name):
        for target in re.findall(r"^make ([\w-]+)", command, re.MULTILINE):
            assert re.search(rf"^{target}:", makefile, re.MULTILINE), command
            seen += 1
        for path in re.findall(r"(?<![\w/.])(?:tools|tests)/\w+\.py", command):
            assert (ROOT / path).is_file(), command
            seen += 1
    assert seen >= 2


def test_only_one_job_may_publish() -> None:
    jobs = WORKFLOWS["release"]["jobs"]
    assert WORKFLOWS["release"]["permissions"] == {}
    granted = {name: job["permissions"] for name, job in jobs.items()}
    assert granted == {
        "build": {"contents": "read"},
        "try": {},
        "publish": {"id-token": "write"},
        "announce": {"contents": "write"},
    }
    assert jobs["publish"]["environment"] == "pypi"
    assert jobs["publish"]["steps"][-1]["with"]["attestations"] is True
    assert [jobs[name]["needs"] for name in ("try", "publish", "announce")] == [
        "build",
        "try",
        "publish",
    ]
    assert not any("secrets." in path.read_text("utf-8") for path in FOLDER.glob("*.yml"))


@needs_bash
@pytest.mark.parametrize(
    ("tag", "heading", "code"),
    [
        ("v{}", "## {} (2026-01-02)", 0),
        ("{}", "## {} (2026-01-02)", 1),
        ("v{}.1", "## {} (2026-01-02)", 1),
        ("v{}", "## {} (unreleased)", 1),
        ("v{}", "## {}", 1),
    ],
)
def test_a_tag_is_a_version_that_the_changelog_has(
    tag: str, heading: str, code: int, tmp_path: Path
) -> None:
    (check,) = (step for step in steps("release", "build") if step.get("id") == "version")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    version = PROJECT["version"]
    (tmp_path / "CHANGELOG.md").write_text(f"# Changelog\n\n{heading.format(version)}\n")
    done = bash(check["run"], tmp_path, GITHUB_REF_NAME=tag.format(version))
    assert done.returncode == code, done.stdout + done.stderr
    assert ("::error::" in done.stdout) is bool(code)


@needs_bash
def test_what_was_built_is_tried(tmp_path: Path) -> None:
    """And the step fails if the program finds nothing."""
    (step,) = (step for step in steps("release", "try") if step.get("id") == "try")
    folder = tmp_path / "bin"
    folder.mkdir()
    path = f"{folder}{os.pathsep}{os.environ['PATH']}"
    for code, command in ((0, '"-P" "-m" "digestlint" "$@"'), (1, '"-c" ""')):
        (folder / "digestlint").write_text(f'#!/bin/sh\nexec "{sys.executable}" {command}\n')
        (folder / "digestlint").chmod(0o755)
        (folder / "python").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
        (folder / "python").chmod(0o755)
        done = bash(step["run"], tmp_path, PATH=path, PYTHONPATH=str(SOURCE))
        assert done.returncode == code, done.stdout + done.stderr


def test_the_checklist_names_the_workflow() -> None:
    text = (ROOT / "docs" / "development" / "releasing.md").read_text(encoding="utf-8")
    assert WORKFLOWS["release"]["jobs"]["publish"]["environment"] in text
    for name in WORKFLOWS:
        assert f"workflows/{name}.yml" in text

"""The snippets for CI in the documentation: they fit their service's schema, and run."""

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
from tests.programs import script

PAGE = (ROOT / "docs" / "hooks.md").read_text(encoding="utf-8")
TEMPLATE = (ROOT / "templates" / "digestlint.yml").read_text(encoding="utf-8")
SNIPPETS = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
SCHEMAS = {
    "# .github/workflows/": "vendor.github-workflows",
    "# .gitlab-ci.yml": "vendor.gitlab-ci",
    "# azure-pipelines.yml": "vendor.azure-pipelines",
}
INPUT = re.compile(r"\$\[\[ inputs\.([\w-]+) \]\]")

needs_bash = pytest.mark.skipif(
    os.name == "nt" or shutil.which("bash") is None, reason="needs bash and POSIX"
)


def component(**inputs: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The inputs of the GitLab component, and what it becomes with some of them."""
    head, body = TEMPLATE.split("\n---\n")
    known: dict[str, Any] = yaml.safe_load(head)["spec"]["inputs"]
    values = {name: each["default"] for name, each in known.items()} | inputs
    return known, yaml.safe_load(INPUT.sub(lambda found: values[found[1]], body))


def fits(schema: str, text: str, folder: Path) -> None:
    """Check a text against a schema of check-jsonschema."""
    program = script("check-jsonschema")
    if not program.exists():
        pytest.skip("check-jsonschema is not installed")
    (folder / "snippet.yml").write_text(text, encoding="utf-8")
    command = [str(program), "--builtin-schema", schema, str(folder / "snippet.yml")]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def bash(command: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command of a snippet, where ``digestlint`` is the one here."""
    programs = folder / "bin"
    programs.mkdir(exist_ok=True)
    (programs / "digestlint").write_text(
        f'#!/bin/sh\nexec "{sys.executable}" -Pm digestlint "$@"\n'
    )
    (programs / "digestlint").chmod(0o755)
    return subprocess.run(
        ["bash", "-eo", "pipefail", "-c", command],
        cwd=folder / "work",
        env={
            **os.environ,
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(SOURCE),
            **environment,
        },
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """With a repository in ``work`` that has two digests in a folder."""
    (tmp_path / "work" / ".git").mkdir(parents=True)
    (tmp_path / "work" / "digests").mkdir()
    for name in ("a", "b"):
        (tmp_path / "work" / "digests" / f"{name}.md").write_text(
            "# One\n\n[a](http://arxiv.org/abs/2509.21826)\n"
        )
    return tmp_path


def test_every_kind_of_snippet_is_there() -> None:
    assert len(SNIPPETS) >= 9
    for beginning in SCHEMAS:
        assert any(text.startswith(beginning) for text in SNIPPETS), beginning


@pytest.mark.parametrize("text", SNIPPETS)
def test_snippets_fit_the_schema_of_their_service(text: str, tmp_path: Path) -> None:
    assert yaml.safe_load(text)
    for beginning, schema in SCHEMAS.items():
        if text.startswith(beginning):
            fits(schema, text, tmp_path)


@pytest.mark.parametrize("text", [text for text in SNIPPETS if "\nrepos:" in f"\n{text}"])
def test_snippets_of_hooks_are_configurations_of_pre_commit(text: str, tmp_path: Path) -> None:
    program = script("pre-commit")
    if not program.exists():
        pytest.skip("pre-commit is not installed")
    (tmp_path / "config.yaml").write_text(text, encoding="utf-8")
    command = [str(program), "validate-config", str(tmp_path / "config.yaml")]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_component_fits_the_schema_of_gitlab(tmp_path: Path) -> None:
    _, jobs = component()
    fits("vendor.gitlab-ci", yaml.safe_dump(jobs), tmp_path)
    assert list(jobs) == ["digestlint"]


def test_the_inputs_of_the_component_are_used_and_documented() -> None:
    known, _ = component()
    assert set(INPUT.findall(TEMPLATE)) == set(known)
    assert all(each["description"] for each in known.values())
    section = PAGE.partition("### GitLab")[2].partition("\n### ")[0]
    assert set(re.findall(r"^\| `([\w-]+)` \|", section, re.MULTILINE)) == set(known)
    (include,) = (yaml.safe_load(text)["include"] for text in SNIPPETS if "include:" in text)
    assert set(include[0]["inputs"]) <= set(known)
    assert include[0]["remote"].endswith("/templates/digestlint.yml")
    for name, value in include[0]["inputs"].items():
        assert value in component(**{name: value})[1]["digestlint"]["variables"].values()


@needs_bash
def test_the_component_runs(folder: Path) -> None:
    """Its script, without what installs: the report is one of code quality."""
    (folder / "work" / "c.md").write_text("[a]()\n")
    (job,) = component(paths="digests/a.md c.md", args="--ignore MKD")[1].values()
    _, check = job["script"]
    done = bash(check, folder, **job["variables"])
    assert done.returncode == 1, done.stderr
    report = folder / "work" / job["artifacts"]["reports"]["codequality"]
    issues = json.loads(report.read_text(encoding="utf-8"))
    assert [(each["location"]["path"], each["check_name"][:6]) for each in issues] == [
        ("digests/a.md", "URL005"),
        ("c.md", "URL004"),
    ]
    for each in issues:
        assert set(each) >= {"description", "fingerprint", "severity"}
        assert each["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert each["location"]["lines"]["begin"] >= 1


@needs_bash
def test_reviewdog_gets_findings_with_suggestions(folder: Path) -> None:
    """As the step in the documentation hands them over; reviewdog decides whether the job fails."""
    (text,) = (text for text in SNIPPETS if "| reviewdog" in text)
    (command,) = re.findall(r"run: (digestlint .*)", text)
    (folder / "bin").mkdir()
    (folder / "bin" / "reviewdog").write_text('#!/bin/sh\necho "$@" > options; cat > given.json\n')
    (folder / "bin" / "reviewdog").chmod(0o755)
    done = bash(command, folder)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert "-f=rdjson" in (folder / "work" / "options").read_text()
    given = json.loads((folder / "work" / "given.json").read_text(encoding="utf-8"))
    assert [each["location"]["path"] for each in given["diagnostics"]] == [
        "digests/a.md",
        "digests/b.md",
    ]
    for each in given["diagnostics"]:
        assert each["code"]["value"] == "URL005"
        (suggestion,) = each["suggestions"]
        assert suggestion["text"] == "s"

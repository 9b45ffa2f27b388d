"""Real runs of pre-commit and prek, with the hooks installed from a clone of this repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.places import ROOT

BROKEN = "# One\n\nSee [one](#One) and [a paper](http://arxiv.org/abs/2509.21826.).\n"
FIXED = "# One\n\nSee [one](#one) and [a paper](https://arxiv.org/abs/2509.21826).\n"
NOT_FIXABLE = FIXED + "\nSee [nothing](#nothing-like-it).\n"

CONFIG = """\
repos:
  - repo: {clone}
    rev: {revision}
    hooks:
      - id: {hook}
"""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("pre-commit"),  # which installs the hooks once
    pytest.mark.skipif(
        not (ROOT / ".git").exists(), reason="needs a clone of the repository, not an archive"
    ),
    pytest.mark.skipif(
        bool(os.environ.get("DIGESTLINT_OFFLINE")),
        reason="DIGESTLINT_OFFLINE is set: hooks install their dependencies from PyPI",
    ),
]


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clone") / "digestlint"
    subprocess.run(["git", "clone", "-q", str(ROOT), str(folder)], check=True)
    return folder


@pytest.fixture(scope="module", params=["pre-commit", "prek"])
def runner(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    name = request.param
    program = shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)
    if program is None:
        pytest.fail(f"{name} is not installed; it is one of the dev dependencies")
    home = tmp_path_factory.mktemp(name)
    os.environ["PRE_COMMIT_HOME" if name == "pre-commit" else "PREK_HOME"] = str(home)
    return [program, "run", "--all-files", "--color", "never"]


def repository(tmp_path: Path, clone: Path, hook: str, text: str) -> Path:
    git(tmp_path, "init", "-q")
    config = CONFIG.format(clone=clone, revision=git(clone, "rev-parse", "HEAD"), hook=hook)
    (tmp_path / ".pre-commit-config.yaml").write_text(config, encoding="utf-8")
    (tmp_path / "digest.md").write_bytes(text.encode())
    git(tmp_path, "add", ".")
    return tmp_path


def run(command: list[str], folder: Path) -> tuple[int, str]:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_fails_and_fixes_then_passes(runner: list[str], clone: Path, tmp_path: Path) -> None:
    folder = repository(tmp_path, clone, "digestlint-fix", BROKEN)
    code, output = run(runner, folder)
    assert code == 1, output
    assert "files were modified by this hook" in output
    assert (folder / "digest.md").read_bytes().decode() == FIXED
    # The index is the user's: the fix waits in the working tree until it is added.
    assert git(folder, "show", ":digest.md") == BROKEN.strip()
    git(folder, "add", ".")
    code, output = run(runner, folder)
    assert code == 0, output


def test_keeps_failing_while_findings_remain(
    runner: list[str], clone: Path, tmp_path: Path
) -> None:
    folder = repository(tmp_path, clone, "digestlint-fix", NOT_FIXABLE)
    for _ in range(2):
        code, output = run(runner, folder)
        assert code == 1, output
        assert "ANC001" in output
    assert (folder / "digest.md").read_bytes().decode() == NOT_FIXABLE


@pytest.mark.parametrize(
    ("hook", "code", "finds"),
    [
        ("digest-anchors", "ANC001", True),
        ("digest-urls", "URL005", True),
        ("digest-bib", "", False),
    ],
)
def test_checking_hooks_change_nothing(
    runner: list[str], clone: Path, tmp_path: Path, hook: str, code: str, finds: bool
) -> None:
    folder = repository(tmp_path, clone, hook, BROKEN)
    status, output = run(runner, folder)
    assert status == int(finds), output
    assert code in output
    assert (folder / "digest.md").read_bytes().decode() == BROKEN


BIB = "@misc{kelp, title = {Kelp}, eprint = {2510.99101}}\n"
DIGEST = "# Papers for 2025-10-03\n\n## 0.[Kelp](https://arxiv.org/pdf/2510.99101)\n"
MORE = BIB + "@misc{korp, title = {Korp}, eprint = {2510.99102}}\n"


@pytest.mark.parametrize(("name", "status"), [("digest.bib", 1), ("thesis.bib", 0)])
def test_a_commit_of_the_bibliography_alone(
    runner: list[str], clone: Path, tmp_path: Path, name: str, status: int
) -> None:
    folder = repository(tmp_path, clone, "digest-bib", DIGEST)
    (folder / name).write_text(BIB, encoding="utf-8")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "all")
    (folder / name).write_text(MORE, encoding="utf-8")
    git(folder, "add", name)
    command = [word for word in runner if word != "--all-files"]
    code, output = run(command, folder)
    assert code == status, output
    assert ("BIB001" in output) is (status == 1)
    assert "Skipped" not in output, "the hook has to run"
    assert (folder / name).read_text(encoding="utf-8") == MORE


def test_the_snippet_of_the_readme(runner: list[str], clone: Path, tmp_path: Path) -> None:
    """An older commit, until `autoupdate --bleeding-edge` takes the latest."""
    folder = repository(tmp_path, clone, "digestlint-fix", FIXED)
    head = git(clone, "rev-parse", "HEAD")
    old = git(clone, "rev-parse", "HEAD~1")
    config = folder / ".pre-commit-config.yaml"
    config.write_text(config.read_text(encoding="utf-8").replace(head, old), encoding="utf-8")
    code, output = run([runner[0], "autoupdate", "--bleeding-edge"], folder)
    assert code == 0, output
    assert f"rev: {head}" in config.read_text(encoding="utf-8")


def test_only_changed_lines(runner: list[str], tmp_path: Path, clone: Path) -> None:
    """What was committed before does not count, until a line of it is changed."""
    folder = repository(tmp_path, clone, "digestlint", NOT_FIXABLE)
    settings = folder / ".pre-commit-config.yaml"
    settings.write_text(settings.read_text() + "        args: [--changed-lines, --]\n")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "old")
    digest = folder / "digest.md"
    digest.write_text(NOT_FIXABLE + "\nAnother line.\n")
    git(folder, "add", ".")
    assert run(runner, folder)[0] == 0
    digest.write_text(NOT_FIXABLE + "\nSee [another](#nothing).\n")
    git(folder, "add", ".")
    code, output = run(runner, folder)
    assert code == 1
    assert "1 finding in 1 file" in output
    assert "1 finding in lines that have not changed is not shown" in output

"""No code of a repository is executed, whatever its files are called and wherever Python looks."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.places import SOURCE

# What a program that is installed begins with: its own folder comes first, not the current one.
CONSOLE = """\
import sys
from digestlint._runtime.workers import forking
forking.can_fork = lambda: {can_fork}
from digestlint.__main__ import console
if __name__ == "__main__":
    console()
"""


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Files enough for several processes, and a module for each that Python itself has."""
    folder = tmp_path / "repository"
    folder.mkdir()
    (tmp_path / "executed").mkdir()
    others = {"numpy", "msgspec", "markdown_it", "tqdm", "wcwidth", "yaml", "sitecustomize"}
    for name in {*sys.stdlib_module_names, *others} - {*sys.builtin_module_names}:
        (folder / f"{name}.py").write_text(f"open({str(tmp_path / 'executed' / name)!r}, 'w')\n")
    for number in range(12):
        (folder / f"{number}.md").write_text("[x](http://arxiv.org/abs/2510.00001.)\n" * 300)
    (folder / "digestlint.toml").write_text("[rules.insecure-scheme]\nhosts = ['arxiv.org']\n")
    return folder


def executed(repository: Path, *command: str) -> list[str]:
    """The modules of the repository that were executed."""
    environment = {name: v for name, v in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        [sys.executable, *command, "check", "--no-cache", "-j2", "--fix", "."],
        cwd=repository,
        env={**environment, "PYTHONPATH": str(SOURCE), "HOME": str(repository.parent)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    found = sorted(path.name for path in (repository.parent / "executed").iterdir())
    if not found:
        assert "Fixed" in done.stdout, done.stderr
    return found


@pytest.mark.parametrize("can_fork", [True, False], ids=["forked", "started from nothing"])
def test_modules_in_the_current_folder(can_fork: bool, repository: Path) -> None:
    """Processes that start from nothing, as on macOS and Windows, would look there first."""
    program = repository.parent / "program" / "digestlint"
    program.parent.mkdir()
    program.write_text(CONSOLE.format(can_fork=can_fork))
    assert executed(repository, str(program)) == []


def test_modules_in_the_current_folder_for_python_m(repository: Path) -> None:
    """But for those that Python needs before it comes to digestlint: that is what `-P` is for."""
    code = "import sys, runpy, pkgutil; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    for name in loaded.stdout.split():
        (repository / f"{name}.py").unlink(missing_ok=True)
    assert executed(repository, "-m", "digestlint") == []

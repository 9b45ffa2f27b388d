"""``digestlint format``: all safe fixes, and behaviour that people expect of a formatter."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Run

BROKEN = "# One\n\nSee <http://arxiv.org/abs/2509.21826>.\n"
FIXED = BROKEN.replace("http:", "https:")
LEFT = "# Two\n\n[x](#gone), 这是**“零样本”**的方法。\n"
PROSE = "# Three\n\n" + "a  long   line that nobody breaks, " * 9 + "\n*  item\n"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    for name, text in (("a.md", BROKEN), ("b.md", LEFT), ("c.md", PROSE)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def texts(folder: Path) -> list[str]:
    return [(folder / name).read_text(encoding="utf-8") for name in ("a.md", "b.md", "c.md")]


LEFT_OVER = "; 2 findings without a safe fix are left (see 'digestlint check')\n"


def test_writes_safe_fixes_and_nothing_else(cli: Run, files: Path) -> None:
    done = cli("format")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"1 file fixed, 2 files left unchanged{LEFT_OVER}"
    assert texts(files) == [FIXED, LEFT, PROSE]
    again = cli("format", ".")
    assert (again.returncode, again.stdout) == (0, f"3 files left unchanged{LEFT_OVER}")
    assert cli("format", "-q").stdout == ""


def test_unsafe_fixes_are_never_meant(cli: Run, files: Path) -> None:
    (files / "digestlint.toml").write_text("unsafe-fixes = true\n")
    assert cli("format").returncode == 0
    assert texts(files) == [FIXED, LEFT, PROSE]
    done = cli("format", "--unsafe-fixes")
    assert done.returncode == 2
    assert "'digestlint check' has it" in done.stderr


def test_check_changes_nothing(cli: Run, files: Path) -> None:
    done = cli("format", "--check")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == (
        f"would fix a.md\n1 file would be fixed, 2 files left unchanged{LEFT_OVER}"
    )
    assert texts(files) == [BROKEN, LEFT, PROSE]
    assert cli("format", "--check", "b.md", "c.md").returncode == 0


def test_diff_changes_nothing_and_can_be_applied(cli: Run, files: Path) -> None:
    done = cli("format", "--diff")
    assert done.returncode == 1
    assert done.stderr == f"1 file would be fixed, 2 files left unchanged{LEFT_OVER}"
    assert texts(files) == [BROKEN, LEFT, PROSE]
    subprocess.run(["git", "init", "-q"], cwd=files, check=True)
    subprocess.run(["git", "apply", "-"], input=done.stdout, text=True, cwd=files, check=True)
    assert texts(files) == [FIXED, LEFT, PROSE]
    assert cli("format", "--diff").returncode == 0


def test_as_a_filter(cli: Run) -> None:
    done = cli("format", "-", stdin=BROKEN)
    assert (done.returncode, done.stdout, done.stderr) == (0, FIXED, "")
    done = cli("format", "-", "--check", stdin=BROKEN)
    assert (done.returncode, done.stdout.splitlines()[0]) == (1, "would fix stdin.md")


def test_what_cannot_be_read_is_named(cli: Run, files: Path) -> None:
    done = cli("format", "a.md", "gone.md")
    assert (done.returncode, done.stdout) == (2, "1 file fixed\n")
    assert done.stderr == "digestlint: gone.md: no such file or folder\n"


def test_rules_can_be_chosen(cli: Run, files: Path) -> None:
    assert cli("format", "--select", "ANC").returncode == 0
    assert texts(files)[0] == BROKEN
    assert cli("format", "--select", "URL005").returncode == 0
    assert texts(files)[0] == FIXED

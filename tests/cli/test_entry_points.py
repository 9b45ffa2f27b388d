"""The script ``digestlint`` and ``python -m digestlint`` are the same program."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.places import SOURCE
from tests.programs import script

PROGRAM = script("digestlint")
pytestmark = pytest.mark.skipif(not PROGRAM.exists(), reason="digestlint is not installed here")

TEXT = "# 一\n\n## 二\n\nSee [one](#One) and [a paper](http://arxiv.org/abs/2509.21826.).\n"
COMMANDS: list[tuple[int, tuple[str, ...]]] = [
    (0, ("--version",)),
    (0, ("--help",)),
    (0, ("check", "--help")),
    (1, ("check", "--no-cache", "a.md")),
    (1, ("check", "--no-cache", "--output-format", "json", ".")),
    (1, ("check", "--no-cache", "--diff", "a.md")),
    (1, ("check", "--no-cache", "--fix", "-")),
    (0, ("check", "--no-cache", "--select", "ENC", "a.md")),
    (0, ("rule", "ANC001")),
    (0, ("toc", "a.md")),
    (0, ("restore", "a.md")),
    (0, ("config", "a.md")),
    (2, ("check", "nothing.md")),
    (2, ("check", "--selct", "ANC")),
    (2, ("chekc",)),
    (2, ()),
]


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[bytes]:
    (folder / ".git").mkdir(parents=True)
    (folder / "a.md").write_bytes(TEXT.encode())
    return subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(SOURCE), "COLUMNS": "100"},
        input=TEXT.encode(),
        capture_output=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("code", "arguments"), COMMANDS, ids=[" ".join(words) for _, words in COMMANDS]
)
def test_both_print_the_same(code: int, arguments: tuple[str, ...], tmp_path: Path) -> None:
    one = run(tmp_path / "script", str(PROGRAM), *arguments)
    other = run(tmp_path / "module", sys.executable, "-m", "digestlint", *arguments)
    assert (one.returncode, one.stdout, one.stderr) == (
        other.returncode,
        other.stdout.replace(b"/module", b"/script"),
        other.stderr.replace(b"/module", b"/script"),
    )
    assert one.returncode == code, one.stderr
    assert one.stdout or one.stderr

"""Ctrl-C: at once, with exit code 130, and with word of what was done."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import SOURCE

BROKEN = "See <http://arxiv.org/abs/2505.15117>.\n"

# The file `slow.md` takes longer than anybody waits.
PROGRAM = """
import signal, sys, time
from digestlint import checker
from digestlint.cli import console
lint = checker.lint

def slow(document, **how):
    if document.path.name == "slow.md":
        open("started", "w").close()
        time.sleep(100)
    return lint(document, **how)

checker.lint = slow
# A shell's background jobs, and what they start, ignore it.
signal.signal(signal.SIGINT, signal.default_int_handler)
console()
"""


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["-j", "1"], "1 of 3 files were checked; 2 were not, and left as before"),
        (["-j", "2"], "of 3 files were checked"),
        (
            ["-j", "1", "--fix"],
            "1 of 3 files were checked, 1 of them fixed; 2 were not, and left as before",
        ),
    ],
)
def test_an_interrupted_run(tmp_path: Path, options: list[str], said: str) -> None:
    (tmp_path / ".git").mkdir()
    names = ("a.md", "slow.md", "z.md")
    for name in names:
        (tmp_path / name).write_text(BROKEN)
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, "check", "--no-cache", *options, *names],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )
    while not (tmp_path / "started").exists():
        assert process.poll() is None, process.communicate()
        time.sleep(0.02)
    # As a terminal does it: all processes of the group.
    os.killpg(process.pid, signal.SIGINT)
    stdout, stderr = process.communicate(timeout=60)
    assert (process.returncode, stdout) == (130, "")
    assert stderr.startswith("digestlint: interrupted: ")
    assert said in stderr
    assert stderr.count("\n") == 1
    expected = BROKEN.replace("http:", "https:") if "--fix" in options else BROKEN
    assert (tmp_path / "a.md").read_text() in (expected, BROKEN)
    assert (tmp_path / "slow.md").read_text() == BROKEN
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)

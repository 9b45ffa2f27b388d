"""Standard streams that are closed or full: a message and exit code 2, never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import NOTICE
from tests.places import SOURCE

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="redirects as POSIX shells do")

INSECURE = "See <http://arxiv.org/abs/2505.15117>.\n"
FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="there is no /dev/full")
NO_SPACE = "digestlint: stopped: no space left on device\n"


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        pytest.param("check a.md > /dev/full", (2, "", NO_SPACE), marks=needs_full),
        pytest.param("check a.md --diff > /dev/full", (2, "", NO_SPACE), marks=needs_full),
        pytest.param("check - --fix < a.md > /dev/full", (2, "", NO_SPACE), marks=needs_full),
        ("check a.md >&-", (1, "", NOTICE)),
        ("check a.md --diff >&-", (1, "", "")),
        ("check gone.md 2>&-", (2, "no files were checked\n", "")),
        ("check - <&-", (2, "", "digestlint: standard input is closed\n")),
        ("toc - <&-", (2, "", "digestlint: standard input is closed\n")),
        ("rule | true", (0, "", "")),  # the exit code is that of `true`
    ],
)
def test_redirected(tmp_path: Path, command: str, expected: tuple[int, str, str]) -> None:
    (tmp_path / "a.md").write_text(INSECURE)
    done = subprocess.run(
        ["sh", "-c", f'"$0" -m digestlint {command}', sys.executable],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == expected


def test_a_reader_that_leaves(tmp_path: Path) -> None:
    """As with ``| head -1``: no traceback, and exit code 2, because the report is not whole."""
    (tmp_path / "a.md").write_text("See <http://arxiv.org/abs/2505.15117>.\n\n" * 5_000)
    command = [sys.executable, "-m", "digestlint", "check", "--output-format", "concise", "a.md"]
    with subprocess.Popen(
        command,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout and process.stderr
        assert process.stdout.readline().startswith("a.md:1:6: URL005")
        process.stdout.close()
        assert process.stderr.read() == ""
    assert process.returncode == 2

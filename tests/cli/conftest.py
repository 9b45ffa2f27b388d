from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.places import SOURCE

# What a check says on stderr of one file, a.md, that no schema fits.
NOTICE = (
    "digestlint: no schema fits a.md: only general rules apply; see: digestlint schema explain "
    "a.md\n"
)

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def cli(tmp_path: Path) -> Run:
    """Runs ``digestlint`` in ``tmp_path``, which is a repository of its own."""
    (tmp_path / ".git").mkdir(exist_ok=True)

    def run(
        *arguments: str, stdin: str = "", env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "digestlint", *arguments],
            cwd=tmp_path,
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONPATH": str(SOURCE), "PYTHONUTF8": "1", **(env or {})},
            check=False,
        )

    return run

"""Hundreds of nested folders: time grows no faster than their paths."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.places import SOURCE

pytestmark = pytest.mark.skipif(os.name != "posix", reason="paths that Windows refuses")


@pytest.fixture
def deep(tmp_path: Path) -> Path:
    """500 folders, each with a file and the next one; looked at from above, 44 million steps."""
    folder = tmp_path
    (tmp_path / ".git").mkdir()
    for _ in range(500):
        folder = folder / "d"
        folder.mkdir()
        (folder / "a.md").write_text("# A\n")
    return tmp_path


def test_a_run_over_folders_inside_each_other(deep: Path) -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-P", "-m", "digestlint", "check", "--no-cache", "-q", "-j1", "."],
        cwd=deep,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        check=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    assert used < 6  # 14 s where each file asks all folders above it again

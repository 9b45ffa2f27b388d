"""A real editor shows what the server finds, and applies a fix."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.places import SOURCE

NVIM = shutil.which("nvim")


@pytest.mark.skipif(NVIM is None, reason="needs Neovim: apt-get install neovim")
def test_neovim_shows_a_finding_and_fixes_it(tmp_path: Path) -> None:
    assert NVIM
    (tmp_path / ".git").mkdir()
    (tmp_path / "a.md").write_text(
        "# 中\n\n𝔸 <http://arxiv.org/abs/2505.15117>\n", encoding="utf-8"
    )
    script = Path(__file__).with_name("neovim.lua")
    own = {
        f"XDG_{kind}_HOME": str(tmp_path / kind) for kind in ("CONFIG", "DATA", "STATE", "CACHE")
    }
    done = subprocess.run(
        [NVIM, "--headless", "-u", "NONE", "-i", "NONE", "-n", "a.md", "-c", f"luafile {script}"],
        cwd=tmp_path,
        env={
            **os.environ,
            **own,
            "DIGESTLINT_PYTHON": sys.executable,
            "DIGESTLINT_SOURCE": str(SOURCE),
        },
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "answer.txt").read_text(encoding="utf-8").splitlines() == [
        "2:6 'http://' instead of 'https://', which arxiv.org serves",
        "Write 'https://' (URL005)",
        "𝔸 <https://arxiv.org/abs/2505.15117>",
    ]

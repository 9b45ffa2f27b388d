"""Who follows the README, in either language, gets from nothing to a fixed digest."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.places import ROOT, SOURCE

FIXED = """\
# Papers

- [ReAct](https://arxiv.org/abs/2210.03629) ([notes](#react))
- [Reflexion](https://arxiv.org/abs/2303.11366)
- [Toolformer](https://arxiv.org/abs/2302.04761)

## ReAct

我们提出了一种新的方法。
"""


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
@pytest.mark.parametrize(
    ("name", "locale", "found", "fixed"),
    [
        ("README.md", "C.UTF-8", "4 findings in 1 file\n", "Fixed 4 findings; 1 file clean\n"),
        ("README.zh.md", "zh_CN.UTF-8", "1 个文件中有 4 个问题\n", "已修复 4 个问题"),
    ],
)
def test_it_can_be_tried(name: str, locale: str, found: str, fixed: str, tmp_path: Path) -> None:
    (script,) = re.findall(r"^```sh\n(.*?)^```$", (ROOT / name).read_text("utf-8"), re.M | re.S)
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "digestlint"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -P -m digestlint "$@"\n')
    program.chmod(0o755)
    (tmp_path / "home").mkdir()
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=tmp_path,
        env={
            "HOME": str(tmp_path / "home"),
            "LC_ALL": locale,
            "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}",
            "PYTHONPATH": str(SOURCE),
            "PYTHONUTF8": "1",
        },
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    report, _, rest = done.stdout.partition(found)
    codes = re.findall(r"[A-Z]{3}\d{3}", report)
    assert codes == ["URL005", "URL002", "ANC001", "ENC003"]
    assert fixed in rest
    assert rest.endswith(FIXED)

"""Other people's implementations to compare with, where ``make peers`` has installed them."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).resolve().parent
FOLDER = HERE.parent.parent / ".peers"
COMMONMARK_SPEC = FOLDER / "node_modules" / "commonmark-spec" / "spec.txt"
GFM_SPEC = FOLDER / "marko-2.2.4" / "tests" / "spec" / "gfm.txt"
FTFY_CASES = FOLDER / "ftfy-6.3.1" / "tests" / "test_cases.json"

# `make test` needs nothing but Python.
needs_peers = [
    pytest.mark.skipif(
        not (FOLDER / ".installed").exists() or shutil.which("node") is None,
        reason="compares with other implementations, which `make peers` installs (needs Node 20)",
    ),
    pytest.mark.slow,
]


def ask(script: str, values: Iterable[Any]) -> list[Any]:
    """What ``script``, a Node module beside this one, answers to each of ``values``.

    Both are JSON, one value per line.
    """
    asked = "".join(json.dumps(value) + "\n" for value in values)
    # As a string, the module finds the packages of the folder it runs in.
    source = (HERE / script).read_text(encoding="utf-8")
    done = subprocess.run(
        ["node", "--input-type=module", "--eval", source],
        cwd=FOLDER,
        input=asked,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    answers = [json.loads(line) for line in done.stdout.split("\n")[:-1]]
    assert len(answers) == asked.count("\n")
    return answers

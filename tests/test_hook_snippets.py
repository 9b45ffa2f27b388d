"""What readers copy into `.pre-commit-config.yaml` names a commit or a tag that there is."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
REVISION = re.compile(r"^ +rev: (\S+)", re.MULTILINE)
PLACEHOLDER = "0" * 40  # which the text says how to replace


@pytest.mark.skipif(
    not (ROOT / ".git").exists() or shutil.which("git") is None, reason="needs Git's tags"
)
@pytest.mark.parametrize("name", ["README.md", "docs/hooks.md"])
def test_revisions_exist(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    revisions = REVISION.findall(text)
    assert revisions
    tags = subprocess.run(
        ["git", "tag"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    for revision in revisions:
        assert revision in (PLACEHOLDER, *tags)
        if revision == PLACEHOLDER:
            assert re.search(r"autoupdate\s+--bleeding-edge", text)

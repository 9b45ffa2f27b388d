"""What readers copy into `.pre-commit-config.yaml` names a commit or a tag that there is."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
REVISION = re.compile(r"^ +rev: (\S+)", re.MULTILINE)


def git(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )


def has_history() -> bool:
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        return False
    return git("rev-parse", "--is-shallow-repository").stdout.strip() == "false"


@pytest.mark.skipif(not has_history(), reason="needs Git's history")
@pytest.mark.parametrize("name", ["README.md", "docs/hooks.md"])
def test_revisions_exist(name: str) -> None:
    revisions = REVISION.findall((ROOT / name).read_text(encoding="utf-8"))
    assert revisions
    tags = git("tag").stdout.split()
    for revision in revisions:
        is_commit = bool(re.fullmatch(r"[0-9a-f]{40}", revision))
        assert revision in tags or is_commit, "a name that moves is no revision"
        assert git("merge-base", "--is-ancestor", revision, "HEAD").returncode == 0

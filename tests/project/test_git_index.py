"""The index of Git, compared with Git itself."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from digestlint.project.git_index import content_ids, staged

CONTENTS = {"a.md": b"# A\n", "sub/論文 b.md": "文\r\n".encode(), "x" * 200 + ".md": b""}


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "core.autocrlf=false", *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def top(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q")
    for name, content in CONTENTS.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    git(tmp_path, "add", ".")
    return tmp_path


def test_the_ids_are_those_of_git(top: Path) -> None:
    found = staged(top, [*CONTENTS, "gone.md"])
    assert found is not None
    assert set(found) == set(CONTENTS)
    for name, content in CONTENTS.items():
        assert found[name] == git(top, "rev-parse", f":{name}").strip()
        assert found[name] in content_ids(content)


def test_only_what_is_asked_for(top: Path) -> None:
    found = staged(top, ["a.md"])
    assert found is not None
    assert list(found) == ["a.md"]


def test_what_was_changed_since(top: Path) -> None:
    found = staged(top, ["a.md"])
    assert found is not None
    assert found["a.md"] not in content_ids(b"# AA\n")
    assert found["a.md"] in content_ids(b"# A\r\n")  # as core.autocrlf checks it out


def test_entries_of_version_3(top: Path) -> None:
    (top / "new.md").write_text("# New\n")
    git(top, "add", "--intent-to-add", "new.md")
    assert (top / ".git" / "index").read_bytes()[7] == 3
    found = staged(top, [*CONTENTS, "new.md"])
    assert found is not None
    assert found["a.md"] in content_ids(b"# A\n")


def test_a_linked_worktree_has_its_own(top: Path, tmp_path: Path) -> None:
    git(top, "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-qm", "a")
    git(top, "worktree", "add", "-q", "other")
    (top / "other" / "a.md").write_text("# B\n")
    git(top / "other", "add", "a.md")
    found = staged(top / "other", ["a.md"])
    assert found is not None
    assert found["a.md"] in content_ids(b"# B\n")


def test_nothing_is_staged_yet(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    assert staged(tmp_path, ["a.md"]) == {}


@pytest.mark.parametrize(
    "damage", [b"", b"DIRC\0\0\0\4\0\0\0\1", b"DIRC\0\0\0\2\0\0\0\5" + b"\xff" * 70, b"PK\3\4" * 9]
)
def test_other_formats_are_not_read(top: Path, damage: bytes) -> None:
    (top / ".git" / "index").write_bytes(damage)
    assert staged(top, ["a.md"]) == ({} if damage == b"" else None)


def test_a_repository_of_sha_256(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "--object-format=sha256")
    assert staged(tmp_path, ["a.md"]) is None

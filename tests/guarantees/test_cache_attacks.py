"""A cache that comes with a repository, or that somebody else has prepared, is not trusted."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import NOTICE
from tests.places import SOURCE

BROKEN = "[x](#titel) [y](http://arxiv.org/abs/2401.00001)\n\n# Title\n"
PROGRAM = "import sys; from digestlint.cli import console; console()"

pytestmark = pytest.mark.skipif(os.name != "posix", reason="links, modes and pipes")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "gitignore").write_text("mine\n")
    return tmp_path / "home"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    (folder / ".git").mkdir(parents=True)
    (folder / "a.md").write_text(BROKEN)
    return folder


def check(repository: Path, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    unwanted = ("DIGESTLINT", "XDG_", "FORCE_COLOR")
    kept = {name: v for name, v in os.environ.items() if not name.startswith(unwanted)}
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, "check", *(arguments or ("a.md",))],
        cwd=repository,
        env={**kept, "HOME": str(home), "PYTHONPATH": str(SOURCE)},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".cache" not in path.parts
    }


def test_a_folder_of_the_old_name_is_neither_read_nor_written(repository: Path, home: Path) -> None:
    old = repository / ".digestlint_cache"
    (old / "0123456789abcdef").mkdir(parents=True)
    (old / ".gitignore").symlink_to(home / "new")
    (old / "CACHEDIR.TAG").symlink_to(home / "gitignore")
    (old / "shard").symlink_to(home)
    (old / "notes.txt").write_text("mine")
    before = contents(repository), contents(home)
    for arguments in ((), ("--fix", "--diff", "."), (".",)):
        check(repository, home, *arguments)
    subprocess.run(
        [sys.executable, "-c", PROGRAM, "clean"],
        cwd=repository,
        env={**os.environ, "HOME": str(home), "PYTHONPATH": str(SOURCE)},
        check=True,
    )
    assert (contents(repository), contents(home)) == before


def test_a_repository_that_is_the_home_folder(repository: Path, tmp_path: Path) -> None:
    """A cache that was committed has the modes that Git gives it, another number, or both."""
    first = check(repository, repository)
    cache = repository / ".cache" / "digestlint"
    assert list(cache.glob("digestlint-*"))
    (repository / "a.md").write_text("# Clean\n")
    for mode in (0o644, 0o600):
        check(repository, repository)
        clone = tmp_path / f"clone{mode}"
        shutil.copytree(repository, clone)
        for path in (clone / ".cache" / "digestlint").iterdir():
            path.chmod(mode)
        shutil.rmtree(repository)
        shutil.copytree(clone, repository)  # the same path, which is in the question
        (repository / "a.md").write_text(BROKEN)
        assert check(repository, repository).stdout == first.stdout


@pytest.mark.parametrize("text", ["\x1b]0;owned\x07", "\n::error file=app.js::broken", "all clean"])
def test_forged_entries_are_not_printed(repository: Path, home: Path, text: str) -> None:
    first = check(repository, home)
    cache = home / ".cache" / "digestlint"
    for path in cache.glob("digestlint-*"):
        if path.name not in ("digestlint-key", "digestlint-pruned"):
            data = path.read_bytes()
            # A whole entry, and one with the right beginning.
            head = b"0 0 %d" % len(text)
            forged = len(head).to_bytes(4, "big") + head + text.encode()
            path.write_bytes(data[:32] + forged)
    assert check(repository, home).stdout == first.stdout


@pytest.mark.parametrize("what", ["pipe", "zero", "folder", "link to a pipe"])
def test_nothing_in_the_cache_is_waited_for(repository: Path, home: Path, what: str) -> None:
    first = check(repository, home)
    cache = home / ".cache" / "digestlint"
    os.mkfifo(home / "pipe")
    for path in cache.iterdir():
        path.unlink()
        if what == "pipe":
            os.mkfifo(path)
        elif what == "folder":
            path.mkdir()
        else:
            path.symlink_to("/dev/zero" if what == "zero" else home / "pipe")
    for _ in range(2):
        again = check(repository, home)
        assert (again.stdout, again.stderr) == (first.stdout, first.stderr)


@pytest.mark.parametrize("mode", [0o777, 0o770, 0o500, 0o000])
def test_folders_with_other_modes(repository: Path, home: Path, mode: int) -> None:
    first = check(repository, home)
    (home / ".cache" / "digestlint").chmod(mode)
    again = check(repository, home)
    assert (again.stdout, again.stderr) == (first.stdout, first.stderr)


def test_a_link_in_the_place_of_the_folder(repository: Path, home: Path, tmp_path: Path) -> None:
    (home / ".cache").mkdir()
    (tmp_path / "victim").mkdir(mode=0o700)
    (home / ".cache" / "digestlint").symlink_to(tmp_path / "victim")
    assert check(repository, home).stderr == NOTICE
    assert list((tmp_path / "victim").iterdir()) == []

"""Git's settings, compared with what Git itself prints."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from digestlint._runtime.tracing import observing
from digestlint.project import git_settings

NAMES = ("core.excludesfile", "core.ignorecase")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    top = tmp_path / "repository"
    (top / "folder").mkdir(parents=True)
    (tmp_path / "home" / ".config" / "git").mkdir(parents=True)
    subprocess.run(["git", "init", "--quiet", "-b", "main", str(top)], check=True)
    return top


def git(top: Path, *arguments: str) -> str:
    return subprocess.run(
        ["git", "-C", str(top), *arguments], capture_output=True, encoding="utf-8", check=False
    ).stdout


def said_by_git(top: Path) -> dict[str, str]:
    found = {}
    listed = git(top, "config", "--type=path", "--null", "--get-regexp", "^core\\.")
    for entry in listed.split("\0"):
        name, _, value = entry.partition("\n")
        if name in NAMES:
            found[name] = value
    return found


def ours(top: Path) -> dict[str, str]:
    return {name: value for name, value in git_settings.settings(top).items() if name in NAMES}


def own_file(top: Path) -> Path:
    return top / ".git" / "config"


@pytest.mark.parametrize(
    "text",
    [
        "[core]\n\texcludesFile = ~/ignored\n\tignoreCase = true\n",
        "[core]excludesfile=/x",
        '[CORE]\nExcludesFile = "a  b" c  ; comment\n',
        "[core] excludesfile = a\n[core]\nexcludesfile = b # the last one counts\n",
        '[core]\nexcludesfile = "a # b"\\\n  c\\t\\"d\\\\\n',
        "[core]\nexcludesfile = a\\\n b\n",
        "[core]\n  excludesfile =   a   b  \t\n",
        "[core]\r\nexcludesfile = a\r\nignorecase = false\r\n",
        '[core "x"]\nexcludesfile = a\n[core.x]\nexcludesfile = b\n',
        "# comment\n; comment\n\n[core]\n[other]\nexcludesfile = c\n",
        "\ufeff[core]\nexcludesfile = a\n",
        '[core]\nexcludesfile = ""\n',
        "[core]\nexcludesfile = 论文\n",
        # These are malformed.
        "[core\nexcludesfile = a\n",
        "excludesfile = a\n",
        '[core]\nexcludesfile = "a\n',
        "[core]\nexcludesfile = a\\x\n",
        "[core]\n1a = b\nexcludesfile = a\n",
        "[core]\nignorecase yes\nexcludesfile = a\n",
    ],
)
def test_a_file_is_read_as_git_does(repository: Path, text: str) -> None:
    (repository.parent / "home" / ".gitconfig").write_text(text, "utf-8")
    assert ours(repository) == said_by_git(repository)


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("home/.gitconfig", "[include]\npath = extra\n"),
        ("home/.gitconfig", "[include]\npath = ~/extra\n"),
        ("home/.gitconfig", "[include]\npath = gone\n"),
        ("home/.gitconfig", "[core]\nexcludesfile = a\n[include]\npath = extra\n"),
        ("home/.gitconfig", "[include]\npath = extra\n[core]\nexcludesfile = a\n"),
        ("home/.gitconfig", '[includeIf "gitdir:repository/"]\npath = extra\n'),
        ("home/.gitconfig", '[includeIf "gitdir:other/"]\npath = extra\n'),
        ("home/.gitconfig", '[includeIf "gitdir/i:REPOSITORY/.GIT"]\npath = extra\n'),
        ("home/.gitconfig", '[includeIf "gitdir:REPOSITORY/"]\npath = extra\n'),
        ("home/.gitconfig", '[includeIf "onbranch:main"]\npath = extra\n'),
        ("home/.gitconfig", '[includeIf "onbranch:ma*"]\npath = extra\n'),
        ("home/.gitconfig", '[includeIf "onbranch:other"]\npath = extra\n'),
        ("home/.config/git/config", "[core]\nexcludesfile = b\n"),
        ("repository/.git/config", "[core]\nexcludesfile = c\n"),
        ("repository/.git/config", "[include]\npath = ../../home/extra\n"),
        ("repository/.git/config.worktree", "[core]\nexcludesfile = d\n"),
    ],
)
def test_files_that_git_reads(repository: Path, place: str, text: str) -> None:
    (repository.parent / "home" / "extra").write_text("[core]\nexcludesfile = e\n")
    file = repository.parent / place
    before = file.read_text() if file.exists() else ""
    file.write_text(before + text)
    assert ours(repository) == said_by_git(repository)


def test_the_configuration_of_a_worktree(repository: Path) -> None:
    git(repository, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "--allow-empty", "-m.")
    git(repository, "worktree", "add", "-q", "../tree")
    git(repository, "config", "extensions.worktreeConfig", "true")
    tree = repository.parent / "tree"
    git(tree, "config", "--worktree", "core.excludesFile", "mine")
    assert said_by_git(tree)["core.excludesfile"] == "mine"
    assert ours(tree) == said_by_git(tree)
    assert ours(repository) == said_by_git(repository)


@pytest.mark.parametrize(
    "environment",
    [
        {"GIT_CONFIG_GLOBAL": "other"},
        {"GIT_CONFIG_SYSTEM": "other"},
        {"GIT_CONFIG_GLOBAL": "/dev/null"},
        {"XDG_CONFIG_HOME": "config"},
        {
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": "core.excludesFile",
            "GIT_CONFIG_VALUE_0": "~/x",
        },
        {"GIT_CONFIG_PARAMETERS": "'core.excludesFile=/a b'"},
        {"GIT_CONFIG_PARAMETERS": "'core.excludesFile'='/a' 'core.ignorecase'='true'"},
    ],
)
def test_the_environment(
    repository: Path, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = repository.parent
    (folder / "other").write_text("[core]\nexcludesfile = ~/o\n")
    (folder / "config" / "git").mkdir(parents=True)
    (folder / "config" / "git" / "config").write_text("[core]\nexcludesfile = p\n")
    (folder / "home" / ".gitconfig").write_text("[core]\nexcludesfile = q\n")
    for name, value in environment.items():
        is_path = name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "XDG_CONFIG_HOME")
        monkeypatch.setenv(name, str(folder / value) if is_path else value)
    if "GIT_CONFIG_SYSTEM" in environment:
        monkeypatch.delenv("GIT_CONFIG_NOSYSTEM")
        (folder / "home" / ".gitconfig").unlink()
    assert ours(repository) == said_by_git(repository)


def test_a_name_alone_is_true(repository: Path) -> None:
    """To ``git config --type=path`` it is an error, to Git's own use of it it is not."""
    own_file(repository).write_text("[core]\nignorecase\n")
    assert ours(repository) == {"core.ignorecase": "true"}


@pytest.mark.parametrize("text", ["[include]\npath = pipe\n", "[include]\npath = .gitconfig\n"])
def test_nothing_is_waited_for(repository: Path, text: str) -> None:
    os.mkfifo(repository.parent / "home" / "pipe")
    (repository.parent / "home" / ".gitconfig").write_text(text)
    assert ours(repository) == {}


def test_nothing_is_set_where_there_is_no_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HOME", "USERPROFILE", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    (tmp_path / ".git").mkdir()
    assert git_settings.settings(tmp_path) == {}


def test_files_that_include_very_many_others(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sixty at each of nine levels: more than could ever be read."""
    looks: list[str] = []
    read = observing.read

    def reading(path: str, most: int) -> bytes:
        looks.append(path)
        assert len(looks) < 10_000
        return read(path, most)

    monkeypatch.setattr(observing, "read", reading)
    for level in range(9):
        place = own_file(repository) if level == 0 else repository / ".git" / f"level{level}"
        included = f"path = level{level + 1}\n" * 60
        place.write_text(f"[include]\n{included}", encoding="utf-8")
    assert git_settings.settings(repository) == {}

"""Real git: checkouts of every kind, and what git does to files and names."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from digestlint.cli import main
from tests.places import SOURCE

posix = pytest.mark.skipif(os.name != "posix", reason="file names that Windows refuses")

INSECURE = "See [a paper](http://arxiv.org/abs/2510.00001).\n"
SECURE = INSECURE.replace("http:", "https:")
FIX = ("check", "--no-cache", "--fix")


def git(folder: Path, *arguments: str, **settings: str) -> str:
    options = {"user.name": "t", "user.email": "t@example.org", **settings}
    written = [word for key, value in options.items() for word in ("-c", f"{key}={value}")]
    done = subprocess.run(
        ["git", *written, *arguments], cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.fixture(autouse=True)
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    folder = tmp_path / "repository"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    monkeypatch.chdir(folder)
    return folder


def commit(folder: Path, **files: str) -> None:
    for name, text in files.items():
        (folder / f"{name}.md").write_bytes(text.encode())
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "digests")


def test_a_worktree(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository / ".gitignore").write_text("ignored.md\n")
    (repository / "digestlint.toml").write_text('select = ["URL005", "ANC003"]\n')
    commit(repository, a=INSECURE, b="# Here\n\n[x](a.md) [y](gone.md)\n")
    tree = repository.parent / "tree"
    git(repository, "worktree", "add", "-q", str(tree))
    (tree / "ignored.md").write_text(INSECURE)
    monkeypatch.chdir(tree)
    assert main([*FIX, "."]) == 1
    assert "gone.md" in capsys.readouterr().out
    assert (tree / "a.md").read_text() == SECURE
    assert (tree / "ignored.md").read_text() == INSECURE
    assert (repository / "a.md").read_text() == INSECURE


def test_a_submodule(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    inner = repository.parent / "inner"
    inner.mkdir()
    git(inner, "init", "-q", "-b", "main")
    commit(inner, a=INSECURE, b="[x](../outer.md#nothing)\n")
    commit(repository, outer="# Outer\n")
    git(
        repository,
        "submodule",
        "--quiet",
        "add",
        str(inner),
        "sub",
        **{"protocol.file.allow": "always"},
    )
    assert main([*FIX, "sub"]) == 0
    assert (repository / "sub" / "a.md").read_text() == SECURE
    assert git(repository / "sub", "diff", "--name-only").split() == ["a.md"]
    # Nothing outside the submodule is read.
    monkeypatch.chdir(repository / "sub")
    assert main(["check", "--no-cache", "."]) == 0
    assert "clean" in capsys.readouterr().out


def test_line_endings_that_git_converts(repository: Path) -> None:
    commit(repository, a="# A\n\n" + INSECURE)
    (repository / "a.md").unlink()
    git(repository, "checkout", "a.md", **{"core.autocrlf": "true"})
    assert b"\r\n" in (repository / "a.md").read_bytes()
    assert main([*FIX, "a.md"]) == 0
    assert (repository / "a.md").read_bytes() == b"# A\r\n\r\n" + SECURE.replace(
        "\n", "\r\n"
    ).encode()
    changed = git(repository, "diff", "--numstat", **{"core.autocrlf": "true"})
    assert changed.split() == ["1", "1", "a.md"]


def test_an_encoding_that_git_converts(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository / ".gitattributes").write_text("*.md working-tree-encoding=UTF-16LE-BOM\n")
    data = ("\ufeff" + INSECURE).encode("utf-16-le")
    (repository / "a.md").write_bytes(data)
    assert main([*FIX, "a.md"]) == 2
    assert "is encoded in UTF-16; convert it to UTF-8 first" in capsys.readouterr().err
    assert (repository / "a.md").read_bytes() == data


@posix
@pytest.mark.parametrize("name", [b"caf\xe9.md", b"\xff\xfe.md", "論文 😀.md".encode(), b"-a.md"])
def test_file_names_that_are_no_utf_8(
    repository: Path, name: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    path = os.fsencode(repository) + b"/" + name
    try:
        with open(path, "wb") as file:  # noqa: PTH123
            file.write(INSECURE.encode())
    except OSError as error:
        pytest.skip(f"the file system refuses the name: {error}")
    git(repository, "add", "-A")
    assert main(["check", "--no-cache", "."]) == 1
    assert "URL005" in capsys.readouterr().out
    assert main([*FIX, "--", os.fsdecode(name)]) == 0
    assert Path(os.fsdecode(path)).read_text() == SECURE


def test_many_files_in_one_commit(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = [f"{number:04}" for number in range(1200)]
    commit(repository, **dict.fromkeys(names, INSECURE))
    assert main([*FIX, *(f"{name}.md" for name in names)]) == 0
    shown = capsys.readouterr().out.replace(",", "")
    assert "Fixed 1200 findings; 1200 files clean" in shown
    assert {(repository / f"{name}.md").read_text() for name in names} == {SECURE}
    assert len(git(repository, "diff", "--name-only").split()) == 1200


@pytest.mark.parametrize(
    ("command", "ours", "theirs"),
    [
        (("merge", "other"), "HEAD", "other"),
        (("rebase", "other"), "[0-9a-f]{7,}|HEAD", r"[0-9a-f]{7,} \(digests\)"),
        (("cherry-pick", "other"), "HEAD", r"[0-9a-f]{7,} \(digests\)"),
        (("stash", "apply"), "Updated upstream", "Stashed changes"),
    ],
    ids=["merge", "rebase", "cherry-pick", "stash"],
)
@pytest.mark.parametrize("style", ["merge", "diff3"])
@pytest.mark.parametrize("eol", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_a_file_with_merge_conflicts_is_left_alone(
    repository: Path,
    command: tuple[str, ...],
    ours: str,
    theirs: str,
    style: str,
    eol: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def version(first: str) -> str:
        return f"{first}\n\nMore.\n\n{INSECURE}".replace("\n", eol)

    commit(repository, a=version("Neither."))
    if command[0] == "stash":
        (repository / "a.md").write_bytes(version("Two.").encode())
        git(repository, "stash", "-q")
    git(repository, "checkout", "-q", "-b", "other")
    commit(repository, a=version("Two."))
    git(repository, "checkout", "-q", "main")
    commit(repository, a=version("Three."))
    with pytest.raises(subprocess.CalledProcessError):
        git(repository, *command, **{"merge.conflictStyle": style})
    conflicted = (repository / "a.md").read_bytes()
    lines = conflicted.decode().split(eol)
    assert re.fullmatch(f"<<<<<<< ({ours})", lines[0])
    assert ("|||||||" in conflicted.decode()) == (style != "merge")
    assert main([*FIX, "--unsafe-fixes", "a.md"]) == 1
    out = capsys.readouterr().out
    assert re.search(
        f"a.md:1:1.*GIT001.*conflict with '({theirs})', up to line [57]; nothing in this", out, re.S
    )
    assert out.count("nothing in this file is fixed") == 1
    assert "URL005" in out
    assert "with --" not in out
    # Nor where only other rules are asked for.
    assert main([*FIX, "--select", "URL005", "a.md"]) == 1
    assert "GIT001" in capsys.readouterr().out
    assert (repository / "a.md").read_bytes() == conflicted
    # Whoever insists can: by a name.
    assert main([*FIX, "--select", "URL005", "--ignore", "conflict-marker", "a.md"]) == 0
    assert (repository / "a.md").read_bytes() == conflicted.replace(b"http:", b"https:")


LOCAL_HOOK = """\
repos:
  - repo: local
    hooks:
      - id: digestlint
        name: digestlint
        language: system
        entry: {python} -m digestlint check --fix
        types: [markdown]
"""


@pytest.mark.parametrize("name", ["pre-commit", "prek"])
@pytest.mark.parametrize("near", [True, False], ids=["same lines", "other lines"])
def test_what_is_not_staged_survives(repository: Path, name: str, near: bool) -> None:
    program = shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)
    if program is None:
        pytest.skip(f"{name} is not installed")
    (repository / ".pre-commit-config.yaml").write_text(LOCAL_HOOK.format(python=sys.executable))
    commit(repository, a="# A\n" + "\nText.\n" * 9)
    staged = "# A\n\n" + INSECURE + "\nText.\n" * 9
    (repository / "a.md").write_text(staged)
    git(repository, "add", "-A")
    added = "Not staged."
    later = staged.replace(INSECURE, INSECURE + added + "\n") if near else staged + f"\n{added}\n"
    (repository / "a.md").write_text(later)
    environment = {**os.environ, "PYTHONPATH": str(SOURCE), "HOME": str(repository.parent)}
    done = subprocess.run(
        [program, "run"],
        cwd=repository,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    # The fix is taken back where it is in the way of what is not staged; that never is.
    assert (repository / "a.md").read_text() in (later, later.replace(INSECURE, SECURE))
    assert git(repository, "show", ":a.md") == staged

"""Folders and files that may not be read or written: they are named, and the rest is done."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from digestlint.cli import main
from tests.unprivileged import unprivileged

BROKEN = "# One\n\nSee <http://arxiv.org/abs/2509.21826>.\n"
FIXED = BROKEN.replace("http:", "https:")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The current folder, of somebody without root's rights."""
    # Somebody else may not be able to load modules: all that is needed is loaded before.
    (tmp_path / ".git").mkdir()
    (tmp_path / "a.md").write_text(BROKEN)
    monkeypatch.chdir(tmp_path)
    for options in (["--format", "concise"], ["--fix"], ["gone.md"]):
        main(["check", "--no-cache", *options])
    with unprivileged() as own:
        (own / ".git").mkdir()
        monkeypatch.setenv("HOME", str(own))
        monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
        monkeypatch.chdir(own)
        yield own
        monkeypatch.chdir(own.parent)  # which is there until privileges are back


def said(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[str], list[str]]:
    capfd.readouterr()
    code = main(["check", "--no-cache", "--format", "concise", *arguments])
    shown = capfd.readouterr()
    return code, shown.out.splitlines(), shown.err.splitlines()


@pytest.mark.parametrize("mode", [0o000, 0o444, 0o111])
def test_a_folder_that_cannot_be_read(
    folder: Path, mode: int, capfd: pytest.CaptureFixture[str]
) -> None:
    for name in ("a", "shut", "z"):
        (folder / name).mkdir()
        (folder / name / "x.md").write_text(BROKEN)
    (folder / "shut").chmod(mode)
    for paths in ([], ["."], ["a", "shut", "z"], ["a/x.md", "shut/x.md", "z/x.md"]):
        code, out, err = said(capfd, *paths)
        readable = mode == 0o111 and "shut/x.md" in paths
        err = [line for line in err if not (readable and "no schema fits" in line)]
        assert code == (1 if readable else 2), err
        assert {line.split(":")[0] for line in out[:-2]} >= {"a/x.md", "z/x.md"}
        assert out[-2] == f"{3 if readable else 2} findings in {3 if readable else 2} files"
        assert all("shut" in line for line in err)
        assert all("permission denied" in line for line in err)
        assert len(err) == (
            0 if readable else 2 if mode == 0o444 and "shut/x.md" not in paths else 1
        )


@pytest.mark.parametrize("what", ["file", "folder"])
def test_fixing_what_cannot_be_written(
    folder: Path, what: str, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "sub").mkdir()
    names = ("a.md", "sub/b.md", "z.md")
    for name in names:
        (folder / name).write_text(BROKEN)
    if what == "file":
        (folder / "sub" / "b.md").chmod(0o444)
    else:
        (folder / "sub").chmod(0o555)
    code, out, err = said(capfd, "--fix", *names)
    assert code == 2
    assert err == ["digestlint: sub/b.md: could not be written: permission denied"]
    assert [line.partition(" ")[0] for line in out] == ["sub/b.md:3:6:", "Fixed"]
    assert out[-1] == "Fixed 2 findings; 1 finding left in 1 file"
    assert [(folder / name).read_text() for name in names] == [FIXED, BROKEN, FIXED]


def test_a_configuration_that_cannot_be_read(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "sub").mkdir()
    for name in ("a.md", "sub/b.md"):
        (folder / name).write_text(BROKEN)
    (folder / "sub" / "digestlint.toml").write_text("")
    (folder / "sub" / "digestlint.toml").chmod(0o000)
    code, out, err = said(capfd)
    assert code == 2
    assert out[-2] == "1 finding in 1 file"
    assert len(err) == 1
    assert err[0].startswith("digestlint: sub/b.md: was not checked, nor was any other")
    assert err[0].endswith("digestlint.toml: cannot be read: Permission denied")

"""``--changed-since`` and ``--changed-lines``, with Git itself."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run

OLD = "# A\n\n[old]()\n\nHere is <http://arxiv.org/abs/2510.00001>.\n"
NEW = "\n[new](https://a.b/c.)\n"
Git = Callable[..., str]


def git_in(folder: Path) -> Git:
    def git(*arguments: str) -> str:
        own = ("-c", "user.email=a@example.org", "-c", "user.name=A", "-c", "init.defaultBranch=m")
        done = subprocess.run(
            ["git", *own, *arguments],
            cwd=folder,
            env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"},
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()

    return git


@pytest.fixture
def git(tmp_path: Path) -> Git:
    """A repository with a commit, and a branch `topic` with none of its own."""
    git = git_in(tmp_path)
    git("init", "--quiet")
    for name in ("a.md", "b.md", "c.md"):
        (tmp_path / name).write_text(OLD)
    git("add", ".")
    git("commit", "-qm", "one")
    git("checkout", "-qb", "topic")
    return git


def files(cli: Run, *options: str) -> list[str]:
    done = cli("check", "--output-format", "json", *options)
    assert done.returncode in (0, 1), done.stderr
    return sorted({each["filename"] for each in json.loads(done.stdout)})


def found(cli: Run, *options: str) -> list[tuple[str, int]]:
    done = cli("check", "--changed-lines", "--output-format", "json", *options)
    assert done.returncode in (0, 1), done.stderr
    objects = json.loads(done.stdout)
    return [(each["filename"] + " " + each["code"], each["location"]["row"]) for each in objects]


def test_committed_staged_changed_and_new_files(cli: Run, git: Git, tmp_path: Path) -> None:
    assert files(cli, "--changed-since", "m") == []
    (tmp_path / "a.md").write_text(OLD + NEW)
    git("commit", "-qam", "two")
    (tmp_path / "b.md").write_text(OLD + NEW)
    git("add", "b.md")
    (tmp_path / "d.md").write_text(OLD)
    assert files(cli, "--changed-since", "m") == ["a.md", "b.md", "d.md"]
    assert files(cli, "--changed-since", "HEAD") == ["b.md", "d.md"]
    assert files(cli, "--changed-since", "m", "a.md", "c.md") == ["a.md"]
    (tmp_path / "c.md").write_text(OLD + NEW)  # not staged; and no earlier answer is given again
    assert files(cli, "--changed-since", "HEAD") == ["b.md", "c.md", "d.md"]
    git("commit", "-qm", "three", "b.md")
    assert files(cli, "--changed-since", "HEAD") == ["c.md", "d.md"]


def test_the_merge_base_counts_not_the_tip(cli: Run, git: Git, tmp_path: Path) -> None:
    git("checkout", "-q", "m")
    (tmp_path / "c.md").write_text(OLD + NEW)
    git("commit", "-qam", "elsewhere")
    git("checkout", "-q", "topic")
    (tmp_path / "a.md").write_text(OLD + NEW)
    assert files(cli, "--changed-since", "m") == ["a.md"]


def test_findings_in_changed_lines_only(cli: Run, git: Git, tmp_path: Path) -> None:
    assert found(cli) == []
    (tmp_path / "a.md").write_text(OLD + NEW)
    assert found(cli) == [("a.md URL002", 7)]
    assert found(cli) == [("a.md URL002", 7)]
    (tmp_path / "d.md").write_text(OLD)  # each line of a new file is new
    assert found(cli) == [("a.md URL002", 7), ("d.md URL004", 3), ("d.md URL005", 5)]
    git("add", "-A")
    git("commit", "-qm", "two")
    assert found(cli) == []
    assert found(cli, "--changed-since", "m", "a.md") == [("a.md URL002", 7)]
    done = cli("check", "--changed-lines", "--changed-since", "m", "a.md")
    assert "2 findings in lines that have not changed are not shown\n" in done.stdout


def test_what_is_said_where_nothing_has_changed(cli: Run, git: Git, tmp_path: Path) -> None:
    done = cli("check", "--changed-lines")
    assert (done.returncode, done.stdout) == (0, "no files have changed since HEAD\n")
    (tmp_path / "a.md").write_text(OLD + "\nNothing is wrong here.\n")
    done = cli("check", "--changed-lines")
    clean = "1 file checked, all clean, 2 findings in lines that have not changed aside\n"
    assert (done.returncode, done.stdout) == (0, clean)


def test_fixes_in_changed_lines_only(cli: Run, git: Git, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(OLD + NEW)
    done = cli("check", "--changed-lines", "--fix", "--show-fixes")
    assert done.returncode == 0
    assert (tmp_path / "a.md").read_text() == OLD + NEW.replace("c.)", "c)")
    assert git("diff", "--stat").count("|") == 1
    # A run that knows that nothing is left there does not keep another from fixing more.
    assert cli("check", "--fix", "a.md").returncode == 1
    assert "https://arxiv.org" in (tmp_path / "a.md").read_text()


def test_a_fix_that_edits_other_lines_is_not_offered(cli: Run, git: Git, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"{OLD}\nSee <http://arxiv.org/abs/2510.00002>.\n")
    done = cli("check", "--changed-lines", "--diff", "a.md")
    assert done.stdout.count("\n-") == 2  # its header, and one line
    assert "+See <https://arxiv.org" in done.stdout


def test_a_baseline_knows_what_is_in_other_lines(cli: Run, git: Git, tmp_path: Path) -> None:
    """One known finding, and one like it in a new line: the new one is not taken for it."""
    assert cli("baseline").returncode == 0
    (tmp_path / "a.md").write_text(f"{OLD}\n[old]() again\n")
    done = cli("check", "--changed-lines", "--baseline", "digestlint-baseline.json")
    assert "a.md:7:1: URL004" in done.stdout
    assert done.returncode == 1


def test_renamed_files(cli: Run, git: Git, tmp_path: Path) -> None:
    git("mv", "a.md", "z.md")
    assert files(cli, "--changed-since", "m") == ["z.md"]
    assert found(cli) == []
    (tmp_path / "z.md").write_text(OLD + NEW)
    git("commit", "-qam", "renamed")
    assert found(cli, "--changed-since", "m") == [("z.md URL002", 7)]


@pytest.mark.skipif(os.name != "posix", reason="names")
@pytest.mark.parametrize(
    "name", [b"with space.md", b"-c.md", b"--.md", b"a\xff.md", b"new\nline.md", b":(top)x.md"]
)
def test_names_of_all_kinds(cli: Run, git: Git, tmp_path: Path, name: bytes) -> None:
    path = tmp_path / os.fsdecode(name)
    path.write_text(OLD)
    git("add", "-A")
    git("commit", "-qm", "two")
    assert files(cli, "--changed-since", "HEAD") == []
    path.write_text(OLD + NEW)
    assert [row for _, row in found(cli)] == [7]


def test_line_endings_of_windows(cli: Run, git: Git, tmp_path: Path) -> None:
    """With `core.autocrlf`, files have other line endings than what is committed."""
    (tmp_path / "a.md").write_bytes(OLD.replace("\n", "\r\n").encode())
    assert files(cli, "--changed-since", "HEAD") == []
    (tmp_path / "a.md").write_bytes((OLD + NEW).replace("\n", "\r\n").encode())
    assert found(cli) == [("a.md URL002", 7)]


def test_a_repository_without_commits(cli: Run, tmp_path: Path) -> None:
    git_in(tmp_path)("init", "--quiet")
    (tmp_path / "a.md").write_text(OLD)
    assert found(cli) == [("a.md URL004", 3), ("a.md URL005", 5)]


def test_a_shallow_clone(git: Git, tmp_path: Path, cli: Run) -> None:
    (tmp_path / "a.md").write_text(OLD + NEW)
    git("commit", "-qam", "two")
    git("clone", "-q", "--depth=1", "--branch=topic", tmp_path.as_uri(), "clone")
    own = git_in(tmp_path / "clone")
    for _ in range(2):
        done = cli("check", "clone", "--changed-since", "origin/m")
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
        assert "this clone is shallow; \"git remote set-branches origin '*'\"" in done.stderr
        own("fetch", "-q", "--depth=1", "origin", "+refs/heads/m:refs/remotes/origin/m")
    own("remote", "set-branches", "origin", "*")
    own("fetch", "-q", "--unshallow")
    assert files(cli, "clone", "--changed-since", "origin/m") == [str(Path("clone", "a.md"))]


@pytest.mark.parametrize(
    ("ref", "said"),
    [
        ("nope", "there is no commit 'nope' in "),
        ("-x", "there is no commit '-x' in "),
        ("--output=gotcha", "there is no commit '--output=gotcha' in "),
        ("HEAD:a.md", "there is no commit 'HEAD:a.md' in "),
        ("", "--changed-since names no commit"),
    ],
)
def test_what_is_no_commit(cli: Run, git: Git, tmp_path: Path, ref: str, said: str) -> None:
    done = cli("check", f"--changed-since={ref}")
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "gotcha").exists()


def test_a_branch_that_begins_with_a_dash(cli: Run, git: Git, tmp_path: Path) -> None:
    git("update-ref", "refs/heads/-x", "HEAD")
    (tmp_path / "a.md").write_text(OLD + NEW)
    assert files(cli, "--changed-since=-x") == ["a.md"]


def test_no_git_and_no_repository(cli: Run, git: Git, tmp_path: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    outside.mkdir()
    (outside / "a.md").write_text(OLD)
    done = cli("check", "--changed-lines", str(outside))
    assert done.returncode == 2
    assert "is in no Git repository, so nothing is known of what has changed" in done.stderr
    done = cli("check", "--changed-lines", env={"PATH": str(outside)})
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "Git is not installed, or not in the PATH" in done.stderr


def test_a_repository_that_git_does_not_read(cli: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(OLD)  # its `.git` is an empty folder
    done = cli("check", "--changed-lines", env={"GIT_CEILING_DIRECTORIES": str(tmp_path.parent)})
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "Git can't read the repository" in done.stderr


def test_stdin_has_no_history(cli: Run, git: Git) -> None:
    done = cli("check", "-", "--changed-lines", stdin=OLD)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--changed-since and --changed-lines are for files, not for stdin" in done.stderr


def test_all_files_are_compared_and_changed_ones_reported(
    cli: Run, git: Git, tmp_path: Path
) -> None:
    """A day that is there, and has not changed, is not missing."""
    for day in (day for day in range(1, 30) if day != 20):
        (tmp_path / f"2025-11-{day:02}.md").write_text(f"# Day {day}\n\nWords of {day}.\n")
    git("add", "-A")
    git("commit", "-qm", "days")
    options = ("--select", "ARC001", ".")
    assert files(cli, *options) == ["2025-11-21.md"]
    assert files(cli, *options, "--changed-since", "HEAD") == []
    (tmp_path / "2025-11-30.md").write_text("# Day 30\n\nWords of 30.\n")
    assert files(cli, *options, "--changed-since", "HEAD") == []
    (tmp_path / "2025-11-21.md").write_text("# Day 21\n\nOther words of 21.\n")
    assert files(cli, *options, "--changed-since", "HEAD") == ["2025-11-21.md"]
    # What comparing finds is reported at the first heading, which has not changed.
    assert found(cli, *options) == []


HOSTILE = """[core]
    fsmonitor = {program}
    pager = {program}
    sshCommand = {program}
    hooksPath = {folder}
    editor = {program}
    alternateRefsCommand = {program}
[diff]
    external = {program}
    orderFile = {folder}/none
[diff "x"]
    command = {program}
    textconv = {program}
[filter "x"]
    clean = {program}
    smudge = {program}
    process = {program}
    required = true
[alias]
    diff-index = !{program}
    ls-tree = !{program}
    cat-file = !{program}
    rev-parse = !{program}
[extensions]
    partialClone = origin
[remote "origin"]
    url = ext::{program}
    promisor = true
    uploadpack = {program}
[protocol]
    allow = always
"""


@pytest.mark.skipif(os.name != "posix", reason="scripts")
def test_nothing_that_a_repository_names_is_executed(cli: Run, git: Git, tmp_path: Path) -> None:
    program, mark = tmp_path / "hooks" / "program", tmp_path / "executed"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\necho x >> {mark}\ncat\n")
    program.chmod(0o755)
    for hook in ("post-index-change", "post-checkout", "pre-commit", "reference-transaction"):
        (program.parent / hook).symlink_to(program)
    (tmp_path / "git").symlink_to(program)  # in the folder that is worked in
    (tmp_path / ".gitattributes").write_text("*.md filter=x diff=x\n")
    (tmp_path / "z.md").write_text(OLD)
    git("mv", "b.md", "y.md")
    (tmp_path / "a.md").write_text(OLD + NEW)
    with (tmp_path / ".git" / "config").open("a") as config:
        config.write(HOSTILE.format(program=program, folder=program.parent))
    subprocess.run(["git", "status"], cwd=tmp_path, capture_output=True, check=False)
    assert mark.exists(), "the configuration executes nothing, so that this shows nothing"
    mark.unlink()
    path = f".{os.pathsep}{os.pathsep}{os.environ['PATH']}"
    for options in (("--changed-since", "m"), ("--changed-lines",), ("--changed-lines", "--fix")):
        done = cli("check", *options, env={"PATH": path})
        assert done.returncode in (0, 1), done.stderr
        assert not mark.exists()
    # Not even where an object is missing, which a partial clone would fetch.
    name = git("rev-parse", "HEAD:a.md")
    mark.unlink(missing_ok=True)
    (tmp_path / ".git" / "objects" / name[:2] / name[2:]).unlink()
    done = cli("check", "--changed-lines", "a.md", env={"PATH": path})
    assert done.returncode == 2
    assert "lacks a file of that commit, as a partial clone does" in done.stderr
    assert not mark.exists()


def test_other_files_of_git_are_not_touched(cli: Run, git: Git, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(OLD + NEW)
    index = (tmp_path / ".git" / "index").read_bytes()
    assert cli("check", "--changed-lines", "--fix").returncode == 0
    assert (tmp_path / ".git" / "index").read_bytes() == index


def test_a_hook_of_git_in_another_repository(cli: Run, git: Git, tmp_path: Path) -> None:
    """What Git tells its hooks is about the repository in which they run."""
    inner = tmp_path / "inner"
    inner.mkdir()
    own = git_in(inner)
    own("init", "--quiet")
    (inner / "x.md").write_text(OLD)
    own("add", "x.md")
    own("commit", "-qm", "x")
    (inner / "x.md").write_text(OLD + NEW)
    told = {"GIT_DIR": str(tmp_path / ".git"), "GIT_INDEX_FILE": str(tmp_path / ".git" / "index")}
    done = cli("check", "--changed-lines", "inner/x.md", "--output-format", "json", env=told)
    assert [each["location"]["row"] for each in json.loads(done.stdout)] == [7]

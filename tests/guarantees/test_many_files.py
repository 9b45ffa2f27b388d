"""Ten thousand files at once, and file names that differ in letter case only."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from digestlint.cli import main
from digestlint.output import FORMATS
from tests.discovering import discover
from tests.guarantees.test_git import FIX, INSECURE, SECURE, commit, git, repository
from tests.places import SOURCE

__all__ = ["repository"]

COUNT = 10_000
CHECK = ("check", "--no-cache", "--quiet", "--output-format", "concise")
# Prints the peak of its memory in bytes, where that is known, on stderr. On Linux, getrusage(2) has
# the larger of this peak and what the process had that started it.
MEASURING = """
import sys
from digestlint.cli import main
code = main(sys.argv[1:])
try:
    with open("/proc/self/status", encoding="utf-8") as status:
        (peak,) = (int(line.split()[1]) for line in status if line.startswith("VmHWM:"))
except OSError:
    try:
        import resource
    except ImportError:
        sys.exit(code)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    if sys.platform == "darwin":
        peak //= 1024
print(peak * 1024, file=sys.stderr)
sys.exit(code)
"""


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("many")
    for number in range(COUNT):
        file = folder / f"{number % 20:02}" / f"{number:05}.md"
        if number < 20:
            file.parent.mkdir()
        file.write_bytes(INSECURE.encode())
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "digests")
    return folder


def measured(folder: Path, *paths: str) -> tuple[list[str], int | None]:
    """What a check prints, and the bytes of memory that it takes."""
    # To compile the modules takes memory: each time, whatever has been kept meanwhile.
    compiling = {"PYTHONPYCACHEPREFIX": str(folder / "none"), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", MEASURING, *CHECK, "--jobs", "1", *paths],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(SOURCE), **compiling},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    return done.stdout.splitlines(keepends=True), int(done.stderr) if done.stderr else None


@pytest.fixture(scope="module")
def from_the_root(many: Path) -> tuple[list[str], int | None]:
    return measured(many, ".")


@pytest.mark.slow
@pytest.mark.xdist_group("ten thousand files")
def test_ten_thousand_files_are_reported_in_order(
    many: Path, from_the_root: tuple[list[str], int | None]
) -> None:
    names = [line.partition(":")[0] for line in from_the_root[0]]
    committed = git(many, "ls-files").splitlines()
    assert len(committed) == COUNT
    assert names == sorted(str(Path(name)) for name in committed)


@pytest.mark.slow
@pytest.mark.xdist_group("ten thousand files")
def test_batches_report_the_same_whatever_their_order(
    many: Path,
    from_the_root: tuple[list[str], int | None],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """pre-commit hands names over in batches, each of them shuffled."""
    monkeypatch.chdir(many)
    names = git(many, "diff-tree", "-r", "--root", "--no-commit-id", "--name-only", "HEAD").split()
    random.Random(1).shuffle(names)
    printed = ""
    for start in range(0, COUNT, 2500):
        batch = names[start : start + 2500]
        assert main([*CHECK, "--jobs", "2", *batch]) == 1
        out = capsys.readouterr().out
        assert [line.partition(":")[0] for line in out.splitlines()] == [
            str(Path(name)) for name in batch
        ]
        printed += out
    assert sorted(printed.splitlines(keepends=True)) == from_the_root[0]


@pytest.mark.slow
@pytest.mark.xdist_group("ten thousand files")
def test_memory_does_not_grow_with_the_number_of_files(
    many: Path, from_the_root: tuple[list[str], int | None]
) -> None:
    few = [memory for _, memory in (measured(many, "00"), measured(many, "00")) if memory]
    _, all_of_them = from_the_root
    if not few or all_of_them is None:
        pytest.skip("neither /proc nor `resource` to measure memory with")
    assert all_of_them < 80_000_000
    # What is left of a file: its name, and what will be printed of it, together 200 bytes. Two runs
    # over few files may differ by a megabyte.
    assert all_of_them - max(few) < 400 * COUNT


@pytest.mark.slow
@pytest.mark.parametrize("output_format", FORMATS)
def test_findings_are_not_kept_until_all_files_are_checked(
    output_format: str, tmp_path: Path
) -> None:
    """Ten findings in each of 3,000 files: what they are reported as is held compressed."""
    (tmp_path / ".git").mkdir()
    for number in range(3_000):
        (tmp_path / f"{number}.md").write_text(INSECURE * (10 if number else 1))
    format_ = ("--output-format", output_format)
    _, one = measured(tmp_path, *format_, "0.md")
    _, all_of_them = measured(tmp_path, *format_, ".")
    if one is None or all_of_them is None:
        pytest.skip("neither /proc nor `resource` to measure memory with")
    assert all_of_them - one < 15_000_000


def same_but_for_case(folder: Path) -> bool:
    """Whether the file system takes such names for one."""
    (folder / "case").touch()
    found = (folder / "CASE").exists()
    (folder / "case").unlink()
    return found


def test_names_that_differ_in_case_only(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if same_but_for_case(repository):
        pytest.skip("the file system has one file for such names")
    commit(repository, a=INSECURE, A=INSECURE + "\n# A\n")
    assert main([*FIX, "a.md", "A.md"]) == 0
    assert "Fixed 2 findings; 2 files clean" in capsys.readouterr().out
    assert (repository / "a.md").read_text() == SECURE
    assert (repository / "A.md").read_text() == SECURE + "\n# A\n"


@pytest.mark.parametrize("insensitive", [False, True])
def test_links_to_names_of_another_case_are_broken_everywhere(
    repository: Path,
    insensitive: bool,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """As on GitHub, even where the file system would find them."""
    if insensitive:
        exists = Path.exists
        names = {"guide.md", "docs", "index.md"}
        monkeypatch.setattr(Path, "exists", lambda self: self.name.lower() in names or exists(self))
    (repository / "Docs").mkdir()
    (repository / "Docs" / "Index.md").write_text("# Index\n")
    links = "[1](Guide.md) [2](guide.md) [3](Docs/Index.md#index) [4](docs/Index.md#index)"
    commit(repository, a=f"{links} [5](Docs/index.md) [6](Guide.md#Here)", Guide="# Here\n")
    assert main(["check", "--no-cache", "--output-format", "concise", "a.md"]) == 1
    found = capsys.readouterr().out.splitlines()[:4]
    assert Counter(line.split()[1] for line in found) == {"ANC003": 3, "ANC001": 1}
    for path in ("guide.md", "docs/Index.md", "Docs/index.md", "#Here"):
        assert sum(f"'{path}'" in line for line in found) == 1


@pytest.mark.parametrize("ignore_case", ["true", "false"])
def test_letter_case_in_ignore_files_counts_as_in_git(repository: Path, ignore_case: str) -> None:
    (repository / "Sub").mkdir()
    for name in ("a.tmp.md", "B.TMP.md", "Sub/draft.md", "É.md", "kept.md"):
        (repository / name).write_text(INSECURE)
    (repository / ".gitignore").write_text("*.TMP.md\n/sub/[A-D]raft.md\né.md\n", "utf-8")
    git(repository, "config", "core.ignorecase", ignore_case)
    untracked = git(
        repository, "-c", "core.quotepath=false", "ls-files", "-o", "--exclude-standard", "*.md"
    )
    found, problems = discover([Path()], root=Path())
    assert problems == []
    assert sorted(path.as_posix() for path in found) == sorted(untracked.splitlines())
    assert ("a.tmp.md" in untracked) == (ignore_case == "false")

"""The notice that no schema fits, and where there is none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from digestlint.cli.run import counted_by
from digestlint.cli.unmatched import Unmatched
from digestlint.lint.results import FileResult
from digestlint.output import FORMATS
from digestlint.project.config import Config
from digestlint.run.task import Task
from tests.cli.conftest import NOTICE, Run

DAILY = "# Papers for 2025-10-03\n\n## 0.[Kelp](https://arxiv.org/pdf/2510.99101)\n"


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text, encoding="utf-8")


def notice(cli: Run, *arguments: str, stdin: str = "") -> str:
    done = cli("check", "--exit-zero", *arguments, stdin=stdin)
    assert done.returncode == 0 and "no schema" not in done.stdout
    assert done.stderr.count("\n") <= 1
    return done.stderr.removeprefix("digestlint: ").rstrip()


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (["a.md"], "no schema fits a.md: only general rules apply; see: {} a.md"),
        (["a b.md"], "no schema fits a b.md: only general rules apply; see: {} 'a b.md'"),
        (["-a.md"], "no schema fits ./-a.md: only general rules apply; see: {} ./-a.md"),
        (
            ["a.md", "b.md"],
            "no schema fits any of 2 files (a.md is the first): only general rules apply; "
            "see: {} a.md",
        ),
        (
            ["a.md", "day.md"],
            "no schema fits 1 of 2 files (a.md): only general rules apply; see: {} a.md",
        ),
        (
            ["a.md", "b.md", "day.md"],
            "no schema fits 2 of 3 files (a.md is the first): only general rules apply; "
            "see: {} a.md",
        ),
        (
            ["README.md", "a.md"],
            "no schema fits 1 of 2 files (a.md): only general rules apply; see: {} a.md",
        ),
        (["day.md"], ""),
    ],
)
def test_the_notice(files: list[str], expected: str, cli: Run, tmp_path: Path) -> None:
    for name in files:
        (tmp_path / name).write_text(DAILY if name == "day.md" else "# A\n")
    expected = expected.format("digestlint schema explain")
    assert notice(cli) == expected
    if expected:
        command = expected.partition("see: digestlint ")[2].replace("'", "").split(" ", 2)
        assert cli(*command).stdout.endswith("for this file, or several like it\n")


def test_a_replayed_run_says_it_again(cli: Run, tmp_path: Path) -> None:
    write(tmp_path, a__md="# A\n")
    for _ in range(3):
        done = cli("check")
        assert (done.stdout, done.stderr) == ("1 file checked, all clean\n", NOTICE)


@pytest.mark.parametrize(
    "name",
    [
        *("README.md", "readme.md", "README_CN.md", "README.zh-CN.md", "README-en.md"),
        *("CHANGELOG.md", "CONTRIBUTING.md", "CODE_OF_CONDUCT.md", "LICENSE.md", "ChangeLog.md"),
    ],
)
def test_not_for_files_about_the_repository(name: str, cli: Run, tmp_path: Path) -> None:
    (tmp_path / name).write_text("# A\n")
    assert notice(cli) == ""


@pytest.mark.parametrize("name", ["reading.md", "news-2025.md", "readme-of-papers.md", "2025.md"])
def test_for_files_with_similar_names(name: str, cli: Run, tmp_path: Path) -> None:
    (tmp_path / name).write_text("# A\n")
    assert notice(cli).startswith("no schema fits")


@pytest.mark.parametrize(
    "arguments",
    [
        ["--quiet"],
        ["--diff"],
        ["--schema", "none"],
        ["--config", "schema=none"],
        ["--select", "URL,ANC"],
        ["--config", "force-exclude=true"],  # as hooks do
        *(["--output-format", name] for name in FORMATS if name in ("json", "github")),
    ],
)
def test_not_where_nobody_asks_for_it(arguments: list[str], cli: Run, tmp_path: Path) -> None:
    write(tmp_path, a__md="# A\n")
    assert "no schema" not in notice(cli, *arguments)


def test_not_for_files_whose_schema_is_set(cli: Run, tmp_path: Path) -> None:
    write(tmp_path, a__md="# A\n", b__md="# A\n")
    (tmp_path / "digestlint.toml").write_text('[[per-file]]\nfiles = ["a.md"]\nschema = "none"\n')
    assert notice(cli).startswith("no schema fits 1 of 2 files (b.md)")


def test_standard_input(cli: Run) -> None:
    said = notice(cli, "-", stdin="# A\n")
    assert said.endswith(
        "no schema fits stdin.md: only general rules apply; see: digestlint schema explain -"
    )
    assert notice(cli, "-", "--quiet", stdin="# A\n") == ""
    done = cli("check", "-", "--fix", stdin="# A\n")  # findings go to stderr
    assert (done.stdout, done.stderr) == ("# A\n", "1 file checked, all clean\n")


def test_results_are_taken_to_their_end() -> None:
    """Only then do the processes end that made them."""
    ended = []

    def results() -> Iterator[FileResult]:
        yield FileResult("a.md", schema="daily")
        ended.append(True)

    task = Task(Path("a.md"), Config.of({}))
    assert len(list(counted_by([task], results(), Unmatched()))) == 1
    assert ended


def test_not_beside_what_went_wrong(cli: Run, tmp_path: Path) -> None:
    write(tmp_path, a__md="# A\n")
    done = cli("check", "a.md", "gone.md")
    assert done.stderr == "digestlint: gone.md: no such file or folder\n"

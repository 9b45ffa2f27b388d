"""A format is one module: what it may know of a run, and that nothing else names formats."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import takewhile
from pathlib import Path
from types import ModuleType

import pytest

from digestlint import __version__
from digestlint.cli import fixing_arguments, main
from digestlint.lint.results import FileResult
from digestlint.output import FORMATS, JOB_SUMMARY, Paint, Reporter, RunResults, reporter
from tests.output.samples import finding
from tests.places import ROOT

PACKAGE = ROOT / "hooks" / "digestlint"


class Everything(Reporter):
    """A format that tells all there is to be told."""

    def head(self, run: RunResults) -> Iterator[str]:
        yield f"version {run.version}"
        yield f"rules {' '.join(rule.code for rule in run.rules())}"

    def of_file(self, file: FileResult, run: RunResults) -> Iterator[str]:
        yield f"file {file.filename} {len(file.findings)} {file.problem}"

    def tail(self, run: RunResults) -> Iterator[str]:
        for path, why in run.problems:
            yield f"problem {path}: {why}"


@pytest.fixture
def everything(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder in which this format can be asked for: one module, and its name in ``FORMATS``."""
    module = ModuleType("digestlint.output.everything")
    module.Report = Everything  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setattr(fixing_arguments, "FORMATS", (*FORMATS, "everything"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    return tmp_path


def check(capsys: pytest.CaptureFixture[str], *options: str) -> list[str]:
    main(["check", "--no-cache", "--output-format", "everything", *options])
    return capsys.readouterr().out.splitlines()


def test_a_format_gets_the_whole_result(
    everything: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (everything / "digestlint.toml").write_text(
        'select = ["URL005"]\n[[per-file]]\nfiles = ["c.md"]\nextend-select = ["ANC001"]\n'
    )
    (everything / "a.md").write_text("[x](http://arxiv.org/abs/2510.00001)\n")
    (everything / "b.md").write_text("Clean.\n")
    (everything / "c.md").write_text("[x](#gone) [x](http://arxiv.org/abs/2510.00001)\n")
    assert check(capsys, "a.md", "b.md", "c.md", "d.md") == [
        f"version {__version__}",
        "rules ANC001 GIT001 URL005",  # conflict markers are always looked for
        "file a.md 1 None",
        "file b.md 0 None",
        "file c.md 2 None",
        "problem d.md: no such file or folder",
    ]


def test_files_that_could_not_be_checked_are_problems_at_the_end(
    everything: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (everything / "a.md").write_text("x" * 1_200_000)
    why = "has 1 MB, and files over 1 MB are not checked; set max-file-size to check it"
    lines = check(capsys, "--config", "max-file-size=1", "--select", "URL", "a.md")
    assert lines[2:] == [f"file a.md 0 {why}", f"problem a.md: {why}"]


def test_statistics_come_with_each_format(
    everything: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (everything / "a.md").write_text("[x](#gone)\n")
    assert check(capsys, "--statistics", "a.md") == ["     1  ANC001     broken-anchor"]


# A job summary is about the whole run, and its size does not grow with it.
@pytest.mark.parametrize("name", [name for name in FORMATS if name != JOB_SUMMARY])
def test_files_are_taken_one_by_one(name: str) -> None:
    """No format waits for the last file before it writes: memory does not grow with files."""
    assert writes_early(reporter(name).lines)


def writes_early(lines: Callable[[RunResults], Iterable[str]]) -> bool:
    """Whether there are lines before the last file, more than there are without any file."""
    taken: list[int] = []

    def files() -> Iterator[FileResult]:
        for number in range(20):
            taken.append(number)
            yield FileResult("a.md", [finding("x")])

    without = len(list(lines(RunResults(iter(()), Paint()))))
    early = takewhile(lambda _: len(taken) < 20, lines(RunResults(files(), Paint())))
    return len(list(early)) > without


@pytest.mark.parametrize("waits", [False, True])
def test_a_format_with_a_header_may_not_wait_either(waits: bool) -> None:
    def lines(run: RunResults) -> Iterator[str]:
        yield from ("code,file", "-,-")
        for file in list(run.files) if waits else run.files:
            yield from (f"{found.code},{file.filename}" for found in file.findings)

    assert writes_early(lines) != waits


def test_formats_are_named_in_one_place() -> None:
    # Other commands have JSON, too, and SARIF has texts in Markdown.
    others = "|".join(name for name in FORMATS if name not in ("json", "markdown"))
    naming = {
        path.relative_to(PACKAGE).as_posix()
        for folder in ("cli", "output")
        for path in (PACKAGE / folder).glob("*.py")
        if re.search(rf"[\"']({others})[\"']", path.read_text(encoding="utf-8"))
    }
    assert naming == {"output/__init__.py"}

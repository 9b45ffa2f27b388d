"""Preloading for processes that restore mojibake: what, and when."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from digestlint.encoding import damage
from digestlint.encoding.infill import threads
from digestlint.lint.results import FileResult
from digestlint.project.config import parse_config
from digestlint.run import runner
from digestlint.run import warmup as rehearsal
from digestlint.run.task import Task
from digestlint.run.warmup import rehearse, seem_damaged

LINE = "本文提出了一种新的方法，实验结果表明该方法在多个数据集上优于现有方法。\n"
DAMAGED = damage(LINE * 10, "windows-1254").encode()
FRENCH = "Il a dit : « Poincaré » et « thé », l’été dernier.\n".encode()


@pytest.mark.parametrize(
    ("contents", "expected"),
    [
        ([DAMAGED, DAMAGED], True),
        ([LINE.encode(), DAMAGED, b"", DAMAGED], True),
        ([DAMAGED, LINE.encode()], False),
        ([FRENCH * 200, FRENCH * 200, FRENCH * 200], False),
        ([DAMAGED], False),
        ([], False),
    ],
    ids=["two", "two among others", "one of two", "French", "one", "none"],
)
def test_what_seems_damaged(contents: list[bytes], expected: bool, tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.md" for number in range(len(contents))]
    for path, content in zip(paths, contents, strict=True):
        path.write_bytes(content)
    assert seem_damaged(tasks_of(*paths)) is expected


def tasks_of(*paths: Path) -> list[Task]:
    return [Task(path, parse_config({}, None)) for path in paths]


def test_a_file_that_cannot_be_read_seems_well(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(DAMAGED)
    assert not seem_damaged(tasks_of(tmp_path / "missing.md", tmp_path, tmp_path / "a.md"))


def test_the_model_is_loaded() -> None:
    code = (
        "import sys; from pathlib import Path; from digestlint.run.task import Task; "
        "from digestlint.project.config import parse_config; "
        "from digestlint.run.warmup import rehearse; "
        "rehearse(Task(Path('a.md'), parse_config({}, None))); "
        "from digestlint.encoding.infill.model import load; print(load.cache_info().currsize)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.stdout.split() == [b"1"], done.stderr.decode()


def test_what_goes_wrong_is_left_to_the_files(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ValueError

    monkeypatch.setattr(rehearsal, "lint", fail)
    rehearse(Task(Path("a.md"), parse_config({}, None)))


@pytest.mark.parametrize(("content", "rehearsed"), [(DAMAGED, 1), (LINE.encode(), 0)])
def test_only_damaged_files_are_rehearsed_for(
    content: bytes, rehearsed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tasks = []
    for name in "abc":
        (tmp_path / name).write_bytes(content)
        tasks.append(Task(tmp_path / name, parse_config({}, None)))
    seen: list[Any] = []

    def parallel_map(
        function: object,
        items: Sequence[Task],
        sizes: object,
        _: object,
        count: int,
        on_crash: object,
    ) -> Iterator[FileResult]:
        seen.append((count, threads._most))
        return (FileResult(str(task.path)) for task in items)

    monkeypatch.setattr(runner, "_PARALLEL_BYTES", 1)
    monkeypatch.setattr(runner, "_cores", lambda: 2)
    monkeypatch.setattr(runner, "parallel_map", parallel_map)
    monkeypatch.setattr(rehearsal, "rehearse", lambda task: seen.append("rehearsed"))
    before = threads._most
    results = [result.filename for result in runner.run(tasks, 0)]
    assert results == [str(task.path) for task in tasks]
    expected = [(3, 1)] if rehearsed else [(2, before)]
    assert seen == ["rehearsed"] * rehearsed + expected
    assert threads._most == before

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from digestlint._runtime.tracing import trace
from digestlint._runtime.tracing.looks import holds
from digestlint.cli import main
from digestlint.core.finding import Finding
from digestlint.fixes import fixer
from digestlint.fixes.fixer import Check, Fixed, Text
from digestlint.fixes.fixer import fix as real_fix
from digestlint.fixes.writer import ChangedError, write_atomic
from digestlint.lint.results import FileResult
from digestlint.project.config import Config, Layer, load_config, parse_config
from digestlint.run import rounds, runner, saving
from digestlint.run.checker import check_file
from digestlint.run.runner import Task, run
from digestlint.run.task import Tasks
from tests.places import DIGESTS
from tests.support import run_file

ARXIV = "https://arxiv.org/pdf/"
INSECURE = "See <http://arxiv.org/abs/2505.15117>.\n"
SECURE = INSECURE.replace("http:", "https:")


@pytest.fixture
def config() -> Config:
    return load_config(None, {"select": ["URL005", "TOC004"]})


def daily(*numbers: int) -> str:
    heads = (f"## {i}.[Paper {n}]({ARXIV}2510.{n:05d})\n" for i, n in enumerate(numbers))
    return "# Papers for 2025-10-03\n\n" + "".join(heads)


def codes(result: FileResult) -> list[str]:
    return [finding.code for finding in result.findings]


def test_tasks_are_the_ones_that_were_added(config: Config) -> None:
    added = [Task(Path(f"{n % 2}/{n}.md"), config, unsafe=n > 2) for n in range(5)]
    tasks = Tasks()
    for task in added:
        tasks.add(task)
    assert (len(tasks), list(tasks), tasks[-1]) == (5, added, added[-1])
    assert (tasks[1:4], tasks[::-2]) == (added[1:4], added[::-2])
    assert list(pickle.loads(pickle.dumps(tasks))) == added


def test_checks_and_leaves_the_file(tmp_path: Path, config: Config) -> None:
    path = tmp_path / "a.md"
    path.write_text(INSECURE)
    result = run_file(Task(path, config))
    assert (codes(result), result.problem, path.read_text()) == (["URL005"], None, INSECURE)


def test_fixes_the_file(tmp_path: Path, config: Config) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"\xef\xbb\xbf" + INSECURE.encode())
    result = run_file(Task(path, config, fix=True))
    assert (codes(result), [a.code for a in result.applied]) == ([], ["URL005"])
    assert path.read_bytes() == b"\xef\xbb\xbf" + SECURE.encode()
    assert (result.old != result.new, result.new) == (True, path.read_bytes())


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_processes_look_at_is_recorded(tmp_path: Path, config: Config, jobs: int) -> None:
    paths = [tmp_path / f"{number}.md" for number in range(4)]
    for number, path in enumerate(paths):
        path.write_text(INSECURE * number + f"[x](other{number}.md)\n")
    config = load_config(None, {"select": ["ANC003"]})
    with trace.recording() as taken:
        results = list(run([Task(path, config) for path in paths], jobs))
    assert all(result.findings for result in results)
    looked_at = {(kind, path) for kind, _, path in taken.seen}
    assert {("read", str(path)) for path in paths} <= looked_at
    assert {("kind", str(tmp_path / f"other{n}.md")) for n in range(4)} <= looked_at
    packed = taken.pack()
    assert packed is not None
    assert holds(packed)
    (tmp_path / "other3.md").touch()
    assert not holds(packed)


def test_the_answer_of_a_run_that_writes_is_for_once_only(tmp_path: Path, config: Config) -> None:
    path = tmp_path / "a.md"
    path.write_text(INSECURE)
    for is_whole in (False, True):
        with trace.recording() as taken:
            list(run([Task(path, config, fix=True)], 1))
        assert taken.is_whole is is_whole


def test_fixes_in_memory(tmp_path: Path, config: Config) -> None:
    path = tmp_path / "a.md"
    path.write_text(INSECURE)
    result = run_file(Task(path, config, fix=True, write=False))
    assert (result.new, path.read_text()) == (SECURE.encode(), INSECURE)


@pytest.mark.parametrize("fix", [True, False])
def test_takes_content_instead_of_the_file(tmp_path: Path, config: Config, fix: bool) -> None:
    task = Task(tmp_path / "stdin.md", config, fix=fix, write=False, content=SECURE.encode())
    result = run_file(task)
    # What a filter prints, changed or not.
    assert (result.new, result.problem) == (SECURE.encode(), None)


@pytest.mark.parametrize(
    ("saved", "times", "kept", "problem"),
    [
        # A second run of ours, an editor, one that ends a line later, one that never rests.
        ([SECURE], 1, SECURE, None),
        (["saved by the editor\n"], 1, "saved by the editor\n", None),
        ([INSECURE + INSECURE], 1, SECURE + SECURE, None),
        ([INSECURE * 2, INSECURE * 3], 2, SECURE * 3, None),
        (
            [INSECURE * times for times in range(2, 12)],
            10,
            INSECURE * 7,
            "was not written: it has been changed by another program meanwhile",
        ),
    ],
)
def test_a_file_that_changes_meanwhile(
    tmp_path: Path,
    config: Config,
    monkeypatch: pytest.MonkeyPatch,
    saved: list[str],
    times: int,
    kept: str,
    problem: str | None,
) -> None:
    path = tmp_path / "a.md"
    path.write_text(INSECURE)
    left = iter(saved)

    def slow_fix(text: Text, check: Check, **options: Any) -> Fixed:
        if (content := next(left, None)) is not None:
            path.write_text(content)
        return real_fix(text, check, **options)

    monkeypatch.setattr(fixer, "fix", slow_fix)
    monkeypatch.setattr(saving, "sleep", lambda seconds: None)
    result = run_file(Task(path, config, fix=True))
    assert (result.problem, path.read_text()) == (problem, kept)


def test_a_file_that_is_gone_meanwhile(
    tmp_path: Path, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.md"
    path.write_text(INSECURE)

    def changed(path: Path, data: bytes, **_: object) -> bool:
        path.unlink()
        raise ChangedError

    monkeypatch.setattr(saving, "write_atomic", changed)
    result = run_file(Task(path, config, fix=True))
    assert result.problem
    assert result.new == b""


@pytest.mark.skipif(os.name != "posix", reason="an open file is not replaced")
def test_what_is_written_to_the_replaced_file_is_not_lost(
    tmp_path: Path, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.md"
    path.write_text(INSECURE)
    late = path.open("a")

    def write(path: Path, data: bytes, **how: Any) -> bool:
        written = write_atomic(path, data, **how)
        if not late.closed:
            late.write(INSECURE)
            late.close()
        return written

    monkeypatch.setattr(saving, "write_atomic", write)
    result = run_file(Task(path, config, fix=True))
    assert (result.problem, path.read_text()) == (None, SECURE + SECURE)


def test_runs_side_by_side_are_content(tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"{number}.md").write_text(INSECURE)
    command = [sys.executable, "-m", "digestlint", "check", "--fix", "--no-cache", "-qj1", "."]
    runs = [
        subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        for _ in range(4)
    ]
    assert [(run.communicate()[1], run.returncode) for run in runs] == [(b"", 0)] * 4
    assert {path.read_text() for path in tmp_path.glob("*.md")} == {SECURE}


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (MemoryError(), "there is not enough memory to check it"),
        (RecursionError("too deep"), "digestlint failed (RecursionError: too deep); this is a"),
        (KeyError("x"), "digestlint failed (KeyError: 'x'); this is a defect of digestlint"),
    ],
)
def test_whatever_fails_is_the_problem_of_one_file(
    tmp_path: Path,
    config: Config,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    expected: str,
) -> None:
    path = tmp_path / "a.md"
    path.write_text(INSECURE)

    def failing(_: object, **__: object) -> list[Finding]:
        raise error

    monkeypatch.setattr(rounds, "lint", failing)
    result = run_file(Task(path, config, fix=True))
    assert result.problem is not None
    assert result.problem.startswith(expected)
    assert path.read_text() == INSECURE


def test_a_nul_byte_that_fixes_bring_to_the_front_does_not_stop_them(tmp_path: Path) -> None:
    """Restoring mojibake shortens the file; at its beginning a NUL byte means binary content."""
    path = tmp_path / "a.md"
    text = "这里有一些中文。" * 200
    path.write_bytes(text.encode().decode("latin-1").encode() + b"\0\n")
    result = run_file(Task(path, load_config(None, {"select": ["ENC002", "ENC006"]}), fix=True))
    assert (result.problem, codes(result)) == (None, ["ENC006"])
    assert path.read_bytes() == text.encode() + b"\0\n"


def test_a_missing_bibliography_stops_one_file_only(tmp_path: Path) -> None:
    table = {"per-file": [{"files": ["a.md"], "bibliography": "gone.bib"}], "select": ["URL005"]}
    (tmp_path / "digestlint.toml").touch()
    config = parse_config(table, tmp_path / "digestlint.toml")
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text(INSECURE)
    first, second = run([Task(tmp_path / n, config) for n in ("a.md", "b.md")], 1)
    assert first.problem is not None
    assert first.problem.startswith("its bibliography can't be read: ")
    assert (second.problem, codes(second)) == (None, ["URL005"])


def many(folder: Path, config: Config) -> Sequence[Task]:
    for i in range(6):
        (folder / f"{i}.md").write_text(INSECURE * i)
    return [Task(folder / f"{i}.md", config) for i in range(6)]


@pytest.mark.parametrize("jobs", [1, 2, 8])
def test_results_come_in_order(tmp_path: Path, config: Config, jobs: int) -> None:
    results = list(run(many(tmp_path, config), jobs))
    assert [Path(r.filename).name for r in results] == [f"{i}.md" for i in range(6)]
    assert [len(r.findings) for r in results] == list(range(6))


def test_no_tasks_no_results() -> None:
    assert list(run([], 4)) == []


def dies(task: Task) -> FileResult:
    """Like ``check_file``, but two files end the process that checks them."""
    if task.path.name in ("1.md", "4.md"):
        os._exit(9)
    return check_file(task)


def test_a_process_that_dies_costs_one_file(
    tmp_path: Path, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "check_file", dies)
    results = list(run(many(tmp_path, config), 2))
    assert [len(r.findings) for r in results] == [0, 0, 2, 3, 0, 5]
    assert [r.filename for r in results if r.problem] == [
        str(tmp_path / "1.md"),
        str(tmp_path / "4.md"),
    ]
    assert "crashed" in str(results[1].problem)


def test_stopping_early_leaves_no_process_waiting(tmp_path: Path, config: Config) -> None:
    results = run(many(tmp_path, config), 2)
    assert next(results).problem is None
    results.close()  # type: ignore[attr-defined]
    assert list(results) == []


ACROSS = {"rules": {"duplicate-entry": {"across-files": True}}, "select": ["TOC004"]}


def three_days(folder: Path) -> list[Path]:
    for name, numbers in (("1.md", (1, 2)), ("2.md", (3, 1)), ("3.md", (1, 4, 4))):
        (folder / name).write_text(daily(*numbers))
    return [folder / f"{i}.md" for i in (1, 2, 3)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_later_files_name_earlier_ones(tmp_path: Path, jobs: int) -> None:
    config = load_config(None, ACROSS)
    results = list(run([Task(path, config) for path in three_days(tmp_path)], jobs))
    found = [
        [(f.location.row, str(f.message).partition(": ")[2]) for f in r.findings] for r in results
    ]
    one, two = f"{tmp_path / '1.md'}, line 3", f"{tmp_path / '2.md'}, line 4"
    assert found == [[], [(4, one)], [(3, f"{one}; {two}"), (5, "line 4")]]


def test_only_files_that_ask_get_an_answer(tmp_path: Path) -> None:
    config, asking = load_config(None, {"select": ["TOC004"]}), load_config(None, ACROSS)
    first, second, third = three_days(tmp_path)
    tasks = [Task(first, config), Task(second, config), Task(third, asking)]
    assert [codes(r) for r in run(tasks, 1)] == [[], [], ["TOC004", "TOC004"]]


def test_files_that_cant_be_read_have_no_papers(tmp_path: Path) -> None:
    config = load_config(None, ACROSS)
    paths = [tmp_path / "gone.md", *three_days(tmp_path)[:2]]
    problems = [r.problem for r in run([Task(path, config) for path in paths], 1)]
    assert problems == ["no such file or folder", None, None]


def test_the_setting_can_come_from_a_layer(tmp_path: Path) -> None:
    config = load_config(None, {"select": ["TOC004"]})
    layer = Layer("command line", load_config(None, ACROSS).table, tmp_path)
    tasks = [Task(path, config, (layer,)) for path in three_days(tmp_path)]
    assert sum(len(r.findings) for r in run(tasks, 1)) == 3


def test_the_flag_of_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    three_days(tmp_path)
    command = ["check", str(tmp_path), "--select", "TOC004", "--output-format", "json"]
    assert main(command) == 1
    assert len(json.loads(capsys.readouterr().out)) == 1
    assert main([*command, "--across-files"]) == 1
    assert len(json.loads(capsys.readouterr().out)) == 3


@pytest.mark.skipif(not DIGESTS.is_dir(), reason="the real digests are not here")
def test_papers_that_occur_twice_in_the_real_digests() -> None:
    config = load_config(None, ACROSS)
    results = run([Task(path, config) for path in sorted(DIGESTS.glob("*.md"))], 1)
    found = [str(finding.message) for result in results for finding in result.findings]
    papers = ("2505.15117", "2505.16410", "2510.00553")
    assert sorted(p for p in papers for m in found if f"arXiv id {p}:" in m) == sorted(papers)
    assert len(found) == len(papers)


@pytest.mark.parametrize("count", [3, None])
def test_processors_where_the_system_does_not_say_which(
    monkeypatch: pytest.MonkeyPatch, count: int | None
) -> None:
    """macOS and Windows have no affinity; nothing at all may be known."""
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: count)
    large = runner._PARALLEL_BYTES
    assert runner._workers([large] * 7, 0) == (count or 0)
    assert runner._workers([large] * 2, 0) == min(count or 0, 2)
    assert runner._workers([large] * 8, 5) == 5

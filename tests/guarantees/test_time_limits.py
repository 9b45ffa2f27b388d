"""Promises 4 and 5: a file that takes too long is left as it was and named; others are checked."""

from __future__ import annotations

import os
import re
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import digestlint
from digestlint._runtime import time_budget
from digestlint._runtime.time_budget import OutOfTimeError, TimeBudget, check_time
from digestlint.cli import main
from digestlint.core.finding import Finding
from digestlint.document.document import Document
from digestlint.lint import linter
from digestlint.lint.registry import Rule, all_rules
from digestlint.project.config import load_config
from digestlint.run import checker, runner, task
from digestlint.run.task import Task
from digestlint.text.codec import decode

posix = pytest.mark.skipif(not hasattr(os, "fork"), reason="no process can be copied")

INSECURE = "See [a paper](http://arxiv.org/abs/2510.00001).\n"
SECURE = INSECURE.replace("http:", "https:")
LIMIT = 0.3
TOO_SLOW = (
    "takes more than {} seconds of the processor, so it was stopped and left as it was; --config "
    "max-file-seconds=N gives more time"
)


def work(seconds: float) -> None:
    """Use the processor for so many seconds."""
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


def test_time_is_that_of_the_processor() -> None:
    with TimeBudget(0.05, 1):
        time.sleep(0.1)
        check_time()
        work(0.06)
        with pytest.raises(OutOfTimeError):
            check_time()
    check_time()


def test_a_budget_is_that_of_its_thread() -> None:
    seen: list[float] = []
    with TimeBudget(1000, 3):
        thread = threading.Thread(target=lambda: seen.append(time_budget.seconds_left("a")))
        thread.start()
        thread.join()
        time_budget.spend("a", 2)
        assert time_budget.seconds_left("a") == 1
        assert time_budget.seconds_left("b") == 3
        with TimeBudget(2, 3):
            assert 1 < time_budget.seconds_left("a") <= 2  # no more than the file has
        assert time_budget.seconds_left("a") == 1
    assert seen == [time_budget.seconds_left("a")]


class Slow:
    """A rule that never ends on files called a.md."""

    def check(self, document: Document) -> Iterator[Finding]:
        while document.path.name == "a.md":
            pass
        yield from ()


class Deaf:
    """As C code that holds everything up, so that no thread gets to run."""

    def check(self, document: Document) -> Iterator[Finding]:
        if document.path.name == "a.md":
            re.search("(?:a+)+$", "a" * 40 + "!")
        yield from ()


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    for name in ("a.md", "b.md", "c.md"):
        (tmp_path / name).write_text(INSECURE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def with_rule(monkeypatch: pytest.MonkeyPatch, rule: Any) -> None:
    rules = tuple(
        Rule(known.info._replace(prefilter=(), requires="anything"), lambda: rule)
        if known.code == "URL002"
        else known
        for known in all_rules()
    )
    monkeypatch.setattr(linter, "all_rules", lambda: rules)


@posix
@pytest.mark.parametrize("rule", [Slow(), Deaf()], ids=["slow", "deaf"])
@pytest.mark.parametrize("fix", [False, True])
def test_a_process_that_hangs_is_ended_and_named(
    rule: Any,
    fix: bool,
    repository: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with_rule(monkeypatch, rule)
    options = ["check", "--no-cache", "--jobs", "2", "--config", f"max-file-seconds={LIMIT}"]
    assert main([*options, *(["--fix"] if fix else []), "a.md", "b.md", "c.md"]) == 2
    out, err = capsys.readouterr()
    assert err == f"digestlint: a.md: {TOO_SLOW.format(LIMIT)}\n"
    assert "2 files" in out
    assert (repository / "a.md").read_text() == INSECURE
    assert (repository / "b.md").read_text() == (SECURE if fix else INSECURE)


@posix
@pytest.mark.parametrize("name", ["a.md", "-"])
def test_a_large_file_has_a_process_even_alone(
    name: str,
    repository: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(runner, "_LONE_BYTES", 1)
    with_rule(monkeypatch, Slow())
    options = ["check", "--no-cache", "--config", f"max-file-seconds={LIMIT}"]
    if name == "-":
        monkeypatch.setattr("digestlint.cli.tasks.read_input", lambda *_: INSECURE.encode())
        options += ["--stdin-filename", "a.md"]
    assert main([*options, name]) == 2
    assert TOO_SLOW.format(LIMIT) in capsys.readouterr().err


@pytest.mark.parametrize(
    ("jobs", "sizes", "expected"),
    [
        (1, [10**8], 0),
        (1, [10**8] * 2, 0),
        (0, [10**5] * 2, 0),
        (0, [10**6] * 2, 2),
        (0, [10**6], 0),
        (0, [10**7], 1),
        (2, [10**7], 1),
        (2, [10], 0),
        (3, [10] * 9, 3),
        (0, [], 0),
    ],
)
def test_how_many_processes_there_are(
    jobs: int, sizes: list[int], expected: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "_cores", lambda: 2)
    monkeypatch.setattr(runner, "can_fork", lambda: True)
    assert runner._workers(sizes, jobs) == expected
    monkeypatch.setattr(runner, "can_fork", lambda: False)
    assert runner._workers(sizes, jobs) == (expected if expected > 1 else 0)


@pytest.mark.parametrize(
    "place",
    [
        "digestlint.run.checker.decode",
        "digestlint.document.document.find_mojibake",
        "digestlint.document.document.read",
        "digestlint.document.document.parse",
        "digestlint.document.document.choose",
        "digestlint.fixes.verifier.rendered",
        "digestlint.fixes.fixer.apply",
        "digestlint.rules.urls.insecure_scheme.check",
    ],
)
def test_a_file_that_takes_too_long_is_left_as_it_was(
    place: str,
    repository: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Without processes, the time is looked at between two steps."""
    assert main(["check", "--no-cache", "c.md"]) == 1  # all is loaded
    module, _, name = place.rpartition(".")
    original = getattr(sys.modules[module], name)
    files: list[int] = []

    def slow(*args: Any, **how: Any) -> Any:
        if not files:
            files.append(1)
            work(LIMIT * 1.1)
        return original(*args, **how)

    monkeypatch.setattr(place, slow)
    capsys.readouterr()
    limit = f"max-file-seconds={LIMIT}"
    options = ["check", "--no-cache", "--jobs", "1", "--fix", "--config", limit]
    assert main([*options, "a.md", "b.md"]) == 2
    assert capsys.readouterr().err == f"digestlint: a.md: {TOO_SLOW.format(LIMIT)}\n"
    assert (repository / "a.md").read_text() == INSECURE
    assert (repository / "b.md").read_text() == SECURE


@pytest.mark.parametrize("megabytes", [0, 1])
def test_large_files_have_more_time(megabytes: int, tmp_path: Path) -> None:
    asked: list[float] = []

    class Asked(TimeBudget):
        def __init__(self, seconds: float, for_each: float, *rest: Any) -> None:
            asked.extend((seconds, for_each))
            super().__init__(seconds, for_each, *rest)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(task, "TimeBudget", Asked)
        content = b"Text.\n" * (megabytes * 1_000_000 // 6)
        file = Task(tmp_path / "a.md", load_config(None), content=content)
        checker.check_file(file)
    assert round(asked[0]) == round(task.seconds_for(file, len(content))) == 120 * (1 + megabytes)
    assert round(asked[1]) == 10 * (1 + megabytes)


def test_nothing_of_the_process_is_touched(monkeypatch: pytest.MonkeyPatch) -> None:
    """By the interface for programs: no signals, no timers, no threads."""

    def refuse(*_: object) -> None:
        raise AssertionError

    for name in ("signal", "setitimer", "alarm", "raise_signal", "pthread_kill"):
        if hasattr(signal, name):
            monkeypatch.setattr(signal, name, refuse)
            monkeypatch.setattr(f"_signal.{name}", refuse)
    monkeypatch.setattr(threading.Thread, "start", refuse)
    assert [finding.code for finding in digestlint.check(INSECURE)] == ["URL005"]


def test_the_interface_for_programs_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(data: bytes) -> Any:
        work(0.2)
        return decode(data)

    monkeypatch.setattr(checker, "decode", slow)
    config = digestlint.Config.of({"max-file-seconds": 0.1})
    with pytest.raises(digestlint.DigestlintError, match=r"takes more than 0\.1 seconds"):
        digestlint.check(INSECURE, config=config)

"""Promises 4 and 5: a rule that takes too long on a file is stopped and named."""

from __future__ import annotations

import re
import signal
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from digestlint._runtime import time_limit
from digestlint._runtime.time_limit import TooSlowError, Work, running
from digestlint.cli import main
from digestlint.core.finding import Edit, Finding, Fix
from digestlint.document.document import Document
from digestlint.lint import linter
from digestlint.lint.registry import Rule, all_rules
from digestlint.project.config import load_config
from digestlint.run import checker, task
from digestlint.run.task import Task
from tests.support import message

posix = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="there are no alarms")

LIMIT = 0.05
# All of these end some day, so that a limit that does not work fails instead of hanging.
ENDLESS = 10**9


def counting() -> None:
    for _ in range(ENDLESS):
        pass


def catching() -> None:
    for _ in range(ENDLESS // 1000):
        try:
            for _ in range(1000):
                pass
        except Exception:
            continue


def swallowing() -> None:
    """As C code does that sets an exception of its own."""
    with suppress(BaseException):
        counting()
    counting()


def matching() -> None:
    re.search(r"(?:a+)+b", "a" * 28)


def searching() -> None:
    re.search(r"\s+$", " " * 10**5 + "x")


WORK = {f.__name__: f for f in (counting, catching, swallowing, matching, searching)}


def is_stopped(work: Callable[[], None]) -> bool:
    with time_limit.time_limit(LIMIT):
        try:
            with running(Work()):
                work()
        except TooSlowError:
            return True
    return False


def unused() -> bool:
    """Whether nobody has an alarm set."""
    return (
        signal.getsignal(signal.SIGPROF) == signal.SIG_DFL
        and signal.getitimer(signal.ITIMER_PROF)[0] == 0
    )


@posix
@pytest.mark.parametrize("work", WORK.values(), ids=WORK)
def test_an_alarm_stops_python_and_patterns(work: Callable[[], None]) -> None:
    assert is_stopped(work)
    assert unused()


@pytest.mark.parametrize("alarms", [False, pytest.param(True, marks=posix)])
def test_what_is_short_or_waits_is_not_stopped(
    alarms: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not alarms:
        monkeypatch.setattr(time_limit, "_alarm", lambda interval: None)
    assert not is_stopped(lambda: None)
    assert not is_stopped(lambda: time.sleep(LIMIT * 4))


@posix
def test_work_is_charged_apart_and_adds_up() -> None:
    def half() -> None:
        end = time.process_time() + LIMIT * 0.7
        while time.process_time() < end:
            pass

    first, second = Work(), Work()
    with time_limit.time_limit(LIMIT):
        half()
        half()  # nobody is charged
        with running(first):
            half()
        with running(second):
            half()
        with running(first), suppress(TooSlowError), running(Work()):
            half()
        with pytest.raises(TooSlowError), running(first):
            half()
        with running(second):
            pass


@posix
def test_the_alarm_of_others_stays() -> None:
    rung = []
    signal.signal(signal.SIGPROF, lambda *_: rung.append(1))
    signal.setitimer(signal.ITIMER_PROF, LIMIT * 4)
    try:
        assert is_stopped(counting)
        while not rung:
            pass
        with time_limit.time_limit(LIMIT):
            pass
        assert signal.getsignal(signal.SIGPROF) != signal.SIG_DFL
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, signal.SIG_DFL)


@pytest.mark.parametrize("work", [counting, catching])
def test_another_thread_stops_python(
    work: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(is_stopped, work).result()
    # As on Windows.
    monkeypatch.setattr(time_limit, "_alarm", lambda interval: None)
    assert is_stopped(work)
    assert not is_stopped(lambda: None)


def test_another_thread_stops_a_pattern_when_that_has_ended() -> None:
    ended = []

    def work() -> None:
        ended.append(re.search(r"(?:a+)+b", "a" * 21))
        counting()

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(is_stopped, work).result()
    assert ended == [None]


def test_nothing_is_raised_once_the_work_has_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time_limit, "_alarm", lambda interval: None)
    for _ in range(20):
        with time_limit.time_limit(0.005), suppress(TooSlowError), running(Work()):
            for _ in range(20_000):
                pass
        sum(range(20_000))


INSECURE = "See [a paper](http://arxiv.org/abs/2510.00001).\n"


class Slow:
    """Two rules that take too long on files called a.md, once they have found something."""

    def check(self, document: Document) -> Iterator[Finding]:
        edit = Edit(0, 1, "s")
        if document.text.startswith("S"):
            yield Finding(
                0, 1, message("begins with a capital"), Fix.safe(message("Write it small"), edit)
            )
        if document.path.name == "a.md":
            counting()


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    slow = Slow()
    rules = tuple(
        Rule(rule.info._replace(prefilter=(), requires="anything"), lambda: slow)  # type: ignore[arg-type, return-value]
        if rule.code in ("TXT001", "URL002")
        else rule
        for rule in all_rules()
    )
    monkeypatch.setattr(linter, "all_rules", lambda: rules)
    (tmp_path / ".git").mkdir()
    (tmp_path / "a.md").write_text(f"{INSECURE}\n<!-- digestlint-disable URL002 -->\n")
    (tmp_path / "b.md").write_text(INSECURE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("threaded", [False, pytest.param(True, marks=posix)])
@pytest.mark.parametrize("fix", [False, True])
def test_a_rule_that_takes_too_long_is_named(
    jobs: str,
    threaded: bool,
    fix: bool,
    repository: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if threaded:
        monkeypatch.setattr(time_limit, "_alarm", lambda interval: None)
    before = (repository / "a.md").read_bytes()
    options = ["check", "--jobs", jobs, "--config", f"max-rule-seconds={LIMIT}"]
    assert main([*options, *(["--fix"] if fix else []), "a.md", "b.md"]) == 2
    out, err = capsys.readouterr()
    assert err == (
        "digestlint: a.md: rules TXT001, URL002 took too long and had to be stopped, so findings "
        "are missing and nothing was fixed; --config max-rule-seconds=N gives more time, --ignore "
        "TXT001,URL002 gets you past it\n"
    )
    # What the others found is reported, nothing of what is not known, and the rest of the run.
    left = re.findall(r"^(.\.md):(\d+):(\d+): (\w+)", out, re.MULTILINE)
    others = [("b.md", "1", "1", "TXT001"), ("b.md", "1", "1", "URL002")]
    others.append(("b.md", "1", "15", "URL005"))
    assert left == [("a.md", "1", "15", "URL005"), *([] if fix else others)]
    assert f"{len(left)} finding{'' if fix else 's'} {'left ' if fix else ''}in" in out
    assert (repository / "a.md").read_bytes() == before
    fixed = INSECURE.replace("http:", "https:").replace("S", "s", 1)
    assert (repository / "b.md").read_text() == (fixed if fix else INSECURE)
    # It is not taken for a result the next time.
    assert main([*options, "a.md"]) == 2


def test_who_gives_more_time_or_ignores_the_rules_gets_past(repository: Path) -> None:
    options = ["check", "--no-cache", "--fix", "a.md", "--config", f"max-rule-seconds={LIMIT}"]
    assert main([*options, "--ignore", "TXT001,URL002"]) == 0
    assert b"https:" in (repository / "a.md").read_bytes()


@pytest.mark.parametrize("megabytes", [0, 1])
def test_large_files_have_more_time(megabytes: int, tmp_path: Path) -> None:
    asked: list[float] = []

    class Dependencies(time_limit.time_limit):
        def __init__(self, seconds: float, total: float) -> None:
            asked.extend((seconds, total))
            super().__init__(seconds, total)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(task, "time_limit", Dependencies)
        content = b"Text.\n" * (megabytes * 1_000_000 // 6)
        checker.check_file(Task(tmp_path / "a.md", load_config(None), content=content))
    assert round(asked[0]) == 10 * (1 + megabytes)
    assert round(asked[1]) == 120 * (1 + megabytes)


@posix
def test_all_work_together_is_limited_and_the_slowest_is_known() -> None:
    def for_a_while(share: float) -> None:
        end = time.process_time() + LIMIT * share
        while time.process_time() < end:
            pass

    limit = time_limit.time_limit(60, 10 * LIMIT)
    with pytest.raises(time_limit.OutOfTimeError), limit:
        for name, share in (("one", 1), ("two", 5), ("three", 1)) * 9:
            with time_limit.step(name):
                for_a_while(share)
    assert limit.slowest == "two"
    assert unused()


@pytest.mark.parametrize("alarms", [False, pytest.param(True, marks=posix)])
def test_what_no_step_claims_is_limited_as_well(
    alarms: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not alarms:
        monkeypatch.setattr(time_limit, "_alarm", lambda interval: None)
    for _ in range(3):  # nothing is left behind
        with pytest.raises(time_limit.OutOfTimeError), time_limit.time_limit(60, LIMIT):
            counting()
        with time_limit.time_limit(60, 60), running(Work()):
            sum(range(1000))


@pytest.mark.parametrize(
    ("place", "named"),
    [
        ("digestlint.run.checker.decode", "decoding"),
        ("digestlint.document.document.find_mojibake", "looking for mojibake"),
        ("digestlint.document.document.read", "restoring mojibake"),
        ("digestlint.document.document.parse", "reading Markdown"),
        ("digestlint.document.document.choose", ""),
        ("digestlint.fixes.verifier.rendered", "verifying fixes"),
        ("digestlint.fixes.fixer.apply", ""),
        ("digestlint.run.checker.locate_all", "locating findings"),
        ("digestlint.rules.urls.insecure_scheme.check", "rule URL005"),
    ],
)
@pytest.mark.parametrize("threaded", [False, pytest.param(True, marks=posix)])
def test_a_file_that_takes_too_long_is_left_as_it_was(
    place: str,
    named: str,
    threaded: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "a.md").write_text(INSECURE)
    (tmp_path / "b.md").write_text(INSECURE)
    monkeypatch.chdir(tmp_path)
    assert main(["check", "--no-cache", "b.md"]) == 1  # all is loaded
    if threaded:
        monkeypatch.setattr(time_limit, "_alarm", lambda interval: None)
    module, _, name = place.rpartition(".")
    original = getattr(sys.modules[module], name)
    files: list[int] = []

    def slow(*args: Any, **how: Any) -> Any:
        if not files:
            files.append(1)
            counting()
        return original(*args, **how)

    monkeypatch.setattr(place, slow)
    capsys.readouterr()
    options = ["check", "--no-cache", "--jobs", "1", "--fix", "--config", "max-file-seconds=0.3"]
    assert main([*options, "a.md", "b.md"]) == 2
    most = f", most of it for {named}" if named else ""
    assert capsys.readouterr().err == (
        f"digestlint: a.md: takes more than 0.3 seconds of the processor{most}, so it was stopped "
        "and left as it was; --config max-file-seconds=N gives more time\n"
    )
    assert (tmp_path / "a.md").read_text() == INSECURE
    assert (tmp_path / "b.md").read_text() == INSECURE.replace("http:", "https:")

"""``check --watch``, run as a process of its own."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.places import SOURCE

pytest.importorskip("watchfiles")
needs_signals = pytest.mark.skipif(os.name != "posix", reason="Ctrl-C is a signal of POSIX")

READY = "digestlint: watching for changes; Ctrl-C ends it"
CLEAN = "1 file checked, all clean"
BROKEN = "[a](#nope)\n"
LONGER_THAN_A_CHECK = 2  # seconds; where a check takes longer, a fault is not seen
PATIENCE = 30  # seconds until a test gives up; nothing is measured
# A shell's background jobs, and what they start, ignore Ctrl-C; tests may run in one.
PROGRAM = """
import signal
from digestlint.cli import console
signal.signal(signal.SIGINT, signal.default_int_handler)
console()
"""


class Watching:
    """A process that watches, and the lines that it has printed."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, "check", "--watch", *arguments],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(SOURCE), "PYTHONUTF8": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self._lines.put(line.rstrip("\n"))

    def check(self) -> list[str]:
        """The lines of the next check, without the one that says it is over."""
        lines: list[str] = []
        while not lines or lines[-1] != READY:
            lines.append(self.line())
        return lines[:-1]

    def line(self) -> str:
        """The next line."""
        return self._lines.get(timeout=PATIENCE)


@contextmanager
def watching(folder: Path, *arguments: str) -> Iterator[Watching]:
    made = Watching(folder, "--output-format", "concise", *arguments)
    try:
        yield made
    finally:
        made.process.kill()
        made.process.wait()


@pytest.fixture
def folder(cli: Run, tmp_path: Path) -> Path:
    (tmp_path / "a.md").write_text("# A\n")
    return tmp_path


def test_a_change_is_checked(folder: Path) -> None:
    with watching(folder) as it:
        assert CLEAN in it.check()
        (folder / "a.md").write_text(BROKEN)
        assert "a.md:1:5: ANC001 no heading or id '#nope' in this file" in it.check()
        (folder / "a.md").write_text("# A\n")
        lines = it.check()
        assert CLEAN in lines
        assert not any("\x1b" in line for line in lines), "only a terminal is cleared"
        (folder / "b.md").write_text("# B\n")
        assert "2 files checked, all clean" in it.check()
        (folder / "b.md").unlink()
        assert CLEAN in it.check()


def test_checks_speak_the_language_of_the_run(folder: Path) -> None:
    with watching(folder, "--language", "zh") as it:
        assert it.line() == "检查了 1 个文件，没有问题"


def test_a_file_that_is_named(folder: Path) -> None:
    (folder / "b.md").write_text("# B\n")
    with watching(folder, "a.md") as it:
        it.check()
        (folder / "b.md").write_text(BROKEN)
        (folder / "a.md").write_text("# AA\n")
        assert CLEAN in it.check()


def test_what_is_ignored_does_not_count_and_settings_do(folder: Path) -> None:
    (folder / ".gitignore").write_text("drafts/\n")
    (folder / "drafts").mkdir()
    with watching(folder) as it:
        it.check()
        (folder / "drafts" / "b.md").write_text(BROKEN)
        (folder / "notes.txt").write_text("no Markdown")
        (folder / "digestlint.toml").write_text("max-file-sice = 1\n")
        assert any("max-file-size" in line for line in it.check()), "the mistake is explained"
        (folder / "digestlint.toml").write_text("max-file-size = 1\n")
        assert CLEAN in it.check()
        (folder / "a.md").write_text("a" * 1_000_001)
        assert any("a.md: " in line and "max-file-size" in line for line in it.check())


@pytest.mark.parametrize("is_named", [True, False])
def test_a_new_baseline_counts(cli: Run, folder: Path, is_named: bool) -> None:
    (folder / "a.md").write_text(BROKEN)
    assert cli("baseline", "--file", "known.json").returncode == 0
    baseline = (folder / "known.json").read_text()
    (folder / "known.json").write_text('{"version": 1, "files": {}}\n')
    if not is_named:
        (folder / "digestlint.toml").write_text('baseline = "known.json"\n')
    with watching(folder, *(["--baseline", "known.json"] if is_named else [])) as it:
        assert any("ANC001" in line for line in it.check())
        (folder / "known.json").write_text(baseline)
        assert f"{CLEAN}, 1 finding of the baseline aside" in it.check()


def test_a_report_among_the_files_is_no_change(folder: Path) -> None:
    with watching(folder, "--output-format", "markdown=report.md", ".") as it:
        assert CLEAN in it.check()
        assert (folder / "report.md").exists()
        time.sleep(LONGER_THAN_A_CHECK)
        (folder / "b.md").write_text(BROKEN)
        assert "1 finding in 1 file" in it.check(), "there was no check because of the report"


def test_fixes_are_written(folder: Path) -> None:
    with watching(folder, "--fix") as it:
        it.check()
        (folder / "a.md").write_text("<http://arxiv.org/abs/2510.00001>\n")
        assert f"Fixed 1 finding; {CLEAN.replace(' checked, all', '')}" in it.check()
        assert (folder / "a.md").read_text() == "<https://arxiv.org/abs/2510.00001>\n"


@needs_signals
def test_ctrl_c_ends_it(folder: Path) -> None:
    with watching(folder) as it:
        it.check()
        it.process.send_signal(signal.SIGINT)
        assert it.process.wait(timeout=PATIENCE) == 130


@needs_signals
def test_a_terminal_is_cleared_before_each_check(folder: Path) -> None:
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "digestlint", "check", "--watch"]
    process = subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(SOURCE), "TERM": "xterm"},
        stdout=theirs,
        stderr=subprocess.PIPE,
    )
    try:
        assert process.stderr
        while READY.encode() not in process.stderr.readline():
            assert process.poll() is None
        assert os.read(ours, 100).startswith(b"\x1b[2J\x1b[3J\x1b[H")
    finally:
        process.kill()
        process.communicate()
        os.close(ours)
        os.close(theirs)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-"], "standard input (-) can't be watched"),
        (["gone/a.md"], "there is no such folder: gone"),
    ],
)
def test_what_cannot_be_watched(cli: Run, arguments: list[str], message: str) -> None:
    done = cli("check", "--watch", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr


def test_without_watchfiles(cli: Run, folder: Path) -> None:
    (folder / "hidden").mkdir()
    (folder / "hidden" / "watchfiles.py").write_text("raise ImportError")
    places = os.pathsep.join((str(folder / "hidden"), str(SOURCE)))
    done = cli("check", "--watch", env={"PYTHONPATH": places})
    assert done.returncode == 2
    assert "--watch needs the package watchfiles: pip install 'digestlint[watch]'" in done.stderr

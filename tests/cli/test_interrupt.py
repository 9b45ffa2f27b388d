"""Ctrl-C: at once, with exit code 130, and with a message that says what was done."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from digestlint._runtime import interrupts
from tests.places import SOURCE
from tests.programs import python

BROKEN = "See <http://arxiv.org/abs/2505.15117>.\n"

# The file `slow.md` takes longer than anybody waits.
PROGRAM = """
import signal, sys, time
from digestlint.run import checker, rounds
from digestlint.cli import console
lint = checker.lint

def slow(document, **how):
    if document.path.name == "slow.md":
        open("started", "w").close()
        time.sleep(100)
    return lint(document, **how)

checker.lint = rounds.lint = slow
# A shell's background jobs, and what they start, ignore it.
signal.signal(signal.SIGINT, signal.default_int_handler)
console()
"""


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["-j", "1"], "1 of 3 files were checked; 2 were not, and are unchanged"),
        (["-j", "2"], "of 3 files were checked"),
        (
            ["-j", "1", "--fix"],
            "1 of 3 files were checked, 1 of them fixed; 2 were not, and are unchanged",
        ),
    ],
)
def test_an_interrupted_run(tmp_path: Path, options: list[str], said: str) -> None:
    (tmp_path / ".git").mkdir()
    names = ("a.md", "slow.md", "z.md")
    for name in names:
        (tmp_path / name).write_text(BROKEN)
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, "check", "--no-cache", *options, *names],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )
    while not (tmp_path / "started").exists():
        assert process.poll() is None, process.communicate()
        time.sleep(0.02)
    # As a terminal does it: all processes of the group.
    os.killpg(process.pid, signal.SIGINT)
    stdout, stderr = process.communicate(timeout=60)
    assert (process.returncode, stdout) == (130, "")
    assert stderr.startswith("digestlint: interrupted: ")
    assert said in stderr
    assert stderr.count("\n") == 1
    expected = BROKEN.replace("http:", "https:") if "--fix" in options else BROKEN
    assert (tmp_path / "a.md").read_text() in (expected, BROKEN)
    assert (tmp_path / "slow.md").read_text() == BROKEN
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


# Sends itself the signal when the module with this number is about to be imported, counted from the
# first one that is digestlint's.
STARTING = """
import os, signal, sys
wanted, sys.argv = int(sys.argv[1]), ["digestlint", *sys.argv[2:]]
signal.signal(signal.SIGINT, signal.default_int_handler)
names = []

def hook(event, arguments):
    if event != "import":
        return
    names.append(arguments[0])
    if len(names) == wanted:
        os.kill(os.getpid(), signal.SIGINT)

from digestlint import __main__ as start
if wanted == 0:
    os._exit = lambda code: print(*names, file=sys.stderr) or sys.exit(code)
elif wanted < 0:
    print("ready", flush=True)
sys.addaudithook(hook)
start.console()
"""
MOJIBAKE = "# A\n\n" + "è¿™æ˜¯ä¸\x80ä¸ªå¾ˆå¥½çš„æ–¹æ³•ï¼Œå®ƒèƒ½å¤Ÿ\n" * 3


def test_at_any_moment_of_the_start(tmp_path: Path) -> None:
    """Whatever is being imported; numpy's C code takes an exception for a defect of Python."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "a.md").write_text(MOJIBAKE, encoding="utf-8")
    arguments = ("check", "--no-cache", "--fix", "--diff", "a.md")
    imports = python(tmp_path, "-c", STARTING, "0", *arguments).stderr.splitlines()[-1].split()
    assert len(imports) > 100
    numpy = imports.index("numpy._core._multiarray_umath")
    for at in (*range(1, len(imports), len(imports) // 8), *range(numpy, numpy + 14)):
        done = python(tmp_path, "-c", STARTING, str(at), *arguments)
        assert (done.returncode, done.stdout) == (130, ""), imports[at - 1]
        assert done.stderr in (
            "digestlint: interrupted; files are either done or untouched\n",
            "digestlint: interrupted: 0 of 1 files were checked; 1 was not, and is unchanged\n",
            # What shows a diff is imported when the file was checked.
            "digestlint: interrupted: 1 of 1 files were checked\n",
        ), imports[at - 1]


@pytest.mark.parametrize("command", [["check"], ["check", "--fix"], ["restore"], ["toc"]])
def test_while_it_waits_for_input(tmp_path: Path, command: list[str]) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", STARTING, "-1", *command, "-"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdout and process.stdout.readline() == "ready\n"
    time.sleep(0.2)
    os.kill(process.pid, signal.SIGINT)
    assert process.wait(timeout=10) == 130
    assert process.communicate()[1].startswith("digestlint: interrupted")


def test_what_is_being_written_is_finished(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(interrupts, "_state", interrupts._State())
    monkeypatch.setattr(interrupts, "_end", lambda: said.append("end"))
    with interrupts.held():
        with interrupts.held():
            interrupts._interrupted(signal.SIGINT, None)
        assert said == []
    assert said == ["end"]

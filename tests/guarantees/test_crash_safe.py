"""Promise 3: whatever happens while a file is written, it is the old one or the new one."""

from __future__ import annotations

import errno
import os
import random
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from digestlint.fixes import writer
from digestlint.fixes.writer import WriteError, write_atomic
from digestlint.project.config import load_config
from digestlint.run.task import Task
from tests.discovering import discover
from tests.places import SOURCE
from tests.support import run_file

posix = pytest.mark.skipif(os.name != "posix", reason="POSIX file semantics")

OLD, NEW = b"old\r\n" * 3000, "new 论文\n".encode() * 5000
ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS, errno.EDQUOT, errno.EPERM)
# Every call of the writer that reaches the file system.
CALLS = (
    *((os, name) for name in ("open", "fdopen", "fsync", "fchown", "fchmod", "access", "close")),
    *((os, name) for name in ("stat", "fstat", "replace", "unlink", "listxattr")),
    *((Path, "resolve"), (writer, "read_rest")),
)
WRITES = ("write", "flush")  # of the open file


class Faults:
    """Counts the calls, and does something at one of them."""

    def __init__(self, at: int, act: Callable[[str], None]) -> None:
        self._at = at
        self._act = act
        self.calls: list[str] = []

    def step(self, name: str) -> None:
        self.calls.append(name)
        if len(self.calls) == self._at:
            self._act(name)


class FaultyFile:
    """An open file whose writes are steps, too; half of the data is written before one fails."""

    def __init__(self, file: Any, faults: Faults) -> None:
        self._file = file
        self._faults = faults

    def __enter__(self) -> FaultyFile:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
        self._faults.step("closed")

    def fileno(self) -> int:
        return int(self._file.fileno())

    def write(self, data: bytes) -> None:
        half = len(data) // 2
        self._file.write(data[:half])
        self._file.flush()
        self._faults.step("write")
        self._file.write(data[half:])

    def flush(self) -> None:
        self._faults.step("flush")
        self._file.flush()


@contextmanager
def injected(at: int, act: Callable[[str], None]) -> Iterator[Faults]:
    """Let ``act`` happen at the call number ``at`` (from 1) that reaches the file system."""
    faults = Faults(at, act)

    def stepping(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            faults.step(name)
            made = real(*arguments, **options)
            return FaultyFile(made, faults) if name == "fdopen" else made

        return call

    with pytest.MonkeyPatch.context() as patch:
        for owner, name in CALLS:
            patch.setattr(owner, name, stepping(name, getattr(owner, name)))
        # The writer asks which of its functions it may use.
        patch.setattr(os, "supports_effective_ids", set())
        yield faults


def failing(code: int) -> Callable[[str], None]:
    def fail(name: str) -> None:
        raise OSError(code, os.strerror(code))

    return fail


def interrupting(name: str) -> None:
    raise KeyboardInterrupt


def steps() -> list[str]:
    """The calls of an undisturbed replacement."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "a.md"
        file.write_bytes(OLD)
        with injected(0, interrupting) as faults:
            assert write_atomic(file, NEW, expected=OLD, within=file.parent)
    return faults.calls


STEPS = steps()


# What is lost when these fail is the owner, an attribute, or that a power failure is survived.
HARMLESS = range(STEPS.index("fchown") + 1, STEPS.index("fchmod") + 1)
# A folder that may not be listed can still be passed through.
FOLDER_OPENED = range(2, STEPS.index("stat") + 1)
REPLACED = STEPS.index("replace") + 1  # the number of the step


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "digest.md"
    file.write_bytes(OLD)
    file.chmod(0o640)
    return file


def leftovers(file: Path) -> list[Path]:
    return [path for path in file.parent.iterdir() if path != file]


def test_the_steps_are_known() -> None:
    assert {"open", "fdopen", "write", "flush", "fsync", "replace", "fchmod"} <= set(STEPS)
    assert len(STEPS) >= 18


@posix
@pytest.mark.parametrize("code", ERRORS, ids=errno.errorcode.get)
@pytest.mark.parametrize("at", range(1, len(STEPS) + 1))
def test_an_error_at_any_step(file: Path, at: int, code: int) -> None:
    is_passed = at in FOLDER_OPENED and code in (errno.EACCES, errno.EPERM)
    succeeds = at > REPLACED or at in HARMLESS or is_passed
    with injected(at, failing(code)) as faults:
        if succeeds:
            assert write_atomic(file, NEW, expected=OLD, within=file.parent)
        else:
            with pytest.raises(
                WriteError, match=f"^could not be written: {os.strerror(code)}$".lower()
            ):
                write_atomic(file, NEW, expected=OLD, within=file.parent)
    assert len(faults.calls) >= at
    assert file.read_bytes() == (NEW if succeeds else OLD)
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert leftovers(file) == []


@posix
@pytest.mark.parametrize("at", range(1, len(STEPS) + 1))
def test_an_interrupt_at_any_step(file: Path, at: int) -> None:
    with injected(at, interrupting), pytest.raises(KeyboardInterrupt):
        write_atomic(file, NEW, expected=OLD, within=file.parent)
    assert file.read_bytes() == (NEW if at > REPLACED else OLD)
    assert leftovers(file) == []


@posix
@pytest.mark.parametrize("at", range(1, len(STEPS) + 1))
def test_another_program_saves_at_any_step(file: Path, at: int) -> None:
    saved = b"saved by the editor"

    def saving(_: str) -> None:
        with open(file, "wb") as editor:  # noqa: PTH123
            editor.write(saved)

    # It asks for the size before it reads.
    last_look = max(i for i, name in enumerate(STEPS, 1) if name == "read_rest") + 1
    with injected(at, saving):
        if at <= last_look:
            with pytest.raises(WriteError, match="changed by another program meanwhile"):
                write_atomic(file, NEW, expected=OLD, within=file.parent)
        else:
            assert write_atomic(file, NEW, expected=OLD, within=file.parent)
    # Three steps are left between looking and replacing, too short to save in but for chance.
    assert file.read_bytes() == (NEW if last_look < at <= REPLACED else saved)
    assert leftovers(file) == []


@posix
@pytest.mark.parametrize("at", range(1, len(STEPS) + 1))
def test_a_kill_at_any_step(file: Path, at: int) -> None:
    child = os.fork()
    if not child:
        with injected(at, lambda _: os.kill(os.getpid(), signal.SIGKILL)):
            write_atomic(file, NEW, expected=OLD, within=file.parent)
        os._exit(0)
    assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL
    content = file.read_bytes()
    assert content == (NEW if at > REPLACED else OLD)
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    # What is left of it is not Markdown, and does not get in the way.
    assert discover([file.parent], root=file.parent) == ([file], [])
    assert write_atomic(file, b"newer", expected=content)
    assert file.read_bytes() == b"newer"


WRITING = """
import sys
from pathlib import Path
from digestlint.fixes.writer import write_atomic
file = Path(sys.argv[1])
old, new = b"old\\n" * 100_000, b"new!\\n" * 100_000
print("ready", flush=True)
while True:
    write_atomic(file, new, expected=old)
    write_atomic(file, old, expected=new)
"""


@posix
def test_kills_at_random_moments(file: Path) -> None:
    versions = b"old\n" * 100_000, b"new!\n" * 100_000
    chance = random.Random(1)
    for _ in range(12):
        file.write_bytes(versions[0])
        with subprocess.Popen(
            [sys.executable, "-c", WRITING, str(file)],
            env={**os.environ, "PYTHONPATH": str(SOURCE)},
            stdout=subprocess.PIPE,
        ) as writing:
            assert writing.stdout
            assert writing.stdout.readline() == b"ready\n"
            time.sleep(chance.random() / 20)
            writing.kill()
        assert file.read_bytes() in versions
        assert stat.S_IMODE(file.stat().st_mode) == 0o640
        assert discover([file.parent], root=file.parent) == ([file], [])


INSECURE = "See [a paper](http://arxiv.org/abs/2510.00001).\r\n"


@posix
@pytest.mark.parametrize("place", ["plain", "link", "hard link"])
def test_a_fix_keeps_mode_line_endings_and_links(tmp_path: Path, place: str) -> None:
    real = tmp_path / "real.md"
    real.write_bytes(INSECURE.encode())
    real.chmod(0o604)
    named = tmp_path / "named.md"
    if place == "link":
        named.symlink_to("real.md")
    elif place == "hard link":
        named.hardlink_to(real)
    else:
        named = real
    result = run_file(Task(named, load_config(None), fix=True))
    assert (result.problem, len(result.applied)) == (None, 1)
    assert named.read_bytes() == INSECURE.replace("http:", "https:").encode()
    assert stat.S_IMODE(named.stat().st_mode) == 0o604
    assert named.is_symlink() == (place == "link")
    # Nothing but overwriting would change the other name, and that is not safe.
    assert real.read_bytes() == (INSECURE.encode() if place == "hard link" else named.read_bytes())


@posix
@pytest.mark.parametrize("code", ERRORS, ids=errno.errorcode.get)
def test_a_fix_that_cannot_be_written_is_a_problem_and_no_result(
    file: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    file.write_text(INSECURE)
    before = file.read_bytes()

    def fail(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", fail)
    result = run_file(Task(file, load_config(None), fix=True))
    assert result.problem == f"could not be written: {os.strerror(code).lower()}"
    assert list(result.applied) == []
    assert file.read_bytes() == before

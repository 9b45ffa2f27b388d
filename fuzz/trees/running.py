"""One run of the program, with limits, and how it ended. For Linux."""

from __future__ import annotations

import os
import re
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import NamedTuple

from fuzz.trees.contents import ENVIRONMENT
from fuzz.trees.plan import REPOSITORY, TOP, Command

ROOT = Path(__file__).resolve().parents[2]
DIGESTLINT = (sys.executable, "-P", "-m", "digestlint")

_PROCESSOR = 10  # seconds
_WAITING = 5.0  # seconds without any work until it counts as waiting
_LONGEST = 120.0  # seconds by the clock, on a busy machine
_ADDRESSES = 4_000_000_000
_OUTPUT = 64_000_000  # bytes
MEMORY = 300_000_000  # bytes that any tree may make a run take


class Outcome(NamedTuple):
    """How a run ended; ``stopped`` says why it was stopped, if it was."""

    code: int
    out: bytes
    err: bytes
    stopped: str
    memory: int


def run(command: Command, top: bytes, program: Sequence[str] = DIGESTLINT) -> Outcome:
    """Run it in the tree at ``top``."""
    words = [*map(os.fsencode, program), *(word.replace(TOP, top) for word in command.words)]
    place = os.path.join(top, REPOSITORY, command.folder)
    os.makedirs(place, exist_ok=True)
    # Nothing comes from this pipe until the run is over.
    reading, writing = os.pipe()
    with TemporaryFile() as stdin, TemporaryFile() as out, TemporaryFile() as err:
        stdin.write(command.stdin or b"")
        stdin.seek(0)
        process = subprocess.Popen(
            words,
            cwd=place,
            env=_environment(command, top),
            stdin=stdin if command.stdin is not None else reading,
            stdout=out,
            stderr=err,
            start_new_session=True,
        )
        limits = (
            (resource.RLIMIT_CPU, _PROCESSOR),
            (resource.RLIMIT_AS, _ADDRESSES),
            (resource.RLIMIT_FSIZE, _OUTPUT),
            (resource.RLIMIT_CORE, 0),
        )
        for limit, value in limits:
            with suppress(ProcessLookupError):
                resource.prlimit(process.pid, limit, (value, value + 1))
        stopped, status, peak = _wait(process.pid)
        os.close(reading)
        os.close(writing)
        process.returncode = code = os.waitstatus_to_exitcode(status)
        if code in (-signal.SIGXCPU, -signal.SIGKILL) and not stopped:
            stopped = "takes too much time"
        out.seek(0)
        err.seek(0)
        return Outcome(code, out.read(), err.read(), stopped, peak * 1024)


def _environment(command: Command, top: bytes) -> Mapping[bytes, bytes]:
    kept = {
        b"PATH": os.path.join(top, b"bin"),
        b"HOME": os.path.join(top, b"home"),
        b"TMPDIR": os.path.join(top, b"tmp"),
        b"PYTHONPATH": os.fsencode(ROOT / "hooks"),
        b"PYTHONDONTWRITEBYTECODE": b"1",
        b"LANG": b"C.UTF-8",
        b"CI_TOKEN": ENVIRONMENT.encode(),
    }
    if command.home == "none":
        del kept[b"HOME"]
    elif command.home == "relative":
        kept[b"XDG_CACHE_HOME"] = kept[b"XDG_CONFIG_HOME"] = b"relative"
    elif command.home == "repository":
        kept[b"HOME"] = os.path.join(top, REPOSITORY)
    return {**kept, **dict(command.environment)}


def _wait(pid: int) -> tuple[str, int, int]:
    """Wait until the process has ended, or end it; return its peak memory in KiB, too."""
    start = last_work = time.monotonic()
    worked = peak = 0
    pause = 0.01
    stopped = ""
    while True:
        found, status, usage = os.wait4(pid, os.WNOHANG)
        if found:
            # Linux starts a child with the peak of its parent, which may be the larger one.
            parent = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            return stopped, status, usage.ru_maxrss if usage.ru_maxrss > parent else peak
        peak = max(peak, _memory(pid))
        time.sleep(pause)
        now = time.monotonic()
        if now - start < 1:
            continue
        pause = 0.1
        work = _processor_time(pid)
        if work != worked:
            worked, last_work = work, now
        if now - last_work > _WAITING:
            stopped = "waits for ever"
        elif now - start > _LONGEST:
            stopped = "does not end"
        if stopped:
            with suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)


def _memory(pid: int) -> int:
    """Return the peak memory of a process until now, in KiB; 0 where it has just ended."""
    with suppress(OSError):
        status = Path(f"/proc/{pid}/status").read_text("latin-1")
        if found := re.search(r"^VmHWM:\s*(\d+)", status, re.MULTILINE):
            return int(found[1])
    return 0


def _processor_time(session: int) -> int:
    """Of all processes of a session, in ticks."""
    ticks = 0
    for folder in Path("/proc").iterdir():
        if not folder.name.isdecimal():
            continue
        with suppress(OSError, ValueError, IndexError):
            # pid (name) state ppid pgrp session …, utime and stime are the 14th and 15th.
            fields = (folder / "stat").read_text("latin-1").rpartition(")")[2].split()
            if int(fields[3]) == session:
                ticks += int(fields[11]) + int(fields[12])
    return ticks

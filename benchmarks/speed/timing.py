"""Running commands in turn and taking their time and memory."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

_BUDGET = 90.0  # seconds; a tool that took that long on a load is not run on it again


@dataclass
class Times:
    """The runs of one tool on one load: seconds, and MiB of its largest process."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    memory: float = 0.0
    failure: str = ""

    @property
    def seconds(self) -> float:
        """The median of the wall times."""
        return median(self.wall)

    @property
    def cpu_seconds(self) -> float:
        """The median of user and system time, of child processes as well."""
        return median(self.cpu)


@dataclass(frozen=True)
class Job:
    """A command to measure, and what to do before each run of it."""

    command: str
    folder: Path
    prepare: Callable[[], object] = lambda: None
    warm: bool = False  # one run comes first and does not count


def measure(jobs: Sequence[Job], repeats: int, environment: dict[str, str]) -> list[Times]:
    """Run all ``jobs`` in turn, ``repeats`` times, so that load on the machine hits all alike."""
    times = [Times() for _ in jobs]
    for round_number in range(-1, repeats):
        for job, its in zip(jobs, times, strict=True):
            counts = round_number >= 0
            if its.failure or sum(its.wall) > _BUDGET or not (counts or job.warm):
                continue
            job.prepare()
            wall, cpu, memory, code = _run(job, environment)
            if code not in (0, 1):  # linters exit with 1 when they find something
                its.failure = f"exit status {code}"
            elif counts:
                its.wall.append(wall)
                its.cpu.append(cpu)
                its.memory = max(its.memory, memory)
    return times


def _run(job: Job, environment: dict[str, str]) -> tuple[float, float, float, int]:
    start = time.perf_counter()
    process = subprocess.Popen(
        ["/bin/sh", "-c", f"exec {job.command}" if "|" not in job.command else job.command],
        cwd=job.folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, process.returncode

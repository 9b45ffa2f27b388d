"""What a worker does: it takes batches of items, and marks the one that it is working on."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence

from digestlint._runtime.language import speak
from digestlint._runtime.workers import cpu_limit

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Any

_job: list[Any] = []  # of a worker: what it was started with


def begin(language: str, *job: Any) -> None:
    """Make this process a worker, which speaks ``language``."""
    speak(language)
    # Ctrl-C reaches all processes; only the parent speaks, and ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    cpu_limit.prepare()
    _job[:] = job


def work(batch: Sequence[int]) -> list[tuple[Any] | None]:
    """Return the results of a batch, each in a tuple; None where there is none."""
    function, items, seconds, marks = _job
    results: list[tuple[Any] | None] = []
    for index in batch:
        marks[index] = os.getpid()
        cpu_limit.limit(seconds[index])
        try:
            results.append((function(items[index]),))
        except BaseException:
            results.append(None)
        cpu_limit.unlimit()
        marks[index] = 0
    return results

"""Ends this process where a piece of work takes too long, whatever it is doing then.

The system does it: once a process has used up its time, Linux and macOS end it. Windows has no such
limit, and there a thread that needs nothing of Python's ends it, by the clock on the wall.
"""

from __future__ import annotations

import faulthandler
import os
import signal
from math import ceil, floor
from time import process_time

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

_GRACE = 1  # second, for the work to notice it itself, and to say more
_MOST = 1e9  # seconds, which is for ever
_EXIT_CODE = 1  # of `faulthandler`; a worker has no other reason to end with it


def prepare() -> None:
    """Let a process that is ended leave nothing behind."""
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def limit(seconds: float) -> None:
    """End this process when it has taken ``seconds`` from now on."""
    seconds = min(seconds, _MOST) + _GRACE
    if resource is None:
        faulthandler.dump_traceback_later(seconds, exit=True, file=_nowhere())
        return
    most = resource.getrlimit(resource.RLIMIT_CPU)[1]
    end = ceil(process_time() + seconds)
    if most != resource.RLIM_INFINITY:
        end = min(end, floor(most))
    resource.setrlimit(resource.RLIMIT_CPU, (end, most))


def unlimit() -> None:
    """Take the limit back: nothing is being done."""
    if resource is None:
        faulthandler.cancel_dump_traceback_later()


def was_too_slow(exit_code: int | None) -> bool:
    """Whether a process with this exit code was ended by its limit."""
    return exit_code == (_EXIT_CODE if resource is None else -signal.SIGXCPU)


_open: list[int] = []


def _nowhere() -> int:
    """Return a descriptor where a traceback is lost."""
    if not _open:
        _open.append(os.open(os.devnull, os.O_WRONLY))
    return _open[0]

"""Stops work that takes too long.

``with time_limit(seconds, total):`` sets the limit for each piece of work inside that is marked by
``with running(Work()):``, apart from all others, and one for everything inside together. ``with
step(name):`` marks what only the latter limits.

Time is that of the processor, so that nothing is stopped because the machine has other work.

In the main thread of a POSIX system an alarm interrupts Python code and regular expressions, which
look for signals while they match. Elsewhere (Windows, other threads,
or where the program uses the alarm itself) another thread watches: it stops Python code between
two of its instructions, and so a regular expression only once it has come to its end.
"""

from __future__ import annotations

from _thread import get_ident

from digestlint._runtime.time_watch import (
    CHANGING,
    OutOfTimeError,
    TooSlowError,
    Watch,
    Watcher,
    Work,
    is_used_up,
)

TYPE_CHECKING = False  # of `typing`, which takes long to import
if TYPE_CHECKING:
    from types import FrameType
    from typing import Any

# How often an alarm comes within the limit. Work is charged by alarms: a clock would have to be
# read each time that it is taken up.
_ALARMS = 10


class running:
    """Marks that ``work`` is done inside; raises ``TooSlowError`` there.

    Marks may be nested: the inner work is then charged, not the outer one.
    """

    __slots__ = ("_outer", "_watch", "_work")

    def __init__(self, work: Work) -> None:
        self._work = work

    def __enter__(self) -> None:
        self._watch = _watches.get(get_ident())
        if self._watch is not None:
            self._outer = self._watch.work
            self._watch.change(self._work)

    def __exit__(self, *_: object) -> None:
        if self._watch is not None:
            self._watch.change(self._outer)


def step(name: str) -> running:
    """Mark a step that has no limit of its own."""
    return running(Work(name, limited=False))


def work_of(name: str) -> Work:
    """Return the work called ``name``, the same all through a ``time_limit``."""
    watch = _watches.get(get_ident())
    return Work(name) if watch is None else watch.known.setdefault(name, Work(name))


class time_limit:
    """Let no work inside take longer than ``seconds``, nor all of it longer than ``total``.

    Little more is possible. An outer limit wins.

    Attributes:
        slowest: Once it is over: the name of the work that took most of the time, if there is one.
    """

    __slots__ = ("_interval", "_most", "_most_in_all", "_watch", "slowest")

    def __init__(self, seconds: float, total: float = float("inf")) -> None:
        self._interval = min(seconds, total) / _ALARMS
        self._most = seconds / self._interval + 0.5  # whatever was lost in dividing
        self._most_in_all = total / self._interval + 0.5
        self.slowest = ""

    def __enter__(self) -> None:
        thread = get_ident()
        self._watch: Watch | None = None
        if thread not in _watches:
            watch = _alarm(self._interval) or Watcher(thread, self._interval)
            watch.most, watch.most_in_all = self._most, self._most_in_all
            self._watch = _watches[thread] = watch

    def __exit__(self, *_: object) -> None:
        if self._watch is not None:
            self._watch.end()
            del _watches[get_ident()]
            spent = self._watch.spent
            self.slowest = max(spent, key=spent.__getitem__, default="")


_watches: dict[int, Watch] = {}  # by thread


class _Alarm(Watch):
    """Charges by the timer of the process."""

    def __init__(self, signals: Any) -> None:
        super().__init__()
        self._signals = signals

    def ring(self, _number: int, frame: FrameType | None) -> None:
        if error := is_used_up(self, frame):
            raise error

    def end(self) -> None:
        self.work, self.most_in_all = None, float("inf")
        self._signals.setitimer(self._signals.ITIMER_PROF, 0)
        self._signals.signal(self._signals.SIGPROF, self._signals.SIG_DFL)


def _alarm(interval: float) -> Watch | None:
    """Return the timer, if there is one that nobody else uses."""
    # `signal` makes enums of its constants, which takes longer than all that is done here.
    import _signal as signals  # type: ignore[import-not-found]

    if not hasattr(signals, "setitimer") or signals.getitimer(signals.ITIMER_PROF)[0]:
        return None
    if signals.getsignal(signals.SIGPROF) != signals.SIG_DFL:
        return None
    watch = _Alarm(signals)
    try:
        signals.signal(signals.SIGPROF, watch.ring)
    except ValueError:  # not the main thread
        return None
    signals.setitimer(signals.ITIMER_PROF, interval, interval)
    return watch


CHANGING.update(
    function.__code__
    for function in (running.__enter__, running.__exit__, time_limit.__exit__, _Alarm.end)
)

__all__ = ["OutOfTimeError", "TooSlowError", "Work", "running", "step", "time_limit", "work_of"]

"""Stops work that takes too long.

``with time_limit(seconds):`` sets the limit for each piece of work inside that is marked by ``with
running(Work()):``, apart from all others. Time that is spent outside of such marks is not limited.

Time is that of the processor, so that nothing is stopped because the machine has other work.

In the main thread of a POSIX system an alarm interrupts Python code and regular expressions, which
look for signals while they match. Elsewhere (Windows, other threads,
or where the program uses the alarm itself) another thread watches: it stops Python code between
two of its instructions, and so a regular expression only once it has come to its end.
"""

from __future__ import annotations

from _thread import get_ident
from sys import _current_frames

TYPE_CHECKING = False  # of `typing`, which takes long to import
if TYPE_CHECKING:
    from types import FrameType
    from typing import Any

# How often an alarm comes within the limit. Work is charged by alarms: a clock would have to be
# read each time that it is taken up.
_ALARMS = 10


class TooSlowError(BaseException):
    """The work has used up its time; no ``except Exception`` on the way may take it for its own."""


class Work:
    """One piece of work; it may be left and taken up again, and its time adds up."""

    __slots__ = ("alarms",)

    def __init__(self) -> None:
        self.alarms = 0  # that came while it ran


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


def work_of(name: str) -> Work:
    """The work called ``name``, the same all through a ``time_limit``."""
    watch = _watches.get(get_ident())
    return Work() if watch is None else watch.known.setdefault(name, Work())


class time_limit:
    """Let no work inside take longer than ``seconds``, or little more; an outer limit wins."""

    __slots__ = ("_interval", "_watch")

    def __init__(self, seconds: float) -> None:
        self._interval = seconds / _ALARMS

    def __enter__(self) -> None:
        thread = get_ident()
        self._watch: _Watch | None = None
        if thread not in _watches:
            self._watch = _alarm(self._interval) or _Watcher(thread, self._interval)
            _watches[thread] = self._watch

    def __exit__(self, *_: object) -> None:
        if self._watch is not None:
            self._watch.end()
            del _watches[get_ident()]


class _Watch:
    """What sees to it that the current work ends in time."""

    work: Work | None = None

    def __init__(self) -> None:
        self.known: dict[str, Work] = {}  # by name

    def change(self, work: Work | None) -> None:
        """Charge ``work`` from now on."""
        self.work = work

    def end(self) -> None:
        """Charge nothing any more, and leave everything as it was."""


_watches: dict[int, _Watch] = {}  # by thread


def _is_used_up(work: Work | None, frame: FrameType | None) -> bool:
    """Charge ``work`` for one alarm; whether it has to be stopped, now that ``frame`` runs.

    That is asked again and again: C code may put an exception of its own in the place of another.
    """
    if work is None:
        return False
    work.alarms += 1
    return work.alarms > _ALARMS and frame is not None and frame.f_code not in _CHANGING


class _Alarm(_Watch):
    """Charges by the timer of the process."""

    def __init__(self, signals: Any) -> None:
        super().__init__()
        self._signals = signals

    def ring(self, _number: int, frame: FrameType | None) -> None:
        if _is_used_up(self.work, frame):
            raise TooSlowError

    def end(self) -> None:
        self.work = None
        self._signals.setitimer(self._signals.ITIMER_PROF, 0)
        self._signals.signal(self._signals.SIGPROF, self._signals.SIG_DFL)


def _alarm(interval: float) -> _Watch | None:
    """The timer, if there is one that nobody else uses."""
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


class _Watcher(_Watch):
    """Charges by a thread that wakes up again and again."""

    def __init__(self, thread: int, interval: float) -> None:
        import threading  # not on the usual way

        super().__init__()
        self._thread = thread
        self._raised = False
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._watcher = threading.Thread(target=self._watch, args=(interval,), daemon=True)
        self._watcher.start()

    def change(self, work: Work | None) -> None:
        with self._lock:
            if self._raised:  # too late for what was charged: it must not hit what comes now
                self._catch()
            self.work = work

    def end(self) -> None:
        self.change(None)
        self._ended.set()
        self._watcher.join()

    def _watch(self, interval: float) -> None:
        from time import process_time  # there is no clock of another thread on all systems

        charged = process_time()
        while not self._ended.wait(interval):
            now = process_time()
            if now - charged < interval / 2:  # waiting, for a file or for the processor
                continue
            charged = now
            with self._lock:
                if _is_used_up(self.work, _current_frames().get(self._thread)):
                    self._raise()

    def _raise(self) -> None:
        """Let ``TooSlowError`` be raised in the watched thread, soon."""
        import ctypes  # heavy

        self._raised = True
        raised = ctypes.py_object(TooSlowError)
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self._thread), raised)

    def _catch(self) -> None:
        """In the watched thread: let what may still be raised be raised here.

        Python could be told to forget it, but would go on looking for it all the time (until 3.12),
        and never get any further while something traces it, such as a debugger or Coverage.py.
        """
        try:
            self._raise()  # once more: it may have been raised already
            while True:
                pass
        except TooSlowError:
            self._raised = False


# While these run, the current work is beginning or ending, and is not to be torn out of its mark.
_CHANGING = frozenset(
    function.__code__
    for function in (
        running.__enter__,
        running.__exit__,
        _Watch.change,
        _Watcher.change,
        _Watcher._catch,
    )
)

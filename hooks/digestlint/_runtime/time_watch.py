"""What watches over work that has a limit: counts alarms, and says when it is to be stopped."""

from __future__ import annotations

from sys import _current_frames

TYPE_CHECKING = False  # of `typing`, which takes long to import
if TYPE_CHECKING:
    from types import CodeType, FrameType


class TooSlowError(BaseException):
    """The work has used up its time; no ``except Exception`` on the way may take it for its own."""


class OutOfTimeError(BaseException):
    """All work together has used up its time."""


class Work:
    """One piece of work; it may be left and taken up again, and its time adds up."""

    __slots__ = ("alarms", "limited", "name")

    def __init__(self, name: str = "", *, limited: bool = True) -> None:
        self.name = name
        self.limited = limited
        self.alarms = 0  # that came while it ran


class Watch:
    """What sees to it that the current work ends in time."""

    work: Work | None = None
    most = most_in_all = float("inf")  # alarms

    def __init__(self) -> None:
        self.known: dict[str, Work] = {}  # by name
        self.spent: dict[str, int] = {}  # alarms, by the name of the work
        self.alarms = 0

    def change(self, work: Work | None) -> None:
        """Charge ``work`` from now on."""
        self.work = work

    def end(self) -> None:
        """Charge nothing any more, and leave everything as it was."""


def is_used_up(watch: Watch, frame: FrameType | None) -> type[BaseException] | None:
    """Charge for one alarm; how to stop what now runs in ``frame``, if it has to be stopped.

    That is asked again and again: C code may put an exception of its own in the place of another.
    """
    work = watch.work
    watch.alarms += 1
    if work is not None:
        work.alarms += 1
        watch.spent[work.name] = watch.spent.get(work.name, 0) + 1
    if frame is None or frame.f_code in CHANGING:
        return None
    if watch.alarms > watch.most_in_all:
        return OutOfTimeError
    if work is not None and work.limited and work.alarms > watch.most:
        return TooSlowError
    return None


class Watcher(Watch):
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
        """Charge ``work`` from now on."""
        with self._lock:
            if self._raised:  # too late for what was charged: it must not hit what comes now
                self._catch()
            self.work = work

    def end(self) -> None:
        """Charge nothing any more."""
        self.most_in_all = float("inf")
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
                if error := is_used_up(self, _current_frames().get(self._thread)):
                    self._raise(error)

    def _raise(self, error: type[BaseException]) -> None:
        """Let ``error`` be raised in the watched thread, soon."""
        import ctypes  # heavy

        self._raised = True
        raised = ctypes.py_object(error)
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self._thread), raised)

    def _catch(self) -> None:
        """In the watched thread: let what may still be raised be raised here.

        Python could be told to forget it, but would go on looking for it all the time (until 3.12),
        and never get any further while something traces it, such as a debugger or Coverage.py.
        """
        try:
            self._raise(TooSlowError)  # once more: it may have been raised already
            while True:
                pass
        except (TooSlowError, OutOfTimeError):
            self._raised = False


# While these run, the current work is beginning or ending, and is not to be torn out of its mark.
CHANGING: set[CodeType] = {
    function.__code__ for function in (Watch.change, Watcher.change, Watcher.end, Watcher._catch)
}

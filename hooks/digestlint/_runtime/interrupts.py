"""Ctrl-C ends the run: at once, whatever it is doing, and with one sentence.

Python would raise ``KeyboardInterrupt`` between any two instructions. C code, such as what numpy
runs while it loads, may mistake that for an error of its own, and the run continues. So the process
ends in the signal handler.
"""

import _signal as signals  # type: ignore[import-not-found]  # `signal` makes enums first
import os
import sys

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from collections.abc import Callable

EXIT_CODE = 130
MESSAGE = "interrupted; files are either done or untouched"


class _State:
    """State that the signal handler reads."""

    def __init__(self) -> None:
        self.process = 0
        self.holds = 0  # how many wait for something to be finished
        self.is_pending = False
        self.message: Callable[[], str] = lambda: MESSAGE
        self.endings: list[Callable[[], None]] = []


_state = _State()


def take_over() -> None:
    """Make Ctrl-C end this process from now on, unless another handler is installed."""
    if signals.getsignal(signals.SIGINT) is not signals.default_int_handler:
        return  # a shell's background job, or done already
    _state.process = os.getpid()
    signals.signal(signals.SIGINT, _interrupted)


class saying:
    """Have a run that is interrupted inside the block print what ``message`` returns."""

    def __init__(self, message: "Callable[[], str]") -> None:
        self._message = message

    def __enter__(self) -> None:
        self._outer = _state.message
        _state.message = self._message

    def __exit__(self, *_: object) -> None:
        _state.message = self._outer


class ending:
    """Have a run that is interrupted inside the block call ``action`` before it ends."""

    def __init__(self, action: "Callable[[], None]") -> None:
        self._action = action

    def __enter__(self) -> None:
        _state.endings.append(self._action)

    def __exit__(self, *_: object) -> None:
        _state.endings.remove(self._action)


class held:
    """Delay interrupts inside the block, which must not be left half done."""

    def __enter__(self) -> None:
        _state.holds += 1

    def __exit__(self, *_: object) -> None:
        _state.holds -= 1
        if _state.is_pending and not _state.holds:
            _end()


def _interrupted(_number: int, _frame: object) -> None:
    if _state.holds:
        _state.is_pending = True
    else:
        _end()


def _end() -> None:
    if os.getpid() != _state.process:  # a copy, which leaves talking to the first process
        os._exit(EXIT_CODE)
    signals.signal(signals.SIGINT, signals.SIG_IGN)
    try:
        for action in reversed(_state.endings):
            action()
        # The text streams may be in the middle of something.
        text = f"digestlint: {_state.message()}\n"
        if "tqdm" in sys.modules and os.isatty(2):
            text = "\n" + text  # below the progress bar
        encoding = getattr(sys.stderr, "encoding", None) or "ascii"
        os.write(2, text.encode(encoding, "backslashreplace"))
    finally:
        os._exit(EXIT_CODE)

"""How long the work on one file may take, and each pattern of a user's schema in it.

``with TimeBudget(seconds, for_each):`` sets both for what is done inside, in this thread. Nothing
interrupts the work: whoever does it looks at the budget between two steps (``check_time``), and
gives a pattern what is left (``seconds_left``). Time is that of the processor, so that nothing is
stopped because the machine has other work.
"""

from __future__ import annotations

from _contextvars import ContextVar
from time import thread_time

from digestlint._runtime.errors import DigestlintError
from digestlint._runtime.language import say

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from collections.abc import Callable
    from contextvars import Token

_DEFAULT = 10.0  # seconds of a pattern outside of any budget, each time


class OutOfTimeError(DigestlintError):
    """The work on a file takes too long."""


class TimeBudget:
    """Lets the work inside take ``seconds``, and each of its patterns ``for_each`` of them.

    Where it has ``is_stale``, the time is up as soon as that returns true: nobody needs the work.
    """

    def __init__(
        self, seconds: float, for_each: float, is_stale: Callable[[], bool] | None = None
    ) -> None:
        self._seconds = seconds
        self._for_each = for_each
        self._is_stale = is_stale

    def __enter__(self) -> None:
        self._end = thread_time() + self._seconds
        self._spent: dict[str, float] = {}
        self._token: Token[TimeBudget | None] = _budget.set(self)

    def __exit__(self, *_: object) -> None:
        _budget.reset(self._token)

    def check(self) -> None:
        """Raise ``OutOfTimeError`` where the time is up."""
        if thread_time() > self._end or (self._is_stale is not None and self._is_stale()):
            raise OutOfTimeError(say("takes too long to check"))

    def left(self, pattern: str) -> float:
        """Return the seconds that ``pattern`` may still take."""
        return min(self._for_each - self._spent.get(pattern, 0.0), self._end - thread_time())

    def spend(self, pattern: str, seconds: float) -> None:
        """Charge ``pattern``; all its searches count together."""
        self._spent[pattern] = self._spent.get(pattern, 0.0) + seconds


_budget: ContextVar[TimeBudget | None] = ContextVar("_budget", default=None)


def check_time() -> None:
    """Look whether the time for the file is up.

    Raises:
        OutOfTimeError: when it is.
    """
    if (budget := _budget.get()) is not None:
        budget.check()


def seconds_left(pattern: str) -> float:
    """Return the seconds that a search of ``pattern`` may take."""
    budget = _budget.get()
    return _DEFAULT if budget is None else budget.left(pattern)


def spend(pattern: str, seconds: float) -> None:
    """Charge ``pattern`` with the time of one search."""
    if (budget := _budget.get()) is not None:
        budget.spend(pattern, seconds)

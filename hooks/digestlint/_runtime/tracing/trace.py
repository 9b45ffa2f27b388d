"""The looks of a run with their answers, as they are recorded and kept.

Traces can be nested: what an inner one records is added to the outer ones when it ends. A look that
is taken once and reused (``once``) is in the trace of each user.
"""

import os

from digestlint._runtime.tracing.looks import NUL
from digestlint._runtime.tracing.seen import current

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import ParamSpec, TypeVar

    P = ParamSpec("P")
    R = TypeVar("R")
    Look = tuple[str, str, str]  # kind, what about it, path
    Looks = Mapping[Look, str]  # with the answers


class Trace:
    """The looks that a run took, with their answers; ``is_whole`` if these say all it knew."""

    __slots__ = ("is_whole", "seen")

    def __init__(self) -> None:
        self.seen: dict[Look, str] = {}
        self.is_whole = True

    def add(self, look: "Look", answer: str) -> None:
        """Add a look and its answer.

        If a look had two different answers, neither of them is what the run knew.
        """
        if self.seen.setdefault(look, answer) != answer:
            self.is_whole = False

    def absorb(self, seen: "Looks", is_whole: bool) -> None:
        """Add what another trace holds."""
        for look, answer in seen.items():
            self.add(look, answer)
        self.is_whole = self.is_whole and is_whole

    def pack(self) -> bytes | None:
        """Return the trace as the cache keeps it; None if it is not whole."""
        fields = [field for look, answer in self.seen.items() for field in (*look, answer)]
        if not self.is_whole or any(NUL in field for field in fields):
            return None
        return os.fsencode(NUL.join(fields))


class recording:
    """Records the looks taken inside the block, in outer traces as well."""

    def __enter__(self) -> Trace:
        self._trace = Trace()
        current.seen.recorded.append(self._trace)
        return self._trace

    def __exit__(self, *_: object) -> None:
        recorded = current.seen.recorded
        if self._trace in recorded:
            # With those inside that an alarm kept from ending: what they saw is lost.
            at = recorded.index(self._trace)
            self._trace.is_whole = self._trace.is_whole and at == len(recorded) - 1
            del recorded[at:]
        absorb(self._trace.seen, self._trace.is_whole)


def is_recording() -> bool:
    """Whether looks are recorded."""
    return bool(current.seen.recorded)


def absorb(seen: "Looks", is_whole: bool) -> None:
    """Record what was looked at earlier, or by another process."""
    if recorded := current.seen.recorded:
        recorded[-1].absorb(seen, is_whole)


def record(look: "Look", answer: str) -> None:
    """Record a look and its answer, if anything is recorded."""
    if recorded := current.seen.recorded:
        recorded[-1].add(look, answer)


def spoil() -> None:
    """Something happened that a trace does not hold: the answer of this run is for once only."""
    if recorded := current.seen.recorded:
        recorded[-1].is_whole = False


def once(function: "Callable[P, R]") -> "Callable[P, R]":
    """Cache like ``functools.cache``, but record the looks of ``function`` at each call."""

    def ask(*arguments: "P.args", **named: "P.kwargs") -> "R":
        key = (function, *arguments, *sorted(named.items()))
        known = current.seen.known
        if key in known:
            value, trace = known[key]
            absorb(trace.seen, trace.is_whole)
        else:
            with recording() as trace:
                value = function(*arguments, **named)
            known[key] = (value, trace)
        found: R = value
        return found

    return ask

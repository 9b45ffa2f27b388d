"""Building a tree, running its commands, checking all promises, and shrinking a failing tree."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from fuzz.trees.building import built
from fuzz.trees.oracles import Before, failures
from fuzz.trees.plan import Command, Failure, Plan
from fuzz.trees.running import DIGESTLINT, run
from fuzz.trees.swapping import swapped

_T = TypeVar("_T")
_MOST_TRIALS = 60


def tried(plan: Plan, program: Sequence[str] = DIGESTLINT) -> list[tuple[Command, Failure]]:
    """Return what fails with a plan, and after which command."""
    found = []
    with built(plan.items) as top:
        for command in plan.commands:
            with swapped(plan.swaps, top):  # so that all is there before
                pass
            before = Before.look(top)
            with swapped(plan.swaps, top):
                outcome = run(command, top, program)
            found += [(command, f) for f in failures(plan, command, top, before, outcome)]
            if command.twice and not plan.swaps and not outcome.stopped:
                again = run(command, top, program)
                if (again.code, again.out, again.err) != (outcome.code, outcome.out, outcome.err):
                    found.append((command, Failure("answers otherwise the second time", "")))
    return found


def shrunk(
    plan: Plan, command: Command, failure: Failure, program: Sequence[str] = DIGESTLINT
) -> Plan:
    """Return a smaller plan that fails in the same way; ``plan`` itself if it failed by chance."""
    left = _MOST_TRIALS

    def fails(smaller: Plan) -> bool:
        nonlocal left
        left -= 1
        times = 3 if smaller.swaps else 1
        return left >= 0 and any(
            failure in [found for _, found in tried(smaller, program)] for _ in range(times)
        )

    alone = plan._replace(commands=(command,))
    if fails(alone):
        plan = alone
    if plan.swaps and fails(plan._replace(swaps=())):
        plan = plan._replace(swaps=())
    items = _fewer(plan.items, lambda some: fails(plan._replace(items=tuple(some))))
    plan = plan._replace(items=tuple(items))
    swaps = _fewer(plan.swaps, lambda some: fails(plan._replace(swaps=tuple(some))))
    plan = plan._replace(swaps=tuple(swaps))
    (command,) = plan.commands if len(plan.commands) == 1 else (command,)
    first, *rest = command.words

    def with_words(words: Sequence[bytes]) -> Plan:
        return plan._replace(commands=(command._replace(words=(first, *words)),))

    if len(plan.commands) == 1:
        plan = with_words(_fewer(rest, lambda some: fails(with_words(some))))
    return plan


def _fewer(parts: Sequence[_T], fails: Callable[[Sequence[_T]], bool]) -> Sequence[_T]:
    """Fewer of the parts, with which it still fails: first in halves, then one by one."""
    size = max(len(parts) // 2, 1)
    while parts:
        at = 0
        while at < len(parts):
            rest = [*parts[:at], *parts[at + size :]]
            if fails(rest):
                parts = rest
            else:
                at += size
        if size == 1:
            break
        size //= 2
    return parts

"""Work spread over processes: results in order, and a process that dies costs one item.

Nothing is written by the processes, so that they can be ended at any moment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import TypeVar

    T = TypeVar("T")
    R = TypeVar("R")


def parallel_map(
    function: Callable[[T], R],
    items: Sequence[T],
    sizes: Sequence[int],
    seconds: Sequence[float],
    processes: int,
    on_crash: Callable[[T, bool], R],
) -> Iterator[R]:
    """Return the results of ``function`` in the order of ``items``; the processes begin at once.

    Args:
        function: What is to be done with an item; at the top level of a module.
        items: The work.
        sizes: How long each item takes, in any unit.
        seconds: How long each may take; a process that needs more is ended.
        processes: How many processes work; with less than 1, this one does.
        on_crash: Makes the result of an item whose process ended; the second argument says whether
            that was because it took too long.
    """
    if processes < 1:
        return map(function, items)
    from digestlint._runtime.workers.pool import spread  # heavy

    return spread(function, items, sizes, seconds, processes, on_crash)

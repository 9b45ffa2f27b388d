"""Work spread over processes: results in order, and a process that dies costs one item.

Nothing is written by the processes, so that they can be ended at any moment.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence

TYPE_CHECKING = False  # of `typing`, which takes long to load
if TYPE_CHECKING:
    from typing import TypeVar

    T = TypeVar("T")
    R = TypeVar("R")


def parallel_map(
    function: Callable[[T], R],
    items: Sequence[T],
    sizes: Sequence[int],
    processes: int,
    on_crash: Callable[[T], R],
) -> Iterator[R]:
    """Return the results of ``function`` in the order of ``items``.

    Args:
        function: What is to be done with an item; at the top level of a module.
        items: The work.
        sizes: How long each item takes, in any unit.
        processes: How many processes work; with less than 2, this one does.
        on_crash: Makes the result of an item that ended the process that worked on it.
    """
    if processes < 2:
        return map(function, items)
    if _can_fork():
        from digestlint._runtime.workers.forked import spread_forked  # nothing to import on Windows

        return spread_forked(function, items, sizes, processes, on_crash)
    from digestlint._runtime.workers.pooled import spread_pooled  # heavy

    return spread_pooled(function, items, processes, on_crash)


def _can_fork() -> bool:
    """Whether a copy of this process works: on macOS system libraries may not, nor do threads."""
    threading = sys.modules.get("threading")
    return sys.platform == "linux" and (threading is None or threading.active_count() == 1)

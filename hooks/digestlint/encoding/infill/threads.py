"""Working on several processors: each gets a chunk of text, rather than part of a product."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

Progress = Callable[[int, int], None]
"""Called with how much is done, and of how much."""

_most = 4
_BLAS_SETTINGS = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def import_numpy() -> None:
    """Import NumPy, unless it is loaded already, so that a matrix product runs in one thread.

    Its BLAS library reads the setting once, while it is loaded. Threads of its own that wait for
    each other cost several times what they save on products as small as ours, as soon as another
    process wants a processor too.
    """
    if "numpy" in sys.modules:
        return
    before = {name: os.environ.get(name) for name in _BLAS_SETTINGS}
    os.environ.update(dict.fromkeys(_BLAS_SETTINGS, "1"))
    try:
        import numpy  # noqa: F401
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def parallel_map(work: Callable[[_Item], _Result], items: Iterable[_Item]) -> list[_Result]:
    """Return ``work(item)`` for each item, in order; NumPy lets several run at a time."""
    rows = list(items)
    count = min(_processors(), _most, len(rows))
    if count < 2:
        return [work(row) for row in rows]
    from concurrent.futures import ThreadPoolExecutor  # where processes share the work, none does

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(work, rows))


@contextmanager
def one_thread() -> Iterator[None]:
    """Let no other thread work inside: other processes do, which are copies of this one."""
    global _most
    before, _most = _most, 1
    try:
        yield
    finally:
        _most = before


def slices(size: int, step: int) -> list[slice]:
    """Cut ``range(size)`` into slices of ``step``."""
    return [slice(at, min(at + step, size)) for at in range(0, size, step)]


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1

"""Swapping what is at some paths, as fast as possible, while a command runs."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import cycle

from fuzz.trees.building import place
from fuzz.trees.plan import REPOSITORY, TOP, Swap


@contextmanager
def swapped(swaps: tuple[Swap, ...], top: bytes) -> Iterator[None]:
    """Swap the paths of ``swaps`` while the block runs, and restore them afterwards."""
    if not swaps:
        yield
        return
    over = threading.Event()
    threads = [threading.Thread(target=_swap, args=(swap, top, over)) for swap in swaps]
    for swap in swaps:
        _put(swap, 0, top)
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join()
        for swap in swaps:
            _put(swap, 0, top)


def _swap(swap: Swap, top: bytes, over: threading.Event) -> None:
    for number in cycle(range(len(swap.items))):
        _put(swap, number, top)
        # Long enough that something happens to it, short enough that something happens between.
        if over.wait(0.0003 * (1 + number)):
            return


def _put(swap: Swap, number: int, top: bytes) -> None:
    item = swap.items[number]
    path = os.path.join(top, REPOSITORY, swap.path)
    staged = os.path.join(top, b"stage", swap.path.replace(b"/", b"-"))
    with suppress(OSError):
        if os.path.lexists(staged):
            os.unlink(staged)
    content = item.content.replace(TOP, top)
    place(item._replace(content=content), staged, top)
    with suppress(OSError):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        if os.path.isdir(path) or os.path.isdir(staged):
            _remove(path)
        os.rename(staged, path)


def _remove(path: bytes) -> None:
    if os.path.islink(path) or not os.path.isdir(path):
        with suppress(OSError):
            os.unlink(path)
    else:
        shutil.rmtree(path, ignore_errors=True)

"""Facts that several rules ask for are found out once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from weakref import WeakKeyDictionary

from digestlint.markdown import Markdown

TYPE_CHECKING = False  # of `typing`, which takes long to load
if TYPE_CHECKING:
    from typing import TypeVar

    T = TypeVar("T")


def shared(find: Callable[[Markdown], Sequence[T]]) -> Callable[[Markdown], Sequence[T]]:
    """Let ``find`` run once for each parsed text, as long as that is in use."""
    found: WeakKeyDictionary[Markdown, Sequence[T]] = WeakKeyDictionary()

    @wraps(find)
    def once(markdown: Markdown) -> Sequence[T]:
        if markdown not in found:
            found[markdown] = find(markdown)
        return found[markdown]

    return once

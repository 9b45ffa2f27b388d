"""Facts that several rules ask for are found out once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps

from digestlint.markdown import Markdown

TYPE_CHECKING = False  # of `typing`, which takes long to load
if TYPE_CHECKING:
    from typing import TypeVar

    T = TypeVar("T")


def shared(find: Callable[[Markdown], Sequence[T]]) -> Callable[[Markdown], Sequence[T]]:
    """Let ``find`` run once for each parsed text, as long as that is in use."""

    @wraps(find)
    def once(markdown: Markdown) -> Sequence[T]:
        if find not in markdown.facts:
            markdown.facts[find] = find(markdown)
        found: Sequence[T] = markdown.facts[find]
        return found

    return once

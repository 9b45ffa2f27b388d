"""Results that several rules share are computed once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps

from digestlint.markdown import Markdown

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import TypeVar

    T = TypeVar("T")


def shared(find: Callable[[Markdown], Sequence[T]]) -> Callable[[Markdown], Sequence[T]]:
    """Return ``find`` with a cache that lives as long as the parsed text."""

    @wraps(find)
    def once(markdown: Markdown) -> Sequence[T]:
        if find not in markdown.facts:
            markdown.facts[find] = find(markdown)
        found: Sequence[T] = markdown.facts[find]
        return found

    return once

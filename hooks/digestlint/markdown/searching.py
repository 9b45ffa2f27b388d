"""Searching for fixed strings, which is much faster than other regular expressions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

# Characters in which ``find`` is as fast as a pattern, which takes as long to compile; it always
# finds a single character faster.
_SHORT = 10_000
_PAIR, _LONG = 2, 50_000
"""In so many characters, a pattern finds two in half the time."""


def occurrences(text: str, needle: str, start: int = 0, end: int | None = None) -> Iterator[int]:
    """Yield where ``needle`` begins in ``text[start:end]``; occurrences may overlap."""
    end = len(text) if end is None else end
    is_pair = len(needle) == _PAIR and end - start > _LONG
    first = start if is_pair else text.find(needle, start, end)
    if first < 0:  # as in most texts, and there is no pattern to be compiled
        return
    if len(needle) > 1 and end - first > _SHORT:
        for match in _pattern(needle).finditer(text, first, end):
            yield match.start()
        return
    find, at = text.find, first
    while at >= 0:
        yield at
        at = find(needle, at + 1, end)


@lru_cache(maxsize=512)
def _pattern(needle: str) -> re.Pattern[str]:
    """``needle`` as a pattern that leaves the part that the next occurrence may share."""
    step = next(n for n in range(1, len(needle) + 1) if needle.startswith(needle[n:]))
    return re.compile(f"{re.escape(needle[:step])}(?={re.escape(needle[step:])})")

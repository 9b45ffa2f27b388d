"""Edits that are as small as possible."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile

from digestlint.core.finding import Edit


def smallest_edit(start: int, old: str, new: str) -> Edit:
    """Return the edit that changes ``old`` at ``start`` into ``new``, without their common ends.

    Unchanged text may be mojibake, which an edit must not touch.
    """
    front = _equal(old, new)
    rest_old, rest_new = old[front:], new[front:]
    back = _equal(reversed(rest_old), reversed(rest_new))
    return Edit(start + front, start + len(old) - back, rest_new[: len(rest_new) - back])


def _equal(left: Iterable[str], right: Iterable[str]) -> int:
    """Return the number of equal characters at the start."""
    pairs = zip(left, right, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))

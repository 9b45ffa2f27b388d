"""Edits no larger than they must be: what does not change may be mojibake and must wait."""

from __future__ import annotations

from os.path import commonprefix

from digestlint.finding import Edit


def smallest_edit(start: int, old: str, new: str) -> Edit:
    """The edit that makes ``new`` of ``old``, which begins at ``start``; equal ends stay."""
    front = len(commonprefix([old, new]))
    rest_old, rest_new = old[front:], new[front:]
    back = len(commonprefix([rest_old[::-1], rest_new[::-1]]))
    return Edit(start + front, start + len(old) - back, rest_new[: len(rest_new) - back])

"""A limit for trying the patterns of ignore files in one walk through folders."""

from __future__ import annotations

import errno

from digestlint._runtime.language import marked

# Some seconds, plus more for each path than ordinary ignore files need.
_BUDGET = 5_000_000_000
_FOR_A_PATH = 20_000
_ONE_TRY = 150
_TOO_MUCH = marked(
    "was not searched completely, since trying the patterns of ignore files and of `exclude` on "
    "all names takes too long: name the files, or use fewer wildcards"
)


class WalkBudget:
    """What is left of it.

    Counted in characters of a pattern times characters of a name, of which each takes a nanosecond
    at most: the outcome is the same on all machines.
    """

    __slots__ = ("_left",)

    def __init__(self) -> None:
        self._left = _BUDGET

    def grow(self) -> None:
        """Count one more path."""
        self._left += _FOR_A_PATH

    def spend(self, pattern: str, name: str) -> None:
        """Count that a pattern is tried on a name.

        Raises:
            OSError: There have been too many.
        """
        self._left -= len(pattern) * len(name) + _ONE_TRY
        if self._left < 0:
            raise OSError(errno.EFBIG, _TOO_MUCH)

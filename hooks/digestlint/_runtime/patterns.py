"""Regular expressions that are compiled when they are first used.

Compiling one takes as long as searching a digest with it, and a run uses few of them.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Any, AnyStr

_METHODS = ("finditer", "findall", "fullmatch", "match", "search", "split", "sub", "subn")


class _LazyPattern:
    """Stands for the ``re.Pattern``; its methods are those of the pattern from the first use on."""

    def __init__(self, pattern: Any, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        compiled = re.compile(self.pattern, self._flags)
        # Attributes of the instance come first: this is asked once.
        vars(self).update((method, getattr(compiled, method)) for method in _METHODS)
        return getattr(compiled, name)


def lazy_pattern(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """As ``re.compile``, but it takes no time before the pattern is used.

    Raises:
        re.error: on first use, where ``pattern`` is none.
    """
    return _LazyPattern(pattern, flags)  # type: ignore[return-value]

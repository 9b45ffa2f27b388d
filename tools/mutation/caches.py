"""A pytest plugin: each test begins with the caches of mutated modules empty.

mutmut runs the tests once and forks then; what a function kept from that run is right, and a
mutant of what it calls would never be called.
"""

from __future__ import annotations

import sys

_MARK = "_mutmut_mutated"  # what mutmut imports into the modules it mutates


def pytest_runtest_setup() -> None:
    """Forget what ``functools.cache`` and ``lru_cache`` keep."""
    for module in [found for found in sys.modules.values() if _MARK in vars(found)]:
        for value in list(vars(module).values()):
            if callable(forget := getattr(value, "cache_clear", None)):
                forget()

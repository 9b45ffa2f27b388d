"""Comparing the labels of references."""

from __future__ import annotations

from digestlint._runtime.patterns import lazy_pattern

# Other spaces, such as U+00A0 and U+3000, are characters like any other.
_SPACES = lazy_pattern(r"[ \t\n\x0b\x0c\r]+")


def reference_label(label: str) -> str:
    """Return a reference label as it is compared (CommonMark 0.31, section 4.7)."""
    return _SPACES.sub(" ", label).strip(" ").casefold()

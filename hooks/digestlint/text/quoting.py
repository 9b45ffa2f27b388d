"""Text of files in messages: safe, in one line, not too long, and consistently quoted."""

from __future__ import annotations

from digestlint._runtime.language import say_number
from digestlint.text.terminal import ELLIPSIS, safe

_LONGEST = 60


def shorten(text: str, longest: int = _LONGEST) -> str:
    """``text`` in one line of at most ``longest`` characters, cut with an ellipsis if necessary."""
    shown = safe(" ".join(text.split()))
    return shown if len(shown) <= longest else shown[: longest - 1].rstrip() + ELLIPSIS


def quoted(text: str) -> str:
    """``text`` shortened, in single quotes."""
    return f"'{shorten(text)}'"


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number of what is counted: "1 line", "2,000 lines", "2 entries"."""
    return say_number(number, f"{{number}} {one}", f"{{number}} {many or one + 's'}")

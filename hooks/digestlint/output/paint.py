"""Colour and width of the output."""

from __future__ import annotations

from digestlint.text.terminal import style

_WIDTH = 100  # columns where the output is not a terminal


class Paint:
    """How output looks: coloured or not, and how wide it may be, in columns."""

    __slots__ = ("color", "width")

    def __init__(self, color: bool = False, width: int = _WIDTH) -> None:
        self.color = color
        self.width = width

    def __call__(self, text: str, *names: str) -> str:
        """``text`` in the styles ``names`` of ``terminal.style``, or as it is."""
        return style(text, *names) if self.color and text else text

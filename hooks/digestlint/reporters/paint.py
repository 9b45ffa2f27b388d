"""Colour, where it is wanted."""

from __future__ import annotations

from dataclasses import dataclass

from digestlint.terminal import style


@dataclass(frozen=True, slots=True)
class Paint:
    """How output looks: coloured or not, and how wide it may be."""

    color: bool = False
    width: int = 100  # columns

    def __call__(self, text: str, *names: str) -> str:
        """``text`` in the styles ``names`` of ``terminal.style``, or as it is."""
        return style(text, *names) if self.color and text else text

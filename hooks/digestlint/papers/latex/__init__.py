"""LaTeX to the text that it stands for: ``latex_to_text(text)``, and the tables behind it."""

from __future__ import annotations

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from digestlint.papers.latex.text import latex_to_text

__all__ = ["latex_to_text"]


def __getattr__(name: str) -> object:
    # The tables are of use without it.
    if name == "latex_to_text":
        from digestlint.papers.latex.text import latex_to_text

        return latex_to_text
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

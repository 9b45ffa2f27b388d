"""LaTeX to the text that it stands for: ``latex_to_text(text)``, and the tables behind it."""

from digestlint.latex.text import latex_to_text

__all__ = ["latex_to_text"]

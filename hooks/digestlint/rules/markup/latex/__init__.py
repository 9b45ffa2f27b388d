"""LaTeX in Markdown prose: found span by span, and rewritten as Markdown."""

from digestlint.rules.markup.latex.backslashes import latex_file
from digestlint.rules.markup.latex.prose import LatexInProse, latex_in_prose
from digestlint.rules.markup.latex.rewriting import Rewriting

__all__ = ["LatexInProse", "Rewriting", "latex_file", "latex_in_prose"]

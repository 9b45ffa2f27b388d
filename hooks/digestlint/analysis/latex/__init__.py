"""LaTeX that stands in Markdown prose: found span by span, and rewritten as Markdown."""

from digestlint.analysis.latex.backslashes import latex_file
from digestlint.analysis.latex.prose import LatexInProse, latex_in_prose
from digestlint.analysis.latex.rewriting import Rewriting

__all__ = ["LatexInProse", "Rewriting", "latex_file", "latex_in_prose"]

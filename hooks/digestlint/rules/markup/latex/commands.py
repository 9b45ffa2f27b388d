r"""What LaTeX commands mean in Markdown.

Only commands that mean the same in every document are here: a macro such as ``\name`` is the
author's own, and ``\cite`` needs the paper's bibliography.
"""

from __future__ import annotations

from digestlint.papers.latex.tables import MATH_SYMBOLS, SWITCHES, SYMBOLS, WRAPPERS

# Each to its Markdown delimiter.
EMPHASIS = {"textbf": "**", "textit": "*", "textsl": "*", "emph": "*", "mkbibemph": "*"}
HTML_TAGS = {"**": "strong", "*": "em"}
CODE = frozenset({"texttt", "path"})
# Around the argument goes what is written in pairs here.
AROUND = {
    "textsuperscript": ("<sup>", "</sup>"),
    "textsubscript": ("<sub>", "</sub>"),
    "enquote": ("“", "”"),
    "mkbibquote": ("“", "”"),
}
# Markdown has nothing like small capitals or underlining: the argument is what stays.
PLAIN = WRAPPERS - EMPHASIS.keys() - CODE - AROUND.keys() - {"ensuremath", "url"}
# Commands of which the second argument is text.
SECOND = frozenset({"href", "textcolor", "colorbox"})

_SIZES = "tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge"
DECLARATIONS = SWITCHES | frozenset(_SIZES.split())
# What a declaration makes of its group; the others change only the look of letters.
DECLARED = {
    "bf": "**",
    "bfseries": "**",
    "em": "*",
    "it": "*",
    "itshape": "*",
    "sl": "*",
    "slshape": "*",
}

# `\left` and `\right` are no symbols, and `\to`, `\star`… are words where math is not meant.
_NO_SYMBOLS = {"left", "right", "to", "star", "prime", "ell", "ast"}
_CHARACTERS = {
    name: character
    for name, character in (MATH_SYMBOLS | SYMBOLS).items()
    if name.isalpha() and name not in _NO_SYMBOLS and character.strip()
}
# Characters that Markdown would take for markup.
SYMBOL_TEXT = {
    name: f"\\{character}" if character in "*_`~<|$\\[]{}^" else character
    for name, character in _CHARACTERS.items()
}


def arity(name: str) -> int | None:
    """How many arguments the command takes; None where the command is not known."""
    if name in SECOND:
        return 2
    if name in EMPHASIS or name in CODE or name in AROUND or name in PLAIN:
        return 1
    if name in DECLARATIONS or name in SYMBOL_TEXT:
        return 0
    return None

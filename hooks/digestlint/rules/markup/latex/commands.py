r"""What LaTeX commands mean in Markdown.

Only commands that mean the same in every document are here: a macro such as ``\name`` is the
author's own, and ``\cite`` needs the paper's bibliography.
"""

from __future__ import annotations

from digestlint.papers.latex.tables import MATH_SYMBOLS, SWITCHES, SYMBOLS, WRAPPERS

# The Markdown delimiter of each.
EMPHASIS = {"textbf": "**", "textit": "*", "textsl": "*", "emph": "*", "mkbibemph": "*"}
HTML_TAGS = {"**": "strong", "*": "em"}
CODE = frozenset({"texttt", "path"})
# What goes before and after the argument.
AROUND = {
    "textsuperscript": ("<sup>", "</sup>"),
    "textsubscript": ("<sub>", "</sub>"),
    "enquote": ("“", "”"),
    "mkbibquote": ("“", "”"),
}
# Markdown has nothing like small capitals or underlining: only the argument stays.
PLAIN = WRAPPERS - EMPHASIS.keys() - CODE - AROUND.keys() - {"ensuremath", "url"}
# Commands whose second argument is the text.
SECOND = frozenset({"href", "textcolor", "colorbox"})

_SIZES = "tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge"
DECLARATIONS = SWITCHES | frozenset(_SIZES.split())
# The delimiter for the group of a declaration; the others only change the look of letters.
DECLARED = {
    "bf": "**",
    "bfseries": "**",
    "em": "*",
    "it": "*",
    "itshape": "*",
    "sl": "*",
    "slshape": "*",
}

# `\left` and `\right` are not symbols, and `\to`, `\star`… are words outside math.
_NOT_SYMBOLS = {"left", "right", "to", "star", "prime", "ell", "ast"}
_CHARACTERS = {
    name: character
    for name, character in (MATH_SYMBOLS | SYMBOLS).items()
    if name.isalpha() and name not in _NOT_SYMBOLS and character.strip()
}
# Escaped where Markdown would read the character as markup.
SYMBOL_TEXT = {
    name: f"\\{character}" if character in "*_`~<|$\\[]{}^" else character
    for name, character in _CHARACTERS.items()
}


def arity(name: str) -> int | None:
    """Return how many arguments the command takes; None if the command is unknown."""
    if name in SECOND:
        return 2
    if name in EMPHASIS or name in CODE or name in AROUND or name in PLAIN:
        return 1
    if name in DECLARATIONS or name in SYMBOL_TEXT:
        return 0
    return None

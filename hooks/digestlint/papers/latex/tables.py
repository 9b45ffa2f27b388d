"""LaTeX commands that occur in BibTeX fields, and the Unicode characters they stand for.

Sources: the LaTeX2e reference manual, "Accents", "Additional Latin letters" and "Text symbols"
(https://latexref.xyz), and the symbol names of the unicode-math package for the math part.
"""

from __future__ import annotations

# Accent command -> combining character (latexref.xyz/Accents.html).
ACCENTS = {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    "~": "\u0303",
    "=": "\u0304",
    "u": "\u0306",
    ".": "\u0307",
    '"': "\u0308",
    "r": "\u030a",
    "H": "\u030b",
    "v": "\u030c",
    "d": "\u0323",
    "c": "\u0327",
    "k": "\u0328",
    "b": "\u0331",
    "t": "\u0361",
}

# An accent over nothing prints the accent itself: `\~{}`, `\^{}`.
BARE_ACCENTS = {"`": "`", "'": "'", "^": "^", "~": "~", '"': '"', "=": "\u00af", ".": "\u02d9"}

SYMBOLS = {
    # Letters
    "AA": "Å",
    "AE": "Æ",
    "DH": "Ð",
    "DJ": "Đ",
    "L": "Ł",
    "NG": "Ŋ",
    "O": "Ø",
    "OE": "Œ",
    "SS": "ẞ",
    "TH": "Þ",
    "aa": "å",
    "ae": "æ",
    "dh": "ð",
    "dj": "đ",
    "i": "ı",
    "j": "ȷ",
    "l": "ł",
    "ng": "ŋ",
    "o": "ø",
    "oe": "œ",
    "ss": "ß",
    "th": "þ",
    # Escaped characters, spaces and invisible marks
    "#": "#",
    "$": "$",
    "%": "%",
    "&": "&",
    "_": "_",
    "{": "{",
    "}": "}",
    " ": " ",
    "\n": " ",
    "\\": " ",
    ",": " ",
    ":": " ",
    ";": " ",
    "!": "",
    "-": "",
    "/": "",
    "@": "",
    "quad": " ",
    "qquad": " ",
    "space": " ",
    "protect": "",
    "relax": "",
    # Text symbols
    "LaTeX": "LaTeX",
    "P": "¶",
    "S": "§",
    "TeX": "TeX",
    "copyright": "©",
    "dag": "†",
    "ddag": "‡",
    "dots": "…",
    "euro": "€",
    "guillemotleft": "«",
    "guillemotright": "»",
    "ldots": "…",
    "lq": "‘",
    "pounds": "£",
    "quotedblbase": "„",
    "quotesinglbase": "‚",
    "rq": "’",
    "textasciicircum": "^",
    "textasciigrave": "`",
    "textasciitilde": "~",
    "textasteriskcentered": "*",
    "textbackslash": "\\",
    "textbar": "|",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textbullet": "•",
    "textcopyright": "©",
    "textdagger": "†",
    "textdegree": "°",
    "textdollar": "$",
    "textellipsis": "…",
    "textemdash": "—",
    "textendash": "–",
    "texteuro": "€",
    "textgreater": ">",
    "textless": "<",
    "textmu": "µ",
    "textnumero": "№",
    "textperiodcentered": "·",
    "textpm": "±",
    "textquotedbl": '"',
    "textquotedblleft": "“",
    "textquotedblright": "”",
    "textquoteleft": "‘",
    "textquoteright": "’",
    "textquotesingle": "'",
    "textregistered": "®",
    "textsection": "§",
    "textsterling": "£",
    "texttimes": "×",
    "texttrademark": "™",
    "textunderscore": "_",
}

# Commands whose argument is all a reader sees of them.
_WRAPPERS_NAMES = (
    "emph enquote ensuremath hbox mbox mkbibemph mkbibquote text textbf textit textmd textnormal "
    "textrm textsc textsf textsl texttt textup underline uline url path "
    "textsuperscript textsubscript"
)
WRAPPERS = frozenset(_WRAPPERS_NAMES.split())

# Switches that hold until the group ends: they and the space after them print nothing.
_SWITCHES_NAMES = (
    "bf bfseries em it itshape mdseries normalfont rm rmfamily sc scshape sf sffamily sl slshape "
    "tt ttfamily upshape"
)
SWITCHES = frozenset(_SWITCHES_NAMES.split())

# Only inside math.
_MATH_WRAPPERS_NAMES = (
    "bm boldsymbol mathbb mathbf mathcal mathfrak mathit mathnormal mathrm mathscr mathsf mathtt "
    "operatorname"
)
MATH_WRAPPERS = frozenset(_MATH_WRAPPERS_NAMES.split())

_GREEK = {
    "alpha": "α",
    "beta": "β",
    "gamma": "γ",
    "delta": "δ",
    "epsilon": "ε",
    "varepsilon": "ε",
    "zeta": "ζ",
    "eta": "η",
    "theta": "θ",
    "vartheta": "θ",
    "iota": "ι",
    "kappa": "κ",
    "lambda": "λ",
    "mu": "μ",
    "nu": "ν",
    "xi": "ξ",
    "pi": "π",
    "rho": "ρ",
    "sigma": "σ",
    "tau": "τ",
    "upsilon": "υ",
    "phi": "φ",
    "varphi": "φ",
    "chi": "χ",
    "psi": "ψ",
    "omega": "ω",
    "Gamma": "Γ",
    "Delta": "Δ",
    "Theta": "Θ",
    "Lambda": "Λ",
    "Xi": "Ξ",
    "Pi": "Π",
    "Sigma": "Σ",
    "Upsilon": "Υ",
    "Phi": "Φ",
    "Psi": "Ψ",
    "Omega": "Ω",
}

MATH_SYMBOLS = _GREEK | {
    "ast": "∗",
    "cdot": "·",
    "circ": "∘",
    "ell": "ℓ",
    "ge": "≥",
    "geq": "≥",
    "infty": "∞",
    "le": "≤",
    "left": "",
    "leftarrow": "←",
    "leftrightarrow": "↔",
    "leq": "≤",
    "pm": "±",
    "prime": "′",
    "right": "",
    "rightarrow": "→",
    "sim": "∼",
    "star": "⋆",
    "times": "×",
    "to": "→",
}

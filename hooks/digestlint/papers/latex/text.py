r"""LaTeX in a BibTeX field, turned into the text a reader should see.

Written for short fields. It keeps what it does not know: a macro without an entry in the tables
stays visible with its arguments, and `%` starts no comment (BibTeX fields have none).
"""

from __future__ import annotations

import re
import unicodedata

from digestlint._runtime.patterns import lazy_pattern
from digestlint.papers.latex.tables import (
    ACCENTS,
    BARE_ACCENTS,
    MATH_SYMBOLS,
    MATH_WRAPPERS,
    SWITCHES,
    SYMBOLS,
    WRAPPERS,
)

# Longer than any title; such a field is left alone, so that no input makes this slow.
MAX_LENGTH = 8_192

_MATH = r"\$\$[^$]+\$\$|\$(?:[^$\\]|\\.)+\$|\\\((?:[^\\]|\\[^()])*\\\)"
_REST = (
    # Commands that print only their second argument.
    r"(?P<skip>\\(?:href|textcolor)\s*\{(?:[^{}\\]|\\.)*\}\s*(?=\{)|\\color\s*\{[^{}]*\}\s*)"
    r"|\\(?P<word>[A-Za-z]+)(?P<space>\s*)"
    r"|\\(?P<sign>[^A-Za-z])"
    r"|(?P<open>\{)|(?P<close>\})|(?P<tie>~)"
    r"|(?P<quote>``|'')"
)
_KEEP_MATH_RE = lazy_pattern(rf"(?P<math>{_MATH})|{_REST}", re.DOTALL)
_FLATTEN_RE = lazy_pattern(rf"(?P<math>\$|\\[()])|{_REST}", re.DOTALL)
_ACCENTED_RE = lazy_pattern(r"\s*(?:\\(?P<dotless>[ij])(?![A-Za-z])\s*|(?P<letter>[^\W\d_]))")
_BRACE_RE = lazy_pattern(r"\s*\{")
_SINGLE_QUOTES_RE = lazy_pattern(r"(?<!\w)`([^`']+)'")


class _Group:
    """An open `{`: the command it is the argument of, as written, and what it holds so far."""

    __slots__ = ("command", "opening", "parts")

    def __init__(self, command: str = "", opening: str = "") -> None:
        self.command = command
        self.opening = opening
        self.parts: list[str] = []


def latex_to_text(text: str, *, flatten_math: bool = False) -> str:
    """Replace the LaTeX commands in `text` that the tables know by what they print.

    Braces that only group are dropped. Math (`$…$`) stays as it is, or, with `flatten_math`, is
    read like text with Greek letters and common symbols. Text longer than `MAX_LENGTH` is
    returned unchanged.
    """
    if len(text) > MAX_LENGTH:
        return text
    return _Reader(text, flatten_math).read()


class _Reader:
    """One pass over a field, with the open groups on a stack (nesting depth is unlimited)."""

    def __init__(self, text: str, flatten_math: bool) -> None:
        self._text = text
        self._flatten_math = flatten_math
        self._token_re = _FLATTEN_RE if flatten_math else _KEEP_MATH_RE
        self._groups = [_Group()]
        self._position = 0
        self._after_unknown = -1

    def read(self) -> str:
        while match := self._token_re.search(self._text, self._position):
            self._emit_text(self._text[self._position : match.start()])
            self._position = match.end()
            self._token(match)
        self._emit_text(self._text[self._position :])
        while len(self._groups) > 1:
            group = self._groups.pop()
            self._emit(group.opening + "".join(group.parts))
        return "".join(self._groups[0].parts)

    def _emit(self, text: str) -> None:
        self._groups[-1].parts.append(text)

    def _emit_text(self, text: str) -> None:
        self._emit(_SINGLE_QUOTES_RE.sub(r"‘\1’", text) if "`" in text else text)

    def _token(self, match: re.Match[str]) -> None:
        kind = match.lastgroup
        if kind == "math":
            self._emit("" if self._flatten_math else match[0])
        elif kind == "open":
            # A further argument of a command that is not known keeps its braces.
            unknown = match.start() == self._after_unknown
            self._groups.append(_Group("\\" if unknown else "", "{"))
        elif kind == "close":
            self._close()
        elif kind == "tie":
            self._emit(" ")
        elif kind == "quote":
            self._emit("“" if match[0] == "``" else "”")
        elif kind == "sign":
            self._command(match["sign"], match[0], "")
        elif kind != "skip":
            self._command(match["word"], match[0], match["space"])

    def _command(self, name: str, raw: str, space: str) -> None:
        if name in ACCENTS and self._accent(name, raw, space):
            return
        symbol = SYMBOLS.get(name)
        if symbol is None and self._flatten_math:
            symbol = MATH_SYMBOLS.get(name)
        if symbol is not None:
            # LaTeX eats the space after a command that is a word, unless `{}` ends it.
            self._emit(symbol)
        elif name in SWITCHES:
            pass
        elif not self._open_argument(name, raw):
            self._emit(raw)

    def _accent(self, name: str, raw: str, space: str) -> bool:
        if self._open_argument(name, raw):
            return True
        match = _ACCENTED_RE.match(self._text, self._position)
        if match is None or (name.isalpha() and not space and not match["dotless"]):
            return False
        self._position = match.end()
        self._emit(_accented(name, match["letter"] or match["dotless"]))
        return True

    def _open_argument(self, name: str, raw: str) -> bool:
        match = _BRACE_RE.match(self._text, self._position)
        if match is None:
            return False
        self._groups.append(_Group(name, raw + match[0]))
        self._position = match.end()
        return True

    def _close(self) -> None:
        if len(self._groups) == 1:
            self._emit("}")
            return
        group = self._groups.pop()
        content = "".join(group.parts)
        name = group.command
        if name in ACCENTS:
            content = _accented(name, content)
        elif name == "ensuremath" and not self._flatten_math:
            content = f"${content}$"
        elif not (name == "" or name in WRAPPERS or (self._flatten_math and name in MATH_WRAPPERS)):
            content = f"{group.opening}{content}}}"
            self._after_unknown = self._position
        self._emit(content)


def _accented(name: str, base: str) -> str:
    """Put the accent on the first letter of `base`."""
    if not base:
        return BARE_ACCENTS.get(name, "")
    first = {"ı": "i", "ȷ": "j"}.get(base[0], base[0])
    return unicodedata.normalize("NFC", first + ACCENTS[name]) + base[1:]

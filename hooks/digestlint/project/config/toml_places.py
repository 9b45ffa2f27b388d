"""Where a key is in a TOML document, which `tomllib` does not tell; for error messages."""

from __future__ import annotations

from collections.abc import Sequence

from digestlint._runtime.patterns import lazy_pattern

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    import re

    from digestlint._runtime.errors import KeyPath

_BASIC = r'"(?:[^"\\\n]++|\\.)*+"'
_LITERAL = r"'[^'\n]*+'"
_KEY = lazy_pattern(rf"([A-Za-z0-9_-]++)|({_LITERAL})|{_BASIC}")
_DOT = lazy_pattern(r"[ \t]*+\.[ \t]*+")
_SPACE = lazy_pattern(r"[ \t]*+")
_GAP = lazy_pattern(r"(?>[ \t\n]++|#[^\n]*+)*+")
_EQUALS = lazy_pattern(r"=[ \t]*+")
_SCALAR = lazy_pattern(
    r'"""(?s:[^"\\]++|\\.|"{1,2}(?!"))*+"{3,5}'
    r"|'''(?:[^']++|'{1,2}(?!'))*+'{3,5}"
    rf"|{_BASIC}|{_LITERAL}|[^,\]}}#\n]++"
)


def find_key(text: str, path: KeyPath) -> tuple[int, int] | None:
    """Return line and column of the key or item at ``path`` in valid TOML, or of what it is in.

    Both begin at 1. None where nothing of the path is in the text.
    """
    finder = _Finder(text, path)
    try:
        finder.read()
    except (RecursionError, ValueError):  # too deep; or not what `tomllib` has read
        return None
    if not finder.found:
        return None
    at = finder.found[max(finder.found)]
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


class _Finder:
    """Reads a document once, and notes where the first parts of a path are.

    A part of the document is known by how many parts of the path lead to it; -1 for others.
    """

    def __init__(self, text: str, path: KeyPath) -> None:
        self.found: dict[int, int] = {}  # offsets, by that number
        self._text = text
        self._path = path
        self._at = 0
        self._tables: dict[int, int] = {}  # how many ``[[tables]]`` there are, by that number

    def read(self) -> None:
        """Read the document."""
        table = 0
        self._skip(_GAP)
        while self._at < len(self._text):
            if self._text[self._at] == "[":
                table = self._header()
            else:
                self._pair(table)
            self._skip(_GAP)

    def _header(self) -> int:
        is_array = self._text.startswith("[[", self._at)
        self._at += 2 if is_array else 1
        self._skip(_SPACE)
        known, parts = 0, self._key()
        for number, (name, at) in enumerate(parts, 1):
            known = self._inside(known, name, at)
            if not 0 <= known < len(self._path) or not isinstance(self._path[known], int):
                continue
            if is_array and number == len(parts):
                self._tables[known] = self._tables.get(known, 0) + 1
            if known in self._tables:
                known = self._inside(known, self._tables[known] - 1, at)
        self._skip(_SPACE)
        self._at += 2 if is_array else 1
        return known

    def _pair(self, known: int) -> None:
        for name, at in self._key():
            known = self._inside(known, name, at)
        self._skip(_SPACE)
        self._skip(_EQUALS)
        self._value(known)

    def _key(self) -> Sequence[tuple[str, int]]:
        """Read a dotted key, and return its parts, each with its place."""
        parts = []
        while True:
            match = _KEY.match(self._text, self._at)
            if match is None:
                raise ValueError("no key")
            written = match[0]
            if match[1] is None:
                written = written[1:-1] if match[2] else _unescaped(written)
            parts.append((written, match.start()))
            self._at = match.end()
            dot = _DOT.match(self._text, self._at)
            if dot is None:
                return parts
            self._at = dot.end()

    def _value(self, known: int) -> None:
        sign = self._text[self._at : self._at + 1]
        if sign not in ("[", "{"):
            match = _SCALAR.match(self._text, self._at)
            if match is None:
                raise ValueError("no value")
            self._at = match.end()
            return
        self._at += 1
        self._skip(_GAP)
        number = 0
        while not self._text.startswith("]" if sign == "[" else "}", self._at):
            if sign == "{":
                self._pair(known)
            else:
                self._value(self._inside(known, number, self._at))
            number += 1
            self._skip(_GAP)
            if self._text.startswith(",", self._at):
                self._at += 1
                self._skip(_GAP)
        self._at += 1

    def _inside(self, known: int, name: str | int, at: int) -> int:
        """Return how many parts of the path lead to ``name`` in what ``known`` parts lead to."""
        if not 0 <= known < len(self._path) or self._path[known] != name:
            return -1
        self.found.setdefault(known + 1, at)
        return known + 1

    def _skip(self, pattern: re.Pattern[str]) -> None:
        match = pattern.match(self._text, self._at)
        self._at = match.end() if match else self._at


def _unescaped(key: str) -> str:
    import tomllib  # read already

    return next(iter(tomllib.loads(f"{key} = 0")))

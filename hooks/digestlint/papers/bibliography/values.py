"""Field values as BibTeX reads them: delimiters, macros and `#` concatenation."""

from __future__ import annotations

import re
from collections.abc import Mapping

from digestlint._runtime.patterns import lazy_pattern

# Written by `blocks` for a backslash whose brace counts although it follows a backslash.
PLAIN_BACKSLASH = "\0"

_SPACE_RE = lazy_pattern(r"\s+")
# One piece of a concatenation; a delimiter after a backslash does not count (as bibtexparser).
DELIMITER_RE = lazy_pattern(r"(?<!\\)[{}\"]")
_MACRO_RE = lazy_pattern(r"[^\s#{}\"]+")
_NEXT_FIELD_RE = lazy_pattern(r"\s*([A-Za-z][\w-]*)\s*=\s*", re.ASCII)


def expand(raw: str, macros: Mapping[str, str]) -> tuple[str, str]:
    """Evaluate a raw value such as `{A} # "B" # jan`; return its text and what follows it.

    The second string is empty for a well-formed value. A macro that is not in `macros` (by
    lower-case name) stands for its own name, as `month = sep` does. White space runs are joined.
    """
    parts: list[str] = []
    position = 0
    while True:
        position = _skip_space(raw, position)
        if position < len(raw) and raw[position] in '{"':
            end = _closing(raw, position)
            parts.append(raw[position + 1 : end])
            position = end + 1
        else:
            macro = _MACRO_RE.match(raw, position)
            if macro is None:
                break
            parts.append(macros.get(macro[0].lower(), macro[0]))
            position = macro.end()
        position = _skip_space(raw, position)
        if not raw.startswith("#", position):
            break
        position += 1
    text = "".join(parts).replace(PLAIN_BACKSLASH, "\\")
    return _SPACE_RE.sub(" ", text).strip(), raw[position:].strip()


def next_field(rest: str) -> tuple[str, str] | None:
    """Split off `name = value` where a comma before it was forgotten."""
    match = _NEXT_FIELD_RE.match(rest)
    return (match[1], rest[match.end() :]) if match else None


def _skip_space(raw: str, position: int) -> int:
    while position < len(raw) and raw[position].isspace():
        position += 1
    return position


def _closing(raw: str, start: int) -> int:
    """Index of the delimiter that closes the one at `start`, or the end of `raw`."""
    quoted = raw[start] == '"'
    depth = 0
    for match in DELIMITER_RE.finditer(raw, start + 1):
        sign = match[0]
        if sign == "{":
            depth += 1
        elif sign == "}" and (quoted or depth > 0):
            depth = max(0, depth - 1)
        elif sign == "}" or (quoted and depth == 0):
            return match.start()
    return len(raw)

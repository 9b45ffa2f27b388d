r"""What BibTeX rejects although it can be read: keys, names of fields, braces, macros.

The rules are those of `bibtex.web`: a key ends at a space, a brace counts whether a backslash
stands before it or not, and `%` starts no comment.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from digestlint._runtime.patterns import lazy_pattern
from digestlint.papers.bibliography.values import DELIMITER_RE
from digestlint.text.quoting import quoted

_SPACE_RE = lazy_pattern(r"\s")
_NO_KEY_RE = lazy_pattern(r"[%#~\\]")  # LaTeX cannot cite these
_FIELD_NAME_RE = lazy_pattern(r"[^\s0-9\"#%'(),={}][^\s\"#%'(),={}]*")
_NUMBER_RE = lazy_pattern(r"[0-9]+", re.ASCII)

# What the standard styles define.
_MONTHS = {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}
_JOURNALS = (
    {"acmcs", "acta", "cacm", "ibmjrd", "ibmsj", "ieeese", "ieeetc", "ieeetcad", "ipl", "jacm"}
    | {"jcss", "scp", "sicomp", "tocs", "tods", "tog", "toms", "toois", "toplas", "tcs"}
)  # fmt: skip
_MACROS = frozenset(_MONTHS | _JOURNALS)
# Of IEEEabrv.bib, which is named before the file on hand.
_ABBREVIATIONS = "ieee_"
_DELIMITED = "\0"  # stands for text in delimiters


def key_problem(key: str) -> str | None:
    """Return what is wrong with the key of an entry."""
    if _SPACE_RE.search(key):
        return f"the key {quoted(key)} holds a space, where BibTeX ends it and skips the entry"
    if sign := _NO_KEY_RE.search(key):
        return f"the key {quoted(key)} holds {quoted(sign[0])}, so LaTeX cannot cite it"
    return None


def field_problems(
    key: str, name: str, raw: str, macros: Collection[str]
) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with one field.

    Before each message, the part of the entry that it is about.

    `raw` is the value with its delimiters; `macros` are those defined so far, in lower case.
    """
    where = f"of entry {quoted(key)}"
    if not _FIELD_NAME_RE.fullmatch(name):
        yield name, f"{quoted(name)} {where} cannot be the name of a field"
    if not raw.strip():
        yield name, f"field {quoted(name)} {where} has no value"
    elif not _balanced(raw):
        yield raw, f"the braces in field {quoted(name)} {where} are not balanced"
    for macro in _macros(raw):
        known = macro.lower() in macros or macro.lower() in _MACROS
        if not known and not macro.lower().startswith(_ABBREVIATIONS):
            yield (
                macro,
                f"{quoted(macro)} in field {quoted(name)} {where} is no whole number, and no "
                f"@string above defines it; put braces around text",
            )


def _balanced(raw: str) -> bool:
    depth = 0
    for brace in re.findall(r"[{}]", raw):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def _macros(raw: str) -> Iterator[str]:
    """Yield the pieces of a value that are not in braces or quotation marks, and no numbers."""
    depth, quote, position = 0, False, 0
    outside: list[str] = []
    for sign in DELIMITER_RE.finditer(raw):
        if depth == 0 and not quote:
            outside.append(raw[position : sign.start()])
        if sign[0] == '"':
            quote ^= depth == 0
        else:
            depth = max(0, depth + (1 if sign[0] == "{" else -1))
        position = sign.end()
    if depth == 0 and not quote:
        outside.append(raw[position:])
    for piece in _DELIMITED.join(outside).split("#"):
        words = piece.split()
        # More than a word is no value at all, which is reported as that.
        if len(words) == 1 and _DELIMITED not in piece and not _NUMBER_RE.fullmatch(words[0]):
            yield words[0]

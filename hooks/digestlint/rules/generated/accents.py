r"""Accents apart from their letters: ``moir\'e``, ``M\"{o}bius``, ``Schro¨dinger``."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from digestlint._runtime.patterns import lazy_pattern
from digestlint.markdown import Span
from digestlint.rules.generated.residue import Prose, Residue
from digestlint.text.signs import has_any

# The combining character of each accent of LaTeX, and the letters that have it.
_VOWELS = "aeiouyAEIOUY"
_COMMANDS = {
    "'": ("\u0301", _VOWELS + "cnszCNSZ"),
    '"': ("\u0308", _VOWELS),
    "`": ("\u0300", "aeiouAEIOU"),
    "^": ("\u0302", "aeiouwyAEIOU"),
    "~": ("\u0303", "anoANO"),
    "=": ("\u0304", "aeiouAEIOU"),
    ".": ("\u0307", "zgeIZ"),
    "v": ("\u030c", "cdenrstzCDENRSTZ"),
    "c": ("\u0327", "cstCST"),
    "H": ("\u030b", "ouOU"),
    "u": ("\u0306", "agG"),
    "r": ("\u030a", "auAU"),
    "k": ("\u0328", "aeAE"),
}
_LATEX = lazy_pattern(
    r"\\(?:(?P<sign>['\"`^~=.])(?:\{(?P<braced>\\?[A-Za-z])\}|(?P<bare>[A-Za-z])"
    r"|\\(?P<dotless>[ij])(?![A-Za-z]))|(?P<name>[vcHurk])\{(?P<named>[A-Za-z])\})(?P<close>\})?"
)
# The characters that PDF files have for accents.
_SPACING = {
    "´": ("\u0301", _VOWELS),
    "¨": ("\u0308", "aeiouAEIOU"),
    "ˆ": ("\u0302", "aeiouAEIOU"),
    "˜": ("\u0303", "anoANO"),
    "¸": ("\u0327", "cstCST"),
    "ˇ": ("\u030c", "cenrszCERSZ"),
    "˚": ("\u030a", "auAU"),
    "˝": ("\u030b", "ouOU"),
    "˘": ("\u0306", "agG"),
}
_SPLIT = lazy_pattern(r"(?P<before>[A-Za-z])(?P<accent>[´¨ˆ˜¸ˇ˚˝˘])(?P<space> ?)(?P<after>[a-z])")
# The same characters as quotation marks: `¨una casa¨ en`.
_QUOTING = lazy_pattern(r"(?:^|[\s(])[´¨ˆ˜¸ˇ˚˝˘]\w")
_WORD_BEFORE = lazy_pattern(r"(?<![A-Za-z])[A-Za-z]{1,12}\Z")
_WORD_AFTER = lazy_pattern(r"[A-Za-z]{0,3}")
_LONGEST = 13
_REACH = 300  # characters around one that show the language, or quotation marks
# The acute accent and `\'` are also written for an apostrophe: `don´t`, `l´eau`, `dell\'arte`.
_ELISIONS = (
    "l d j c s n m t qu jusqu lorsqu puisqu quoiqu aujourd dell all nell sull dall coll un quest "
    "quell bell sant anch com dov o"
)
_ELIDED = frozenset(_ELISIONS.split())
_ENDINGS = frozenset({"s", "t", "m", "d", "re", "ve", "ll", "em", "er", "n"})
_ROMANCE = lazy_pattern(r"\b(?:les?|la|des|et|est|une?|il|che|del|per|di|els?|amb)\b")


def accents_of_latex(prose: Prose) -> Iterator[Residue]:
    """Yield the accents that are written as LaTeX commands."""
    text = prose.markdown.text
    for match in _LATEX.finditer(text):
        sign = match["sign"] or match["name"]
        braced = match["braced"] or match["dotless"] or match["named"]
        letter = (braced or match["bare"]).lstrip("\\")
        combining, letters = _COMMANDS[sign]
        first, last = match.span()
        opened = text.endswith("{", 0, first)
        grouped = braced or (opened and match["close"])
        if opened and match["close"]:
            first -= 1
        elif match["close"]:
            last -= 1
        # Next to another one, it is what is left of mojibake: `\^a\u{A}\'Z`.
        apart = not text.startswith("\\", last) and not text.endswith(("}", "\\"), 0, first)
        if letter not in letters or not apart:
            continue
        block = prose.block(Span(first, last))
        if block is None or (not grouped and not _is_accent(text, block, match.span("bare"), sign)):
            continue
        yield Residue(Span(first, last), "accent", unicodedata.normalize("NFC", letter + combining))


def _is_accent(text: str, block: Span, letter: tuple[int, int], sign: str) -> bool:
    """Whether the sign before ``letter`` is neither an apostrophe nor punctuation."""
    word = _WORD_BEFORE.search(text, max(letter[0] - 2 - _LONGEST, block.start), letter[0] - 2)
    if word is None or sign in "=.":
        return False
    if sign == "'":
        return not _is_apostrophe(text, block, word[0], letter[0])
    return sign != "^" or text[letter[1] : letter[1] + 1].isalpha()


def _is_apostrophe(text: str, block: Span, word: str, after: int) -> bool:
    rest = _WORD_AFTER.match(text, after)
    if rest and rest[0] in _ENDINGS:
        return True
    if word.lower() not in _ELIDED:
        return False
    # `L\'evy`, but `L\'eau` in French.
    return not (len(word) == 1 and word.isupper()) or bool(
        _ROMANCE.search(text, *_near(block, after))
    )


def _near(block: Span, at: int) -> Span:
    return Span(max(block.start, at - _REACH), min(block.end, at + _REACH))


def split_accents(prose: Prose) -> Iterator[Residue]:
    """Yield the accents that a PDF file has as characters of their own."""
    text = prose.markdown.text
    for match in _SPLIT.finditer(text) if has_any(text, _SPACING) else ():
        combining, letters = _SPACING[match["accent"]]
        fits_before, fits_after = match["before"] in letters, match["after"] in letters
        start, end = match.span("accent")[0], match.end("space")
        block = prose.block(Span(match.start(), match.end()))
        if block is None or not (fits_before or fits_after):
            continue
        if match["space"] and _QUOTING.search(text, *_near(block, start)):
            continue
        if match["accent"] == "´" and not match["space"]:
            word = _WORD_BEFORE.search(text, max(start - _LONGEST, block.start), start)
            if word is None or _is_apostrophe(text, block, word[0], end):
                continue
        if fits_before and fits_after:
            yield Residue(Span(start - 1, end + 1), "accent", "")
        elif fits_after:
            made = unicodedata.normalize("NFC", match["after"] + combining)
            yield Residue(Span(start, end + 1), "accent", made)
        elif not match["space"]:
            made = unicodedata.normalize("NFC", match["before"] + combining)
            yield Residue(Span(start - 1, start + 1), "accent", made)

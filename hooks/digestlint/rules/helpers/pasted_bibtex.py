"""BibTeX entries pasted into Markdown, which are neither prose nor Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence

from digestlint._runtime.patterns import lazy_pattern
from digestlint.markdown import Markdown, Span
from digestlint.markdown.searching import occurrences
from digestlint.rules.helpers.sharing import shared

# The entry types of BibTeX, biblatex and common styles; `@media {…}` is not one.
_TYPES = (
    "article|artwork|audio|bibnote|book|bookinbook|booklet|collection|commentary|conference|dataset"
    "|electronic|eprint|image|inbook|incollection|inproceedings|inreference|jurisdiction|legal"
    "|legislation|letter|manual|mastersthesis|misc|movie|music|mvbook|mvcollection|mvproceedings"
    "|mvreference|online|patent|performance|periodical|phdthesis|preprint|proceedings|reference"
    "|report|review|set|software|standard|string|suppbook|suppcollection|suppperiodical|techreport"
    "|thesis|unpublished|video|webpage|www|xdata"
)
# Up to the name of the first field; the key may be missing or contain spaces.
_OPENING = lazy_pattern(
    rf"(?<![A-Za-z0-9_.])@(?=[A-Za-z])(?i:{_TYPES})[ \t]*(?P<bracket>[{{(])"
    r"(?:[^{}(),=\"\r\n]{0,200},)?"
    r"[ \t\r\n>]{0,200}[A-Za-z][A-Za-z0-9_:-]{0,50}[ \t]*=[ \t]*[{\"A-Za-z0-9]"
)
_BRACKET = lazy_pattern(r"[{})]")
_EMPTY_LINE = lazy_pattern(r"(?:\r\n?|\n)[ \t>]*(?=[\r\n])")
_LONGEST = 20_000  # characters


@shared
def bibtex(markdown: Markdown) -> Sequence[Span]:
    """Return the BibTeX entries in the Markdown, whose URLs are not links."""
    return pasted_bibtex(markdown.text)


def pasted_bibtex(text: str) -> Sequence[Span]:
    """Return the BibTeX entries in ``text``, in order, each from its ``@`` to its last bracket.

    An unclosed entry ends at the first empty line, or before the next entry.
    """
    openings = [*filter(None, (_OPENING.match(text, at) for at in occurrences(text, "@")))]
    spans: list[Span] = []
    for i, opening in enumerate(openings):
        following = openings[i + 1].start() if i + 1 < len(openings) else len(text)
        start = opening.start()
        spans.append(Span(start, _end(opening, min(following, start + _LONGEST))))
    return spans


def _end(opening: re.Match[str], limit: int) -> int:
    depth = 0
    for match in _BRACKET.finditer(opening.string, opening.start("bracket"), limit):
        if match[0] != ")":
            depth += 1 if match[0] == "{" else -1
        if depth == 0 and match[0] == (")" if opening["bracket"] == "(" else "}"):
            return match.end()
    empty = _EMPTY_LINE.search(opening.string, opening.end(), limit)
    return empty.start() if empty else limit

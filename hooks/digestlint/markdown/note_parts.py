"""The parts of a note that wikilinks lead to: headings by their text, blocks by their id."""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import category, normalize

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.markdown.parsed import Markdown

# At the end of a block: `A sentence. ^id`
_BLOCK_ID = lazy_pattern(r"(?:^|(?<=[ \t]))\^([A-Za-z0-9-]+)[ \t]*(?=\r|$)", re.MULTILINE)
# Outside of these, punctuation tells no names apart: `3.5` is not `35`.
_BETWEEN_DIGITS = lazy_pattern(r"(?<=[0-9])[^\w\s]+(?=[0-9])")
_BETWEEN = "\x7f"


class NoteParts(NamedTuple):
    """What a wikilink can lead to in a note."""

    headings: Sequence[tuple[str, str]]  # plain text, and as written
    blocks: Sequence[str]  # ids, in lower case


def note_parts(markdown: Markdown) -> NoteParts:
    """Return the headings and the block ids of a text."""
    text = markdown.text
    headings = [(heading.text, text[slice(*heading.content)]) for heading in markdown.headings]
    ids = _BLOCK_ID.findall(text) if "^" in text else ()
    return NoteParts(headings, [*map(str.lower, ids)])


def loosely(name: str) -> str:
    """``name`` in half width and lower case, without spaces, punctuation and symbols."""
    folded = _BETWEEN_DIGITS.sub(_BETWEEN, normalize("NFKC", name).casefold())
    return "".join(char for char in folded if char == _BETWEEN or category(char)[0] not in "PSZC")

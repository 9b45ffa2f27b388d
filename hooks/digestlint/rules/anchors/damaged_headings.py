"""Headings with guessed or unknown characters: which slugs they could have had.

Their own slug has a guess, or lacks what was lost, so a link that names the right one may find
nothing.
"""

from __future__ import annotations

import re

from digestlint._runtime.patterns import lazy_pattern
from digestlint.digest.headings import is_placeholder
from digestlint.document.document import Document
from digestlint.markdown.anchors.nearest import normalised_key
from digestlint.markdown.targets import Target

# A lost character leaves nothing in a slug, or itself, or (İ) two characters.
_LOST = ".{0,2}"
_COUNTER = r"\d*"
# What may be Markdown, or may become Markdown where another character stands beside it.
_MARKUP = lazy_pattern(r"[*_~`<>\[\]&$\\:/@#]|www")


class DamagedHeadings:
    """The headings of one document that are not surely restored."""

    def __init__(self, document: Document) -> None:
        damaged = _damaged(document)
        self.ids = {target.id for target in damaged}  # the slugs that may be wrong
        patterns = set(map(_pattern, _texts_without_guesses(document, damaged)))
        self._patterns = [re.compile(pattern) for pattern in sorted(patterns)]

    def could_be(self, slug: str) -> bool:
        """Whether one of the headings may have had ``slug`` before it was damaged."""
        key = _key(slug)
        return any(pattern.fullmatch(key) for pattern in self._patterns)


def _texts_without_guesses(document: Document, damaged: list[Target]) -> list[str]:
    """Return the texts of the headings where nothing is guessed: others are possible there, too.

    That needs a document without guesses only where a heading holds more than plain text.
    """
    reading = document.restored_view
    texts: list[str] = []
    for heading in [target.heading for target in damaged if target.heading]:
        start, end = heading.content
        text = document.text[start:end]
        if text != heading.text or _MARKUP.search(text):
            others = _damaged(document.without_guesses)
            return [target.heading.text for target in others if target.heading]
        guessed = reading.guesses.intersection(range(start, end))
        texts.append(
            "".join(
                reading.found.text[at] if at in guessed else char
                for at, char in enumerate(text, start)
            )
        )
    return texts


def _damaged(document: Document) -> list[Target]:
    damaged = document.restoration.damaged
    return [t for t in document.targets if t.heading and damaged(*t.heading.content)]


def _pattern(text: str) -> str:
    parts = [""]
    lost = []
    for char in text:
        if is_placeholder(char):
            lost.append(_LOST)
            parts.append("")
        else:
            parts[-1] += char
    keys = [re.escape(_key(part)) for part in parts]
    return "".join(key + gap for key, gap in zip(keys, [*lost, _COUNTER], strict=True))


def _key(text: str) -> str:
    return normalised_key(text).replace("-", "")

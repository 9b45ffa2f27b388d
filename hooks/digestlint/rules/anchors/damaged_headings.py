"""Headings with guessed or unknown characters: which slugs they could have had.

Their slug contains a guess, or lacks the lost characters, so a correct link may not match it.
"""

from __future__ import annotations

import re

from digestlint._runtime.patterns import lazy_pattern
from digestlint.digest.headings import is_placeholder
from digestlint.document.document import Document
from digestlint.markdown.anchors.nearest import normalised_key
from digestlint.markdown.targets import Target

# A lost character adds nothing to a slug, or one character, or two (İ).
_LOST = ".{0,2}"
_COUNTER = r"\d*"
# What is Markdown, or may become Markdown next to another character.
_MARKUP = lazy_pattern(r"[*_~`<>\[\]&$\\:/@#]|www")


class DamagedHeadings:
    """The headings of one document whose restoration is uncertain."""

    def __init__(self, document: Document) -> None:
        damaged = _damaged(document)
        self.ids = {target.id for target in damaged}  # the slugs that may be wrong
        patterns = set(map(_pattern, _texts_without_guesses(document, damaged)))
        self._patterns = [re.compile(pattern) for pattern in sorted(patterns)]

    def could_be(self, slug: str) -> bool:
        """Whether ``slug`` may be that of one of the headings before the damage."""
        key = _key(slug)
        return any(pattern.fullmatch(key) for pattern in self._patterns)


def _texts_without_guesses(document: Document, damaged: list[Target]) -> list[str]:
    """Return the texts of the headings without guesses, which may be wrong.

    A document without guesses is needed only if a heading contains more than plain text.
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
                reading.placeholder(at) if at in guessed else char
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

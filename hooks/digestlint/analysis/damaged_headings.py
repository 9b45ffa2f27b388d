"""Headings with lost characters: which slugs they could have had.

Their own slug lacks what was lost, so a link that names the right one finds nothing.
"""

from __future__ import annotations

import re

from digestlint.anchors.nearest import normalised_key
from digestlint.digest.headings import is_placeholder
from digestlint.document import Document

# A lost character leaves nothing in a slug, or itself, or (İ) two characters.
_LOST = ".{0,2}"
_COUNTER = r"\d*"


class DamagedHeadings:
    """The headings of one document that lost characters."""

    def __init__(self, document: Document) -> None:
        self.ids: set[str] = set()  # the slugs that lack something
        patterns = set()
        for target in document.targets:
            heading = target.heading
            if heading is not None and document.restoration.damaged(*heading.content):
                self.ids.add(target.id)
                patterns.add(_pattern(heading.text))
        self._patterns = [re.compile(pattern) for pattern in sorted(patterns)]

    def could_be(self, slug: str) -> bool:
        """Whether one of the headings may have had ``slug`` before it was damaged."""
        key = _key(slug)
        return any(pattern.fullmatch(key) for pattern in self._patterns)


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

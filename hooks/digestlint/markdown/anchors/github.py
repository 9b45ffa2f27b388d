"""Heading anchors as GitHub makes them.

Source: github-slugger 2.0.0 (npm; ISC licence), whose behaviour was checked against GitHub by its
authors. Text is lower-cased; whatever is neither a word character, a space nor a hyphen is
removed; each space becomes a hyphen, and runs of hyphens stay. A slug that is taken gets the first
free ``-1``, ``-2``, …, so ``foo, foo, foo-1`` become ``foo``, ``foo-1``, ``foo-1-1``.

Word characters are those of Unicode 13.0, as there: letters added to Unicode since (mostly rare
CJK ideographs and historic scripts) are removed here. Lower-casing is Python's, which is
JavaScript's ``toLowerCase`` (İ becomes i and U+0307, a final Σ becomes ς) up to what is new in
Unicode since the version of the Python in use.
"""

from collections.abc import Iterable
from functools import lru_cache

from digestlint.markdown.anchors.words import WordsAndSpaces

_TABLE = WordsAndSpaces()


@lru_cache(maxsize=4096)  # digests have the same headings again and again
def slugify(text: str) -> str:
    """Return the base slug of one heading's text; it is empty where nothing is left."""
    return text.lower().translate(_TABLE)


def assign(texts: Iterable[str]) -> list[str]:
    """Return the slugs of a document's headings, in document order."""
    seen: dict[str, int] = {}
    slugs = []
    for text in texts:
        base = slug = slugify(text)
        while slug in seen:
            seen[base] += 1
            slug = f"{base}-{seen[base]}"
        seen[slug] = 0
        slugs.append(slug)
    return slugs

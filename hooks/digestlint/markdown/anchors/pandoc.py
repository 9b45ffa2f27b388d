"""Heading anchors as pandoc makes them, by its extension ``auto_identifiers``.

Source: Pandoc User's Guide, "Headings and sections", "Extension: auto_identifiers", and pandoc 3.9
itself where the guide is silent. Everything but letters, numbers, ``_``, ``-``, ``.`` and white
space is removed (combining marks too); anything before the first letter is dropped; runs of white
space become one hyphen; nothing left gives ``section``. A slug that is taken gets the first free
``-1``, ``-2``, …

pandoc's Markdown has ``smart`` on: ``--``, ``---`` and ``...`` are a dash or an ellipsis before the
identifier is made, and go with the punctuation. They stay inside code, after a backslash and with
``-smart``, which the text does not show (``dogs--in-my-house`` in the guide needs ``-smart``).
Every Σ becomes σ. Letters are those of the Unicode version of the Python in use (pandoc 3.9 knows
Unicode 15.0).
"""

from collections.abc import Iterable, Sequence
from itertools import chain, repeat

from digestlint._runtime.patterns import lazy_pattern

_SMART = lazy_pattern(r"---?|\.\.\.")
_KEPT_PUNCTUATION = frozenset("_-.")
# Haskell's isSpace: the category Zs and five controls, fewer characters than str.isspace.
_SPACES = frozenset("\t\n\v\f\r \xa0\u1680\u202f\u205f\u3000").union(
    map(chr, range(0x2000, 0x200B))
)
_EMPTY = "section"


def slugify(text: str) -> str:
    """Return the base slug of one heading's text."""
    text = _SMART.sub("", text).replace("Σ", "σ").lower()
    kept = "".join(
        char for char in text if char.isalnum() or char in _SPACES or char in _KEPT_PUNCTUATION
    )
    slug = "-".join(kept.split())
    start = next((at for at, char in enumerate(slug) if char.isalpha()), None)
    return _EMPTY if start is None else slug[start:]


def assign(texts: Iterable[str], ids: Sequence[str | None] = ()) -> list[str]:
    """Return the slugs of a document's headings, in document order.

    `ids` are those that headings name themselves; later headings keep out of their way.
    """
    taken: set[str] = set()
    # Per base: every count below this one is taken, so that many repetitions stay linear.
    next_count: dict[str, int] = {}
    slugs = []
    for text, own in zip(texts, chain(ids, repeat(None)), strict=False):
        base = slug = slugify(text) if own is None else own
        if slug in taken and own is None:
            count = next_count.get(base, 1)
            while (slug := f"{base}-{count}") in taken:
                count += 1
            next_count[base] = count + 1
        taken.add(slug)
        slugs.append(slug)
    return slugs

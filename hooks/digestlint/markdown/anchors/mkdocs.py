"""Heading anchors as MkDocs makes them, by the toc extension of Python-Markdown.

Source: Python-Markdown 3.11, ``markdown.extensions.toc``, its default ``slugify`` with separator
``-`` and its ``unique``: the text is decomposed (NFKD) and what is not ASCII then is dropped;
punctuation goes, ends are trimmed, and each run of white space and hyphens becomes one hyphen. A
slug that is taken, or empty, gets the next free ``_1``, ``_2``, …; a slug that ends in such a
number counts on from it, so ``foo, foo, foo_1`` become ``foo``, ``foo_1``, ``foo_2``.
A Chinese heading has no ASCII, so its anchor is ``_1`` and so on.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from itertools import chain, repeat

from digestlint._runtime.patterns import lazy_pattern

_PUNCTUATION = lazy_pattern(r"[^\w\s-]")
_GAPS = lazy_pattern(r"[\s-]+")
_COUNTED = lazy_pattern(r"(?P<base>.*)_(?P<count>[0-9]+)")


def slugify(text: str) -> str:
    """Return the base slug of one heading's text; it is empty where no ASCII is left."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return _GAPS.sub("-", _PUNCTUATION.sub("", ascii_text).strip().lower())


def assign(texts: Iterable[str], ids: Sequence[str | None] = ()) -> list[str]:
    """Return the slugs of a document's headings, in document order.

    `ids` are those that headings name themselves; all of them are taken from the start.
    """
    taken = {own for own in ids if own is not None}
    # Per base: every count from 1 to this one is taken, so that many repetitions stay linear.
    counted: dict[str, int] = {}
    slugs = []
    for text, own in zip(texts, chain(ids, repeat(None)), strict=False):
        if own is not None:
            slugs.append(own)
            continue
        slug = slugify(text)
        if not slug or slug in taken:
            match = _COUNTED.fullmatch(slug)
            base, count = (match["base"], int(match["count"])) if match else (slug, 0)
            full_to = counted.get(base, 0)
            contiguous = count <= full_to
            count = max(count, full_to) + 1 if contiguous else count + 1
            while f"{base}_{count}" in taken:
                count += 1
            if contiguous:
                counted[base] = count
            slug = f"{base}_{count}"
        taken.add(slug)
        slugs.append(slug)
    return slugs

"""Whether a text has any of many words: most have none, and that should take no time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def signs_in(text: str, signs: Iterable[str]) -> Iterator[str]:
    """Yield the ``signs`` that are in ``text``.

    The characters of each are looked for first: many texts lack one of them, as those in English do
    of a word in Chinese, and Python finds a character ten times as fast as a word.
    """
    has = text.__contains__
    for sign in signs:
        if all(map(has, sign)) and sign in text:
            yield sign


def has_any(text: str, signs: Iterable[str]) -> bool:
    """Whether any of ``signs`` is in ``text``."""
    return any(True for _ in signs_in(text, signs))

"""Characters that are neither letters nor digits."""

from __future__ import annotations

import unicodedata

_CATEGORIES = ("P", "S", "Z", "Cf", "No")  # punctuation, symbols, spaces, joiners, `①`
_OF_EMOJI = frozenset("\ufe0e\ufe0f\u20e3")


def is_mark(character: str) -> bool:
    """Whether ``character`` is punctuation, a symbol, a space, or a part of an emoji."""
    return unicodedata.category(character).startswith(_CATEGORIES) or character in _OF_EMOJI

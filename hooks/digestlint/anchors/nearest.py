"""The slug that a broken fragment means: one that is certain, or one that is near.

Certain is a difference in case, in punctuation, in the number of hyphens, in percent-encoding, in
full or half width, or in the accents of Latin letters: never in a letter or a number. Near is a
misspelling, measured by optimal string alignment distance (Damerau 1964: insert, delete, replace,
swap neighbours), or a heading that goes on where the fragment stops.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from digestlint.anchors.distance import distance_within, may_be_within
from digestlint.anchors.fragments import decode_fragment
from digestlint.anchors.words import is_word

_HYPHEN_BETWEEN_DIGITS = re.compile(r"(?<=[0-9])[\s_-]+(?=[0-9])")
_SEPARATORS = re.compile(r"[\s_-]+")
_DIGITS = re.compile(r"[0-9]+")
_LEADING_NUMBER = re.compile(r"[0-9]+(?:-[0-9]+)*")
_COUNTER = re.compile(r"(?P<base>.+)[-_][0-9]+")
_KEPT_BETWEEN_DIGITS = "-"
# A shorter prefix is shared by too many headings to say which is meant.
_LEAST_PREFIX_WIDTH = 12


class SlugIndex:
    """The slugs of one document, ready for many look-ups.

    Attributes:
        slugs: the distinct, non-empty slugs.
    """

    def __init__(self, slugs: Iterable[str]) -> None:
        self.slugs: frozenset[str] = frozenset(slug for slug in slugs if slug)
        self._by_key: dict[str, list[str]] = {}
        self._by_plain_key: dict[str, list[str]] = {}
        self._plain_keys_by_length: dict[int, list[str]] = {}
        for slug in sorted(self.slugs):
            key = normalised_key(slug)
            self._by_key.setdefault(key, []).append(slug)
            self._by_plain_key.setdefault(without_accents(key), []).append(slug)
        for plain in self._by_plain_key:
            self._plain_keys_by_length.setdefault(len(plain), []).append(plain)

    def same(self, fragment: str) -> str | None:
        """Return the one slug that `fragment` certainly means, or None; see `same_slug`."""
        decoded = decode_fragment(fragment)
        if decoded in self.slugs:
            return decoded
        counter = _COUNTER.fullmatch(decoded)
        if counter and counter["base"] in self.slugs:
            # `foo-1` beside `foo` may be a second heading `foo` that has gone, not `foo1`.
            return None
        key = normalised_key(decoded)
        if not key:
            return None
        matches = self._by_key.get(key) or self._by_plain_key.get(without_accents(key), [])
        return matches[0] if len(matches) == 1 else None

    def nearest(self, fragment: str) -> str | None:
        """Return the slug that `fragment` clearly means, or None; see `nearest_slug`."""
        certain = self.same(fragment)
        if certain is not None:
            return certain
        key = without_accents(normalised_key(decode_fragment(fragment)))
        if not key or key in self._by_plain_key:
            return None
        found = self._misspelt(key) or self._longer_or_shorter(key)
        matches = self._by_plain_key.get(found, []) if found else []
        return matches[0] if len(matches) == 1 else None

    def _misspelt(self, key: str) -> str | None:
        limit = _edits_allowed(len(key))
        if not limit:
            return None
        digits = _DIGITS.findall(key)
        # One edit more than allowed is looked for, so that a runner-up is known to be far.
        reach = limit + 1
        best: str | None = None
        best_distance = second = reach + 1
        for length in range(len(key) - reach, len(key) + reach + 1):
            for candidate in self._plain_keys_by_length.get(length, ()):
                if not may_be_within(key, candidate, reach):
                    continue
                distance = distance_within(key, candidate, reach)
                if distance < best_distance:
                    best, best_distance, second = candidate, distance, best_distance
                elif distance < second:
                    second = distance
        if best is None or best_distance > limit or second < best_distance + 2:
            return None
        # `llama-2-…` and `llama-3-…` are one edit apart and two different things.
        return best if _DIGITS.findall(best) == digits else None

    def _longer_or_shorter(self, key: str) -> str | None:
        found = [
            other
            for other in self._by_plain_key
            if other and (_is_cut_of(key, other) or _is_cut_of(other, key))
        ]
        return found[0] if len(found) == 1 else None


def same_slug(fragment: str, slugs: Iterable[str]) -> str | None:
    """Return the one slug that `fragment` certainly means, or None.

    Letters, marks and numbers must agree after percent-decoding, NFKC and case folding; a hyphen
    counts only between two digits (``1-1-intro`` is not ``11-intro``). Where several slugs agree,
    or `fragment` looks like the counted repetition of a slug there is, the answer is None.
    """
    return SlugIndex(slugs).same(fragment)


def nearest_slug(fragment: str, slugs: Iterable[str]) -> str | None:
    """Return the slug to name in "did you mean", or None where none clearly is.

    The certain one, else the only slug within one edit (keys of 5 to 11 characters), two (to 23) or
    three, with the same numbers and with every other slug at least two edits further; else the
    only slug that begins with the fragment or that the fragment begins with, or that differs from
    it by a number in front.
    """
    return SlugIndex(slugs).nearest(fragment)


@lru_cache(maxsize=1 << 14)
def normalised_key(text: str) -> str:
    """Return the letters, marks and numbers of `text`, compatibility-composed and case-folded."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    words = "".join(char for char in folded if _is_kept(char))
    marked = _HYPHEN_BETWEEN_DIGITS.sub("\0", words)
    return _SEPARATORS.sub("", marked).replace("\0", _KEPT_BETWEEN_DIGITS)


def _is_kept(char: str) -> bool:
    if "\ufe00" <= char <= "\ufe0f":  # variation selectors: how an emoji is drawn
        return False
    return char in "-_" or char.isspace() or is_word(ord(char))


def without_accents(key: str) -> str:
    """Return `key` with the accents of Latin letters taken off; other scripts keep their marks."""
    if key.isascii():
        return key
    plain = []
    for char in key:
        base = unicodedata.normalize("NFD", char)[0]
        plain.append(base if base.isascii() else char)
    return "".join(plain)


def _edits_allowed(length: int) -> int:
    if length < 5:
        return 0
    if length < 12:
        return 1
    return 2 if length < 24 else 3


def _is_cut_of(part: str, whole: str) -> bool:
    if len(part) >= len(whole):
        return False
    if whole.startswith(part):
        return _width(part) >= _LEAST_PREFIX_WIDTH
    if whole.endswith(part):
        front = whole[: len(whole) - len(part)]
        return _LEADING_NUMBER.fullmatch(front) is not None and not part[0].isdigit()
    return False


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)

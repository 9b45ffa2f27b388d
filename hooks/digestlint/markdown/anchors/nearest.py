"""The slug that a broken fragment means: a certain one, or a near one.

Certain is a difference in case, in punctuation, in the number of hyphens, in percent-encoding, in
full or half width, or in the accents of Latin letters: never in a letter or a number. Near is a
misspelling, measured by optimal string alignment distance (Damerau 1964: insert, delete, replace,
swap neighbours), or a heading that goes on where the fragment stops.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache

from digestlint._runtime.distance import distance_within, may_be_within
from digestlint._runtime.patterns import lazy_pattern
from digestlint.markdown.anchors import github
from digestlint.markdown.anchors.fragments import decode_fragment
from digestlint.markdown.anchors.words import is_word

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import TypeVar

    K = TypeVar("K", bound=Hashable)


_HYPHEN_BETWEEN_DIGITS = lazy_pattern(r"(?<=[0-9])[\s_-]+(?=[0-9])")
_SEPARATORS = lazy_pattern(r"[\s_-]+")
_DIGITS = lazy_pattern(r"[0-9]+")
_LEADING_NUMBER = lazy_pattern(r"[0-9]+(?:-[0-9]+)*")
_COUNTER = lazy_pattern(r"(?P<base>.+)[-_](?P<count>[0-9]+)")
_KEPT_BETWEEN_DIGITS = "-"
# A shorter prefix may be shared by many headings.
_LEAST_PREFIX_WIDTH = 12
# Fewer ASCII characters do not identify a name once its symbols are gone.
_LEAST_NAME = 3
# No heading is longer; comparing longer keys would take quadratic time.
_LONGEST_COMPARED = 500


class SlugIndex:
    """The slugs of one document, ready for many look-ups.

    Attributes:
        slugs: the distinct, non-empty slugs.
    """

    def __init__(self, slugs: Iterable[str]) -> None:
        self.slugs: frozenset[str] = frozenset(slug for slug in slugs if slug)

    # The tables are for fragments that are not slugs; most documents have none.

    @cached_property
    def _by_key(self) -> Mapping[str, Sequence[str]]:
        return _grouped((normalised_key(slug), slug) for slug in sorted(self.slugs))

    @cached_property
    def _by_plain_key(self) -> Mapping[str, Sequence[str]]:
        keys = ((normalised_key(slug), slug) for slug in sorted(self.slugs))
        return _grouped((without_accents(key), slug) for key, slug in keys)

    @cached_property
    def _plain_keys_by_digits(self) -> Mapping[tuple[str, ...], Sequence[str]]:
        return _grouped((_digits(plain), plain) for plain in self._by_plain_key)

    def same(self, fragment: str) -> str | None:
        """Return the one slug that `fragment` certainly means, or None; see `same_slug`."""
        decoded = decode_fragment(fragment)
        if decoded in self.slugs:
            return decoded
        found = self._agreeing(decoded)
        if found is None or self._counts_differ(decoded, found):
            return None
        return None if self._symbols_tell(decoded, found) else found

    def nearest(self, fragment: str) -> str | None:
        """Return the slug that `fragment` clearly means, or None; see `nearest_slug`."""
        decoded = decode_fragment(fragment)
        agreeing = self._agreeing(decoded)
        if agreeing is not None:
            return agreeing
        key = without_accents(normalised_key(decoded))
        if not key or key in self._by_plain_key:
            return None
        found = self._renumbered(key) or self._misspelt(key) or self._longer_or_shorter(key)
        matches = self._by_plain_key.get(found, []) if found else []
        return matches[0] if len(matches) == 1 else None

    def _agreeing(self, decoded: str) -> str | None:
        if decoded in self.slugs:
            return decoded
        # NFKC makes ² a digit, where GitHub drops it: the fragment's own slug is tried as well.
        for text in (decoded, github.slugify(decoded)):
            key = normalised_key(text)
            matches = self._by_key.get(key) or self._by_plain_key.get(without_accents(key), ())
            if key and matches:
                return matches[0] if len(matches) == 1 else None
        return None

    def _counts_differ(self, decoded: str, found: str) -> bool:
        """Say whether exactly one of the two may be a counted repetition.

        ``foo-1`` beside a heading ``foo`` may mean a second ``foo`` that is gone, and not ``foo1``.
        """
        counts = []
        for name in (decoded, found):
            counter = _COUNTER.fullmatch(name)
            repeats = counter is not None and normalised_key(counter["base"]) in self._by_key
            counts.append(counter["count"] if counter and repeats else None)
        return counts[0] != counts[1]

    def _symbols_tell(self, decoded: str, found: str) -> bool:
        """Say whether two headings may differ only in symbols that a slug drops.

        ``C``, ``C++`` and ``C#`` have the slugs ``c``, ``c-1`` and ``c-2``.
        """
        if not any(char.isascii() and not char.isalnum() and char not in "-_" for char in decoded):
            return False
        repeated = f"{found}-1" in self.slugs or f"{found}_1" in self.slugs
        return repeated or (len(found) < _LEAST_NAME and found.isascii())

    def _renumbered(self, key: str) -> str | None:
        """Find ``11-intro`` (of a heading "1.1 Intro") for ``1-1-intro``, and the reverse."""
        joined = key.replace(_KEPT_BETWEEN_DIGITS, "")
        found = [
            other
            for other in self._by_plain_key
            if other.replace(_KEPT_BETWEEN_DIGITS, "") == joined
        ]
        return found[0] if len(found) == 1 else None

    def _misspelt(self, key: str) -> str | None:
        limit = _edits_allowed(len(key))
        if not limit:
            return None
        # One edit more than allowed is looked for, so that a runner-up is known to be far.
        reach = limit + 1
        best: str | None = None
        best_distance = second = reach + 1
        # `llama-2-…` and `llama-3-…` are one edit apart and two different things.
        for candidate in self._plain_keys_by_digits.get(_digits(key), ()):
            if not may_be_within(key, candidate, reach):
                continue
            distance = distance_within(key, candidate, reach)
            if distance < best_distance:
                best, best_distance, second = candidate, distance, best_distance
            elif distance < second:
                second = distance
        return best if best_distance <= limit and second >= best_distance + 2 else None

    def _longer_or_shorter(self, key: str) -> str | None:
        found = [
            other
            for other in self._by_plain_key
            if other and (_is_cut_of(key, other) or _is_cut_of(other, key))
        ]
        return found[0] if len(found) == 1 else None


def _grouped(pairs: Iterable[tuple[K, str]]) -> Mapping[K, Sequence[str]]:
    groups: dict[K, list[str]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups


def same_slug(fragment: str, slugs: Iterable[str]) -> str | None:
    """Return the one slug that `fragment` certainly means, or None.

    Letters, marks and numbers must agree after percent-decoding, NFKC and case folding; a hyphen
    counts only between two digits (``1-1-intro`` is not ``11-intro``). The answer is None where
    several slugs agree, where `fragment` or the slug looks like a counted repetition (``foo-1``
    beside ``foo``) and the other does not, and where two headings may differ only in the symbols of
    `fragment` (``c#``).
    """
    return SlugIndex(slugs).same(fragment)


def nearest_slug(fragment: str, slugs: Iterable[str]) -> str | None:
    """Return the slug to name in "did you mean", or None where none clearly is.

    In this order: the only slug with the same letters, marks and numbers; the only one that also
    agrees when a hyphen between digits is no difference; the only one within one edit (keys of 5 to
    11 characters), two (to 23) or three, with the same numbers and with every other slug at least
    two edits further; the only one that begins with the fragment, or that the fragment begins with,
    or that differs from it by a number in front.
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


def _digits(key: str) -> tuple[str, ...]:
    return tuple(_DIGITS.findall(key))


def _edits_allowed(length: int) -> int:
    if length < 5 or length > _LONGEST_COMPARED:
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

"""Which section of a schema a heading is.

Damaged characters count by what is left of them: a heading whose damaged text fits exactly one
section heading is that section.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from digestlint.markdown import Span
from digestlint.schema import SectionSpec

_NUMBERING = re.compile(r"(?:\d{1,2}|[一二三四五六七八九十])[.、)）:：][ \t]*(?=\S)")


class Fits(Protocol):
    """Whether the text at ``[start, end)`` could be ``candidate``."""

    def __call__(self, start: int, end: int, candidate: str) -> bool: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class SectionMatch:
    """What a heading stands for."""

    name: str
    matched: Span
    canonical: bool


def exactly(text: str) -> Fits:
    """The plain notion of fitting: equality."""

    def fits(start: int, end: int, candidate: str) -> bool:
        return text[start:end] == candidate

    return fits


def match_section(
    text: str, content: Span, specs: Mapping[str, SectionSpec], fits: Fits
) -> SectionMatch | None:
    """The section that a heading with this ``content`` is, or None."""
    canonical = [
        SectionMatch(name, span, True)
        for name, spec in specs.items()
        if (span := _spelt(text, content, spec.heading, spec.free_text, fits))
    ]
    if canonical:
        return max(canonical, key=lambda match: match.matched.end) if _nested(canonical) else None
    variants = [
        SectionMatch(name, span, False)
        for name, spec in specs.items()
        for spelling in _spellings(spec)
        if (span := _variant(text, content, spelling, spec.free_text, fits))
    ]
    names = {match.name for match in variants}
    if len(names) != 1:
        return None
    return max(variants, key=lambda match: match.matched.end - match.matched.start)


def _nested(matches: list[SectionMatch]) -> bool:
    """Whether the matches can be told apart: one is longer than each other one."""
    ends = sorted(match.matched.end for match in matches)
    return len(ends) == 1 or ends[-1] > ends[-2]


def _spelt(text: str, content: Span, heading: str, prefix: bool, fits: Fits) -> Span | None:
    end = content.start + len(heading)
    if end > content.end or (end < content.end and not prefix):
        return None
    if not fits(content.start, end, heading):
        return None
    # "Results" is no prefix of "Resultsheet": a word must end where the prefix ends.
    if end < content.end and text[end].isalnum() and heading[-1].isascii():
        return None
    return Span(content.start, end)


def _spellings(spec: SectionSpec) -> Iterable[str]:
    return (without_symbols(spec.heading), *map(without_symbols, spec.aliases))


def _variant(text: str, content: Span, spelling: str, prefix: bool, fits: Fits) -> Span | None:
    """The heading's part that is ``spelling``, symbols before it and case and width aside."""
    heading = text[content.start : content.end]
    start = content.end - len(without_symbols(heading))
    if _spelt(text, Span(start, content.end), spelling, prefix, fits):
        return Span(content.start, start + len(spelling))
    folded = fold(text[start : content.end])
    return content if folded and folded == fold(spelling) else None


@lru_cache(maxsize=4096)
def without_symbols(heading: str) -> str:
    """``heading`` without the emoji, markup and numbering before its first word."""
    for i, character in enumerate(heading):
        if character.isalnum() or is_placeholder(character):
            number = _NUMBERING.match(heading, i)
            return heading[number.end() :] if number else heading[i:]
    return heading


@lru_cache(maxsize=4096)
def fold(heading: str) -> str:
    """``heading`` for comparison: compatibility forms, case, punctuation and blanks levelled."""
    folded = unicodedata.normalize("NFKC", heading).casefold()
    return "".join(c for c in folded if c.isalnum() or is_placeholder(c))


def is_placeholder(character: str) -> bool:
    """Whether ``character`` stands for one that is unknown: U+FFFD, or one of private use."""
    return character == "\ufffd" or unicodedata.category(character) == "Co"

"""What the values of a field have in common: their type, their language, whether some are empty."""

from __future__ import annotations

import re
from collections.abc import Sequence

from digestlint._runtime.patterns import lazy_pattern

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Any

_NEARLY_ALL = 0.98
_MOST_EMPTY = 0.03  # of the values: as few are defects
_NOTHING = frozenset(
    {"null", "none", "nan", "n/a", "na", "undefined", "-", "--", "—", "无", "없음"}
)
_FEWEST = 5  # values that say anything
_LONG = 15  # letters of a value that is in a language
_MARKUP = lazy_pattern(r"[*_`<>\[\]]|\(https?://[^\s()]*\)")
# Each must fit the whole value, apart from its markup.
_TYPES = {
    "date": r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:[T ][\d:.+Z]*)?",
    "count": r"[\d,]+",
    "arxiv-id": r"(?:arXiv:\s*)?\d{4}\.\d{4,5}(?:v\d+)?",
    "doi": r"(?:doi:\s*|https?://(?:dx\.)?doi\.org/)?10\.\d{4,}/\S+",
    "url": r"https?://\S+",
}
_LANGUAGES = {
    "ja": lazy_pattern(r"[\u3041-\u30ff]"),
    "ko": lazy_pattern(r"[\uac00-\ud7a3]"),
    "zh": lazy_pattern(r"[\u3400-\u9fff]"),
    "ru": lazy_pattern(r"[\u0400-\u04ff]"),
}
_LETTER = lazy_pattern(r"[^\W\d_]")
_LEAST_OF_A_SCRIPT = 0.3  # of the letters; names and terms stay as they are


def facts_of(values: Sequence[str]) -> dict[str, Any]:
    """Return the keys of a field that has these ``values``."""
    facts: dict[str, Any] = {}
    plain = [_MARKUP.sub(" ", value).strip() for value in values]
    filled = [value for value in plain if value and value.lower() not in _NOTHING]
    if len(plain) - len(filled) > _MOST_EMPTY * len(plain):
        facts["body"] = "optional"
    if len(filled) < _FEWEST:
        return facts
    for name, pattern in _TYPES.items():
        whole = re.compile(pattern, re.IGNORECASE)
        if all(map(whole.fullmatch, filled)):
            return {**facts, "type": name}
    language = language_of(filled)
    return {**facts, "language": language} if language else facts


def language_of(texts: Sequence[str]) -> str | None:
    """Return the language of nearly all ``texts``, where its script tells; None if unknown."""
    long = [text for text in texts if sum(1 for _ in _LETTER.finditer(text)) >= _LONG]
    if len(long) < max(_FEWEST, len(texts) / 2):
        return None
    found = [_language(text) for text in long]
    for name in _LANGUAGES:
        if found.count(name) >= _NEARLY_ALL * len(found):
            return name
    return None


def _language(text: str) -> str | None:
    letters = sum(1 for _ in _LETTER.finditer(text))
    for name, script in _LANGUAGES.items():
        least = 0.1 if name == "ja" else _LEAST_OF_A_SCRIPT  # beside kanji
        if sum(1 for _ in script.finditer(text)) >= least * letters:
            return name
    return None

"""Punctuation at the end of a URL that is not part of it."""

from __future__ import annotations

from digestlint._runtime.patterns import lazy_pattern
from digestlint.rules.urls.swallowed import FULL_WIDTH_BRACKETS

PUNCTUATION = ".,;:。，、；：！？｡．､"
PAIRS = {")": "(", "]": "[", **FULL_WIDTH_BRACKETS}
_CUT_OFF = lazy_pattern(r"(?<!\.)(?<!\\(?=\.))(?:\\?\.){2,}\Z|…\Z")
_CLOSING = "".join(mark for mark in (*PUNCTUATION, *PAIRS) if mark != ".")
_ENTITY = lazy_pattern(r"&(?:[A-Za-z][A-Za-z0-9]*|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});\Z")
_WIKI_PAGE = lazy_pattern(r"/wiki/[^/?#]*\.\Z")
# A fragment with spaces quotes a sentence, including its full stop.
_SENTENCE = lazy_pattern(r"#[^#]*%20[^#]*\Z")


def cut_off_at(written: str) -> int | None:
    """Return where the dots begin that mark a truncated URL; None if there are none."""
    found = _CUT_OFF.search(written) or _CUT_OFF.search(written.rstrip(_CLOSING))
    return found.start() if found else None


def kept_length(written: str) -> int:
    """Return the length of the URL without the punctuation at its end."""
    if _WIKI_PAGE.search(written) or _SENTENCE.search(written):
        return len(written)
    end = len(written)
    counts = {bracket: written.count(bracket) for pair in PAIRS.items() for bracket in pair}
    while end > 0:
        last = written[end - 1]
        if last in PAIRS and counts[last] > counts[PAIRS[last]]:
            counts[last] -= 1
        elif last not in PUNCTUATION or (last == ";" and _ENTITY.search(written, 0, end)):
            break
        end -= 1
        while end > 0 and written[end - 1] == "\\":  # of a Markdown escape
            end -= 1
    return end

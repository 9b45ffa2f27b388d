"""Damaged text without a reading, in a line with mojibake: such a line is not restored.

A line that cannot be restored as a whole stays as it is, because the restored part is evidence for
the rest.
"""

from collections.abc import Sequence
from itertools import pairwise

from digestlint._runtime.patterns import lazy_pattern
from digestlint.encoding.channels.codepages import CodePage
from digestlint.encoding.channels.multibyte import PAGES as MULTIBYTE
from digestlint.encoding.channels.multibyte import encode
from digestlint.encoding.channels.plausibility import kind, written_cost
from digestlint.encoding.detect.double_byte import is_rare
from digestlint.encoding.detect.scanner import TWO_BYTE_LEADS
from digestlint.encoding.result.run import Run
from digestlint.text.lines import line_around

_STRETCH = lazy_pattern("[^\x00-\x7f]+")
_ODD_KINDS = frozenset("smx$kh")
_RARE = 12.0
_IN_WORDS = frozenset("’‘'·-–—…/\xad\u200c\u200d\u200e\u200f")
_ELISION = lazy_pattern(
    r"(?<![^\W\d_][^\W\d_])(?<=[lLdDjJmMnNsStTcCuU])â(?=[aeiouhAEIOUHéèêàôÉÈÊ])"
)
"""What is left of the apostrophe in ``l’eau``."""
_NO_WORDS = frozenset("âãäçêëîïðñôõûüýþÿ")
"""Letters that are not words by themselves, or only in a language that few people write."""


def find_remains(
    text: str, runs: Sequence[Run], suspects: Sequence[Run]
) -> tuple[tuple[int, int], ...]:
    """Return what looks damaged beside the runs of a line; both are in order."""
    found: list[tuple[int, int]] = []
    known = sorted([*runs, *suspects], key=lambda run: run.start)
    leads = {text[at] for run in runs for at in run.bounds[:-1]}
    at = 0
    while at < len(known):
        start, end = line_around(text, known[at].start, known[at].start)
        last = at
        while last < len(known) and known[last].start < end:
            last += 1
        line = known[at:last]
        at = last
        gaps = [(a.end, b.start) for a, b in pairwise(line)]
        for first, stop in [(start, line[0].start), *gaps, (line[-1].end, end)]:
            if first < stop and not text[first:stop].isascii():
                found += _odd(text, first, stop, line[0], leads, (start, end))
    return tuple(found)


def _odd(
    text: str, first: int, stop: int, run: Run, leads: set[str], line: tuple[int, int]
) -> list[tuple[int, int]]:
    """Return the odd stretches of ``text[first:stop]``, a gap between runs of ``line``."""
    found: list[tuple[int, int]] = []
    for match in _STRETCH.finditer(text, first, stop):
        start, end = match.span()
        touches = start == first > line[0] or end == stop < line[1]
        if run.channel.code_page in MULTIBYTE:
            codec = MULTIBYTE[run.channel.code_page]
            odd = any(is_rare(char) or _is_left(char, codec) for char in match[0])
        else:
            odd = _is_odd(text, start, end, run.channel.page, leads, touches)
        if odd:
            found.append((start, end))
    return found


def _is_left(char: str, codec: str) -> bool:
    """Whether a character is rare, or the first two bytes of one of three."""
    first, second, *_ = (*(encode(char, codec) or ()), 0, 0)
    return written_cost(char) >= _RARE or (0xE2 <= first <= 0xEF and 0x80 <= second < 0xC0)


def _is_odd(
    text: str, start: int, end: int, page: CodePage, leads: set[str], touches: bool
) -> bool:
    """Whether a stretch holds what no word of clean text does, in characters of the code page."""
    for at in range(start, end):
        char, after = text[at], text[at + 1 : at + 2]
        byte = page.byte(char)
        if byte is not None and _is_odd_there(text, at, leads, touches):
            return True
        if char in leads and 0x80 <= (page.byte(after) or 0) < 0xC0 and after > "\x7f":
            return True  # a sequence that is cut short
    return False


def _is_odd_there(text: str, at: int, leads: set[str], touches: bool) -> bool:
    """Whether clean text hardly has the character at ``at`` between its neighbours."""
    before, char, after = text[at - 1 : at] if at else "", text[at], text[at + 1 : at + 2]
    if not char.isalpha():
        if "\x80" <= char <= "\x9f" or (
            before.isalpha() and after.isalpha() and char not in _IN_WORDS
        ):
            return True
        return kind(char) in _ODD_KINDS and (touches or _is_accented(before))
    if touches:
        return True
    if char.isupper():
        return before.islower() or (
            char in leads and (char in TWO_BYTE_LEADS or not after.islower())
        )
    if char not in _NO_WORDS:
        return False
    if not before.isalpha():
        return not after.isalpha() or after.isupper()
    return char == "â" and (not after.isalpha() or _ELISION.match(text, at) is not None)


def _is_accented(char: str) -> bool:
    return char > "\x7f" and char.isalpha()

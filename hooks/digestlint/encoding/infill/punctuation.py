"""Quotation marks and dashes that lost bytes, chosen by their position.

For text that is not Chinese; the network knows more about Chinese.
"""

from collections.abc import Mapping

from digestlint.encoding.channels.candidates import candidates
from digestlint.text.lines import line_around

_PUNCTUATION = b"\xe2\x80"
_OPENERS = "([{<*_\"'«‘“„‚—–-/"
_CLOSERS = ")]}>*_\"'».,;:!?…’”“—–/"
_PAIRS = {"”": "“„”", "“": "„", "’": "‘‚"}
_SURE, _LIKELY = 0.995, 0.97
_REACH = 400
_HAN = range(0x3400, 0xA000)


def ranked(text: str, at: int, survived: bytes, lost: frozenset[int]) -> Mapping[str, float] | None:
    """Return the marks that may be at ``at`` with their probabilities; None to ask others.

    Args:
        text: The text, with other damaged characters chosen as far as they are.
        at: Where the mark is.
        survived: The bytes that are left of it.
        lost: The bytes that the channel drops.
    """
    if not survived.startswith(_PUNCTUATION[:1]) or not _PUNCTUATION.startswith(survived[:2]):
        return None
    start, end = line_around(text, at, at)
    start, end = max(start, at - _REACH), min(end, at + _REACH)
    before, after = text[start:at], text[at + 1 : end]
    if any(ord(char) in _HAN for char in before + after):
        return None
    fitting = candidates(survived, lost)
    opens = not before.rstrip(_OPENERS) or before.rstrip(_OPENERS)[-1:].isspace()
    closes = not after.lstrip(_CLOSERS) or after.lstrip(_CLOSERS)[:1].isspace()
    for mark in _likely(before, after, opens=opens, closes=closes):
        if mark in fitting:
            openers = _PAIRS.get(mark, "")
            is_closed = any(_is_open(before, opener, mark) for opener in openers)
            is_opened = mark == "„" and ("“" in after or "”" in after)
            only = all(other not in fitting for other in _rivals(mark, opens=opens, closes=closes))
            # A question mark may be all that is left of a byte.
            sure = only and (is_closed or is_opened or fitting == mark) and after[:1] != "?"
            return {mark: _SURE if sure else _LIKELY}
    return {}


def _likely(before: str, after: str, *, opens: bool, closes: bool) -> str:
    """Return the marks that are usual between ``before`` and ``after``, the likeliest first."""
    if before[-1:].isalpha() and after[:1].isalpha():
        return "’"
    if closes and not opens:
        return "”" if any(_is_open(before, opener, "”") for opener in "“„”") else "”…"
    if opens and not closes:
        return "„“" if "“" in after else "“„"
    return ""


def _rivals(mark: str, *, opens: bool, closes: bool) -> str:
    if mark == "’":
        return ""
    return "".join(
        other for other in ("“„‘‚" if opens else "”’…" if closes else "") if other != mark
    )


def _is_open(before: str, opener: str, closer: str) -> bool:
    """Whether ``opener`` is in ``before`` and not yet closed."""
    at = before.rfind(opener)
    return at >= 0 and closer not in before[at + 1 :]

"""Invisible characters, and the places where they belong."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from digestlint._runtime.patterns import lazy_pattern
from digestlint.core.message import Message, Template
from digestlint.text.lines import line_around, pieces

_CONTROL = Template("invisible/control", "control character {number}")
_REORDERS = Template(
    "invisible/reorders", "{number} ({name}), which changes the order in which text is shown"
)
_UNSEEN = Template("invisible/unseen", "invisible character {number} ({name})")

# Bidi controls (UAX #9, section 2): they show text in another order than it is stored
# (CVE-2021-42574). The marks LRM, RLM and ALM are harmless in a line of a right-to-left script.
_BIDI_MARKS = "\u200e\u200f\u061c"
_BIDI = "\u202a-\u202e\u2066-\u2069"
_JOINERS = "\u200c\u200d"
_BREAKS = "\u200b\u2060"
_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
# Soft hyphen, Mongolian vowel separator, invisible operators (they come with formulas copied from
# web pages), deprecated format characters, BOM inside the text, annotation marks, tags.
_OTHERS = "\xad\u180e\u2061-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"

_SEQUENCE = "\x1b\\[[0-?]*[ -/]*[@-~]"  # ECMA-48, section 5.4
ESCAPE_SEQUENCE = lazy_pattern(_SEQUENCE)
_HIDDEN = lazy_pattern(
    # Emoji tag sequences (UTS #51, ED-14a), such as the flag of Scotland, are correct.
    "\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f"
    # A terminal command is one run.
    f"|(?P<hidden>(?:{_SEQUENCE}|[{_CONTROLS}{_OTHERS}{_BIDI}{_BIDI_MARKS}{_JOINERS}{_BREAKS}])+)"
)
_REORDERING = lazy_pattern(f"[{_BIDI}]")
_MARKS = lazy_pattern(f"[{_BIDI_MARKS}]+")
# Blocks whose letters change shape next to a joiner: Arabic to Mandaic, Indic, Tibetan,
# Myanmar, Khmer, Mongolian and relatives (Unicode 15, chapter 23.2; UAX #31, section 2.3.1).
_JOINING = lazy_pattern(
    "[\u0600-\u08ff\u0900-\u0dff\u0f00-\u109f\u1700-\u18af\u1a20-\u1cff\ua800-\uaaff\uabc0-\uabff"
    "\ufb50-\ufdff\ufe70-\ufefc\U00010a00-\U00011fff\U0001e900-\U0001e95f]"
)
# Scripts without spaces between words, where U+200B and U+2060 control line breaks.
_UNSPACED = lazy_pattern(
    "[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf\ua980-\ua9df]"
)
_RIGHT_TO_LEFT = lazy_pattern(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def find_hidden(text: str) -> Iterator[re.Match[str]]:
    """Yield runs of invisible characters in ``text`` that do not belong where they are."""
    line_end = -1
    right_to_left = False  # whether the line that ends there has such letters
    for match in _candidates(text):
        if match["hidden"] is None or _belongs(text, match):
            continue
        if _MARKS.fullmatch(match[0]):
            if match.start() > line_end:
                line_start, line_end = line_around(text, *match.span())
                right_to_left = bool(_RIGHT_TO_LEFT.search(text, line_start, line_end))
            if right_to_left:
                continue
        yield match


def _candidates(text: str) -> Iterator[re.Match[str]]:
    """Yield runs of invisible characters, in the lines that are not ``str.isprintable``.

    None of these characters is printable, and the check is many times as fast as the search.
    """
    base = 0
    for piece in pieces(text):
        start, base = base, base + len(piece)
        if _without_breaks(piece).isprintable():
            continue
        for line in piece.split("\n"):
            if not line.removesuffix("\r").isprintable():
                yield from _HIDDEN.finditer(text, start, start + len(line))
            start += len(line) + 1


def _without_breaks(text: str) -> str:
    """Return ``text`` without line endings and tabs, which are not printable."""
    for char in "\n\r\t":
        text = text.replace(char, "")
    return text


def without_hidden(text: str) -> str:
    """Return ``text`` without hidden characters, with U+0080 to U+009F as windows-1252 has them."""
    if text.isprintable():
        return text
    return _HIDDEN.sub(lambda match: "".join(map(meant, match["hidden"] or match[0])), text)


def meant(char: str) -> str:
    """Return the character of windows-1252 for ``char``, if that is one of U+0080 to U+009F.

    Otherwise the result is empty. The WHATWG Encoding Standard reads ISO-8859-1 as windows-1252,
    too.
    """
    if not "\x80" <= char <= "\x9f":
        return ""
    return bytes([ord(char)]).decode("cp1252", "ignore")


def describe(char: str) -> Message:
    """Return the number and the name of ``char``, and its effect."""
    number = f"U+{ord(char):04X}"
    name = unicodedata.name(char, "").lower()
    if not name:
        return _CONTROL(number=number)
    template = _REORDERS if _REORDERING.match(char) else _UNSEEN
    return template(number=number, name=name)


def _belongs(text: str, match: re.Match[str]) -> bool:
    start, end = match.span()
    chars = match[0]
    before, after = text[start - 1 : start], text[end : end + 1]
    if chars == "\u200d" and _is_emoji(before) and _is_emoji(after):
        return True
    if all(char in _JOINERS for char in chars):
        return bool(_JOINING.match(before) or _JOINING.match(after))
    if all(char in _BREAKS for char in chars):
        return bool(_UNSPACED.match(before) or _UNSPACED.match(after))
    return False


def _is_emoji(char: str) -> bool:
    """Whether ``char`` can be next to a joiner in an emoji sequence (UTS #51, ED-16)."""
    return bool(char) and (
        char >= "\U0001f000"  # with emoji that are newer than Python's tables
        or char in "\ufe0f\u20e3\u2194\u2195"
        or unicodedata.category(char) == "So"
    )

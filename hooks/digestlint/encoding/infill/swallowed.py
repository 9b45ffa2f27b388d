"""ASCII characters that a lead byte swallowed, chosen by the syntax that lacks them.

Nothing is left of such a character. A bracket that is open, a quotation mark or a star without its
partner, a cell too few, or a heading in the middle of a line say what it was, where only one of
them does.
"""

from collections.abc import Iterator, Sequence

from digestlint._runtime.patterns import lazy_pattern
from digestlint.encoding.infill.characters import DamagedCharacters
from digestlint.encoding.infill.choices import UNTRIED, Choice
from digestlint.text.lines import line_around

_BRACKETS = (("(", ")"), ("[", "]"), ("{", "}"))
_PAIRED = '"*`_~'
_BLOCK = lazy_pattern(r"#{1,6} |>|\||```|~~~|\[\[|!\[")
_ITEM = lazy_pattern(r"(?:[-*+]|\d+[.)]) ")
_IN_ITEM = lazy_pattern(r"\s*(?:[-*+]|\d+[.)]) ")
_SENTENCE_END = frozenset("。！？；：")
_WORD = lazy_pattern("[A-Za-z]")
_SPACED = lazy_pattern(r"[^\s\w,.;:!?)\]}、。，；：！？）】》] |[(\[$`]")
"""A sign that has a space after it has one before it."""

_AFTER_SIGN = lazy_pattern(r" [^\s\w]\ufffd?$")
_PROBABLE = 0.8
"""Nothing else is likely, but nothing says so."""


def choose_swallowed(text: str, damaged: DamagedCharacters) -> dict[int, Choice | None]:
    """Return the choice for each swallowed character; None where it may have been several."""
    swallowed = [bool(kind.every) and kind.every.isascii() for kind in damaged.kinds]
    if not any(swallowed):
        return {}
    chars = list(text)
    found: dict[int, Choice | None] = {}
    before: tuple[int, str] = (-2, "")
    for at, kind in zip(damaged.offsets, damaged.kind_of, strict=True):
        every = damaged.kinds[kind].every
        if swallowed[kind]:
            follows_end = before[0] == at - 1 and not _SENTENCE_END.isdisjoint(before[1])
            choice = found[at] = _choose(text, chars, at, every, follows_end=follows_end)
            if choice is not None:
                chars[at] = choice.char
        before = at, every
    return found


def _choose(
    text: str, chars: Sequence[str], at: int, every: str, *, follows_end: bool
) -> Choice | None:
    start, end = line_around(text, at, at)
    before, after = "".join(chars[start:at]), text[at + 1 : end]
    before = before[before.rfind("\n") + 1 :]
    lacking = dict.fromkeys(char for char in _lacking(before, after) if char in every)
    if _rows_lack_a_cell(text, start, end) and "|" in every:
        lacking["|"] = None
    if (
        "\n" in every
        and "*" not in lacking
        and _begins_line(before, after, follows_end=follows_end)
    ):
        lacking["\n"] = None
    if lacking:
        return Choice(next(iter(lacking)), UNTRIED) if len(lacking) == 1 else None
    if follows_end and "\u3400" <= after[:1] <= "\u9fff":
        return Choice("\n", _PROBABLE)
    if " " in every and (_WORD.match(after) or _SPACED.match(after) or _AFTER_SIGN.search(before)):
        return Choice(" ", _PROBABLE)
    return None


def _lacking(before: str, after: str) -> Iterator[str]:
    """Yield the characters without which one between the two parts of a line has no partner."""
    for opening, closing in _BRACKETS:
        opened = before.count(opening) - before.count(closing)
        closed = after.count(closing) - after.count(opening)
        if opened > 0 and closed < opened:
            yield closing
        elif closed > 0 and opened < closed:
            yield opening
    item = _IN_ITEM.match(before)
    line = before[item.end() if item else 0 :] + after
    for mark in _PAIRED:
        doubled = mark != '"' and mark * 2 in line
        if line.count(mark) % 2 and (not doubled or after[:1] == mark or before[-1:] == mark):
            yield mark


def _begins_line(before: str, after: str, *, follows_end: bool) -> bool:
    """Whether what follows can only begin a line."""
    if _BLOCK.match(after):
        return not after.startswith("|") or not before.startswith("|")
    return bool(_ITEM.match(after)) and (follows_end or bool(_IN_ITEM.match(before)))


def _rows_lack_a_cell(text: str, start: int, end: int) -> bool:
    """Whether a row of a table has one cell less than the rows above and below it."""
    line = text[start:end].strip()
    if not line.startswith("|"):
        return False
    sizes: set[int] = set()
    for at in (start - 1, end + 1):
        if 0 <= at < len(text):
            other = text[slice(*line_around(text, at, at))].strip()
            if other.startswith("|"):
                sizes.add(other.count("|"))
    return sizes == {line.count("|") + 1}

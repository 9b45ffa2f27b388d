"""How to make asterisks render as bold text: move marks out of it, or insert a space."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from digestlint._runtime.patterns import lazy_pattern
from digestlint.core.finding import Edit
from digestlint.core.message import Message, Template
from digestlint.encoding import SYMBOL_PLACEHOLDER
from digestlint.markdown import Span
from digestlint.text.quoting import quoted

_REMOVE = Template("bold-fixes/remove", "Remove the asterisks")
_WRITE_TAG = Template("bold-fixes/write-tag", "Write <strong> instead of the asterisks")
_MOVE_BOTH = Template("bold-fixes/move-both", "Move {first} and {last} out of the bold text")
_MOVE = Template("bold-fixes/move", "Move {marks} out of the bold text")
_SPACE_BEFORE = Template("bold-fixes/space-before", "Insert a space before the asterisks")
_SPACE_AFTER = Template("bold-fixes/space-after", "Insert a space after the asterisks")
_SPACES = Template("bold-fixes/spaces", "Insert a space before and after the asterisks")
_SPACE_AND_MOVE = Template(
    "bold-fixes/space-and-move",
    "Insert a space before the asterisks and move {marks} out of the bold text",
)
_MOVE_AND_SPACE = Template(
    "bold-fixes/move-and-space",
    "Move {marks} out of the bold text and insert a space after the asterisks",
)

_MARKS = "：，。；、！？…—～:,.;!?"
_MARKS_AT_START = lazy_pattern(rf"[{_MARKS}\s]+")  # no space comes first
_MARKS_AT_END = lazy_pattern(rf"(?<![{_MARKS} \t])[ \t]*[{_MARKS}]+\Z")
_HANGUL = lazy_pattern("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]")
ENCLOSING = {"“": "”", "‘": "’", "「": "」", "『": "』", "《": "》", "〈": "〉"}
ENCLOSING |= {"（": "）", "【": "】", "[": "]", "(": ")", '"': '"'}

Change = tuple[Message, Sequence[Edit]]  # a fix's message, and its edits


def change_to_bold(text: str, block: Span, opening: Span, closing: Span) -> Change | None:
    """Return what makes the pair render.

    None if it renders already, or no CJK character is next to it.
    """
    outside = (
        text[opening.start - 1] if opening.start > block.start else " ",
        text[closing.end] if closing.end < block.end else " ",
    )
    inside = (text[opening.end], text[closing.start - 1])
    fails = [_is_letter(o) and _is_punctuation(i) for o, i in zip(outside, inside, strict=True)]
    near = {c for side in (0, 1) if fails[side] for c in (outside[side], inside[side])}
    if not any(ord(c) > 0x2000 for c in near) or SYMBOL_PLACEHOLDER in near:
        return None
    content = text[opening.end : closing.start]
    start, end = opening.end, closing.start
    if fails[0] and (marks := _MARKS_AT_START.match(content)):
        start += marks.end()
    if fails[1] and (marks := _MARKS_AT_END.search(content, start - opening.end)):
        end = opening.end + marks.start()
    spaces = (fails[0] and start == opening.end, fails[1] and end == closing.start)
    if start >= end:  # nothing but marks
        return _REMOVE(), [Edit(*opening, ""), Edit(*closing, "")]
    korean = any(space and _HANGUL.match(char) for space, char in zip(spaces, outside, strict=True))
    if _encloses(content) and (all(fails) or korean):
        message = _MOVE_BOTH(first=quoted(content[0]), last=quoted(content[-1]))
        return message, [*_move(opening, opening.end + 1), *_move(closing, closing.start - 1)]
    if korean:
        return _WRITE_TAG(), [Edit(*opening, "<strong>"), Edit(*closing, "</strong>")]
    return _moved(text, opening, closing, Span(start, end), spaces)


def _moved(text: str, opening: Span, closing: Span, bold: Span, spaces: Sequence[bool]) -> Change:
    """Move marks out until only ``bold`` is between the asterisks, or insert spaces."""
    edits: list[Edit] = []
    first = last = ""  # the marks that move
    if spaces[0]:
        edits.append(Edit(opening.start, opening.start, " "))
    elif bold.start > opening.end:
        first = text[opening.end : bold.start].strip()
        edits += _move(opening, bold.start)
    if spaces[1]:
        edits.append(Edit(closing.end, closing.end, " "))
    elif bold.end < closing.start:
        last = text[bold.end : closing.start].strip()
        edits += _move(closing, bold.end)
    return _message(first, last, spaces), edits


def _message(first: str, last: str, spaces: Sequence[bool]) -> Message:
    if all(spaces):
        return _SPACES()
    if first and last:
        return _MOVE_BOTH(first=quoted(first), last=quoted(last))
    if spaces[0]:
        return _SPACE_AND_MOVE(marks=quoted(last)) if last else _SPACE_BEFORE()
    if spaces[1]:
        return _MOVE_AND_SPACE(marks=quoted(first)) if first else _SPACE_AFTER()
    return _MOVE(marks=quoted(first or last))


def _move(asterisks: Span, to: int) -> tuple[Edit, Edit]:
    return Edit(*asterisks, ""), Edit(to, to, "**")


def _encloses(content: str) -> bool:
    """Whether one pair of quotation marks or brackets encloses all of ``content``."""
    closing = ENCLOSING.get(content[0])
    inner = content[1:-1]
    return (
        content[-1] == closing
        and inner.strip() == inner != ""
        and not {content[0], closing} & set(inner)
    )


def _is_punctuation(character: str) -> bool:
    """Whether CommonMark 0.31 counts it as punctuation: Unicode's P and S categories."""
    return unicodedata.category(character)[0] in "PS"


def _is_letter(character: str) -> bool:
    """Whether it is neither whitespace nor punctuation in CommonMark's flanking rule."""
    return not character.isspace() and not _is_punctuation(character)

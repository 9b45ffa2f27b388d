r"""LaTeX commands whose backslash was read as an escape: ``\beta`` is a backspace and ``eta``.

The control character is the only trace of the command.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from digestlint._runtime.budgets import SMALL_PART, TooMuchMarkupError
from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.document.document import Document
from digestlint.markdown import Markdown, Span, parse
from digestlint.rules.helpers.formulas import formulas
from digestlint.rules.helpers.stray_returns import stray_returns
from digestlint.text.signs import has_any

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Literal

    from digestlint._runtime.budgets import Budget

    Place = Literal["math", "text", "code"]

# String escapes, and the letter after the backslash; `\e` is used in PHP and shells.
ESCAPES = {
    "\a": "a",
    "\b": "b",
    "\x1b": "e",
    "\f": "f",
    "\n": "n",
    "\r": "r",
    "\t": "t",
    "\v": "v",
}
_RARE = "\a\b\x1b\f\v"  # in any text, unlike tabs and line endings
_CERTAIN = "abfv"  # the letters after the backslash in JSON and Python
_BEFORE_LETTER = lazy_pattern(r"[\t\r\n][a-z]")  # quick to compile, and enough for most texts
_SURROGATE = lazy_pattern("[\ud800-\udfff]")
_MATH = ("$", "\\(", "\\[", "\\begin{")
_REACH = 300  # characters before a line ending in which math has to begin
_ORDINARY = frozenset({"newcommand", "newpage", "nless"})  # their remains are words
# Lines of a formula also begin with a letter, but not after these signs or a space.
_ONE_LETTER = frozenset({"\\ne", "\\ni", "\\nu"})
_UNBREAKABLE = "${(_^| "
# Outside math, the remains of other commands may be a word, or a cell of a table.
_CLEAR = frozenset({"\\rceil", "\\rfloor", "\\rho", "\\rightarrow"})
_CLEAR_LENGTH = 5


class LostBackslash(NamedTuple):
    """A control character and the rest of its command."""

    span: Span
    command: str  # as it was, with the backslash
    place: Place
    known: bool  # as one of LaTeX

    @property
    def control(self) -> str:
        """The character that replaced the backslash and the first letter."""
        return next(char for char, letter in ESCAPES.items() if letter == self.command[1])

    @property
    def joins_lines(self) -> bool:
        """Whether the command is in two lines now."""
        return self.control in "\r\n"

    @property
    def certain(self) -> bool:
        """Whether nothing else can be meant."""
        return self.known and self.place == "math" and self.command[1] in _CERTAIN


def lost_backslashes(document: Document) -> Sequence[LostBackslash]:
    """Return all of them, in the order of the source text.

    Raises:
        TooMuchMarkupError: when there are more than the budget of the document allows.
    """
    facts = document.markdown.facts
    if lost_backslashes not in facts:
        facts[lost_backslashes] = tuple(
            _find(document.source.text, document.source.newline, document.markdown)
        )
    found: Sequence[LostBackslash] = facts[lost_backslashes]
    return found


def _find(text: str, newline: str, markdown: Markdown) -> Iterator[LostBackslash]:
    counted = markdown.count()
    candidates = []
    for candidate in _candidates(text, newline):
        counted.add(SMALL_PART)
        candidates.append(candidate)
    if not candidates:
        return
    presumed = _presumed(text, newline, candidates, markdown.budget)
    math = formulas(presumed)
    for span in candidates:
        offset = span.end - len(_rest(text, span)) - 1
        control = text[offset]
        command = f"\\{ESCAPES[control]}{_rest(text, span)}"
        place: Place = "text"
        if math.at(offset):
            place = "math"
        elif presumed.code.at(offset):
            place = "code"
        found = LostBackslash(span, command, place, command[1:] in _commands())
        if control in _RARE:
            believed = found.known or place == "math"
        elif place == "math":
            believed = control != "\t" or not _indents(text, offset, command)
        else:
            believed = place == "text" and control != "\n" and _is_clear(text, span, command)
        if believed:
            yield found


def _candidates(text: str, newline: str) -> Iterator[Span]:
    """Yield control characters before letters, and tabs and line endings before commands."""
    controls = [char for char in _RARE if char in text]
    common = [char for char in "\t\r" if char in text]
    common += ["\n"] if has_any(text, _MATH) else []
    if common and _BEFORE_LETTER.search(text):
        controls += common
    pattern = _pattern("".join(controls), "\r?\n" if "\r\n" in text else "\n") if controls else None
    for match in pattern.finditer(text) if pattern else ():
        span = Span(*match.span())
        if text[span.start] in _RARE + "\t" or _may_break_math(text, span, newline):
            yield span


@cache
def _pattern(controls: str, line_feed: str) -> re.Pattern[str]:
    r"""Return what matches ``controls``; if lines end in CR LF, so may a lost `\n`."""
    forms = []
    for control in controls:
        names = (name[1:] for name in _commands() - _ORDINARY if name[0] == ESCAPES[control])
        if control in _RARE:
            forms.append(f"{re.escape(control)}[A-Za-z]+")
        else:
            ending = line_feed if control == "\n" else control
            forms.append(f"{ending}(?:{'|'.join(sorted(names))})(?![A-Za-z])")
    return re.compile("|".join(forms))


def _commands() -> frozenset[str]:
    from digestlint.papers.latex.escapes import COMMANDS  # for few files

    return COMMANDS


def _rest(text: str, span: Span) -> str:
    return text[slice(*span)].lstrip("".join(ESCAPES))


def _may_break_math(text: str, span: Span, newline: str) -> bool:
    """Whether a line ending may belong to a command: it is in math, where no line would end."""
    command = _rest(text, span)
    control = text[span.end - len(command) - 1]
    if control == "\r" != newline:
        return True
    before = text[max(0, span.start - _REACH) : span.start]
    breaks = control == "\r" or f"\\n{command}" in _ONE_LETTER
    if breaks and (before[-1:] not in _UNBREAKABLE or before.rstrip(" ").endswith("$$")):
        return False
    return any(sign in before for sign in _MATH)


def _presumed(
    text: str, newline: str, candidates: Sequence[Span], budget: Budget | None
) -> Markdown:
    """Return the text with backslashes where they may have been; offsets are the same."""
    chars = list(_SURROGATE.sub("\ufffd", text))
    for offset in stray_returns(text, newline):
        chars[offset] = " "
    offsets = [span.end - len(_rest(text, span)) - 1 for span in candidates]
    for span, offset in zip(candidates, offsets, strict=True):
        chars[span.start : offset + 1] = [*" " * (offset - span.start), "\\"]
    try:
        return parse("".join(chars), budget=budget)
    except TooMuchMarkupError:  # of so many backslashes
        for offset in offsets:
            chars[offset] = "x"
        return parse("".join(chars), budget=budget)


def _indents(text: str, offset: int, command: str) -> bool:
    """Whether the tab is at the start of a line, before what may be a variable."""
    before = text[max(0, offset - 1) : offset]
    return len(command) == len("\\to") and before in ("", "\n", "\r", "\t", " ")


def _is_clear(text: str, span: Span, command: str) -> bool:
    """Whether the remains of the command are unlikely to be a word."""
    if text.startswith("{", span.end) or command in _CLEAR:
        return True
    return command[1] == "t" and len(command) >= _CLEAR_LENGTH

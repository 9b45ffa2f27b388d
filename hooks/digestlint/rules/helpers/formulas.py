r"""Math as its author meant it, even where a CommonMark renderer does not find it.

A parser recognises ``$x$`` and ``$$`` blocks within one paragraph as math. It does not recognise
``\(x\)``, ``\begin{align}``, dollars with spaces inside, or a ``$$`` block in which a line of ``=``
turns the lines above into a heading.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from heapq import merge

from digestlint._runtime.patterns import lazy_pattern
from digestlint.markdown import Markdown, Span, SpanSet
from digestlint.markdown.searching import occurrences

_INSIDE = lazy_pattern(r"(?<!\\)(?:\$|\\[()\[\]])")
_BRACKETS = ("(", ")", "[", "]")
_MATH_SIGN = lazy_pattern(r"[\^_=]|\\(?!text[a-z]|emph|href)[A-Za-z]")
# If `\b` was read as a backspace, both characters are replaced by a backslash.
_ENVIRONMENT = lazy_pattern(r"\\(b?egin|end)\{([A-Za-z]+\*?)\}")
_TO_END_OF_LINE = lazy_pattern(r"[ \t]*$", re.MULTILINE)
_CLOSED_BY = {"\\(": "\\)", "\\[": "\\]", "$$": "$$"}
# Unclosed math ends here.
_BOUNDARY = lazy_pattern(r"^[ \t>]*(?:#{1,6}[ \t]|`{3}|~{3})", re.MULTILINE)
_LONGEST_INLINE = 300  # characters from one end of a formula to the other
_FARTHEST = 5000  # the same, for display math
_MATH_LANGUAGES = frozenset({"math", "latex", "tex", "katex"})


def formulas(markdown: Markdown) -> SpanSet:
    """Return all math in the text, and the code blocks that contain only math."""
    if formulas in markdown.facts:
        known: SpanSet = markdown.facts[formulas]
        return known
    wide = display_math(markdown)
    spans = [*markdown.math, *wide, *_in_code(markdown)]

    def opaque(offset: int) -> bool:
        places = (markdown.code, markdown.html, markdown.math, wide)
        return any(place.at(offset) for place in places)

    end = 0
    for at in _signs(markdown.text):
        block = markdown.block_at(at) if at >= end else None
        if block is not None:
            spans += math_in_block(markdown.text, block, opaque)
            end = block.end
    markdown.facts[formulas] = found = SpanSet(spans)
    return found


def _signs(text: str) -> Iterator[int]:
    """Yield the places of ``_INSIDE`` in ``text``, faster."""
    backslashes = (at for at in occurrences(text, "\\") if text[at + 1 : at + 2] in _BRACKETS)
    for at in merge(occurrences(text, "$"), backslashes):
        if text[at - 1 : at] != "\\":
            yield at


def math_in_block(text: str, block: Span, opaque: Callable[[int], object]) -> Iterator[Span]:
    """Yield the math in one paragraph that the parser read as text."""
    dollar: int | None = None
    opened: dict[str, int] = {}  # by what closes it
    for match in _INSIDE.finditer(text, *block):
        start, sign = match.start(), match[0]
        if opaque(start):
            continue
        if sign in _CLOSED_BY:
            opened[_CLOSED_BY[sign]] = start
        elif sign != "$":
            opening = opened.pop(sign, start - _FARTHEST)
            if start - opening <= _LONGEST_INLINE:
                yield Span(opening, match.end())
        elif dollar is not None and _MATH_SIGN.search(text, dollar + 1, start):
            yield Span(dollar, match.end())
            dollar = None
        else:
            dollar = start


def display_math(markdown: Markdown) -> SpanSet:
    """Return environments, and display math that the parser split into several blocks."""
    if display_math not in markdown.facts:
        spans = [*_environments(markdown), *_displayed(markdown)]
        markdown.facts[display_math] = SpanSet(spans)
    found: SpanSet = markdown.facts[display_math]
    return found


def _environments(markdown: Markdown) -> Iterator[Span]:
    starts: dict[str, int] = {}
    for match in _ENVIRONMENT.finditer(markdown.text):
        kind, name = match.groups()
        if markdown.code.at(match.start()) or markdown.math.at(match.start()):
            continue
        if kind != "end":
            starts.setdefault(name, match.start())
        elif name in starts:
            start = starts.pop(name)
            if match.end() - start <= _FARTHEST:
                yield Span(start, match.end())


def _displayed(markdown: Markdown) -> Iterator[Span]:
    text, end = markdown.text, 0
    for start, after, closed_by in _openings(text):
        taken = start < end or markdown.math.at(start)
        if taken or markdown.code.at(start) or markdown.html.at(start):
            continue
        limit = min(len(text), start + _FARTHEST)
        if boundary := _BOUNDARY.search(text, after, limit):
            limit = boundary.start()
        closing = text.find(closed_by, after, limit)
        if closing >= 0 and _MATH_SIGN.search(text, after, closing):
            end = closing + len("$$")
            yield Span(start, end)


def _openings(text: str) -> Iterator[tuple[int, int, str]]:
    r"""Yield where ``$$`` is, or ``\[`` in a line of its own, and what closes it, in order."""
    dollars = (
        (at, at + 2, "$$")
        for at in occurrences(text, "$$")
        if text[at - 1 : at] not in ("\\", "$") and not text.startswith("$", at + 2)
    )
    return merge(dollars, _brackets(text))


def _brackets(text: str) -> Iterator[tuple[int, int, str]]:
    for at in occurrences(text, "\\["):
        if _TO_END_OF_LINE.match(text, at + 2):
            start = text.rfind("\n", 0, at) + 1
            if not text[start:at].strip(" \t>"):
                yield start, at + 2, "\\]"


def _in_code(markdown: Markdown) -> Iterator[Span]:
    """Yield the code that GitHub shows as math: blocks in that language, code between dollars."""
    for fence in markdown.fences:
        if fence.info.strip().lower() in _MATH_LANGUAGES:
            yield fence.span
    for code in markdown.code:
        around = markdown.text[code.start - 1 : code.start], markdown.text[code.end : code.end + 1]
        if around == ("$", "$"):
            yield code

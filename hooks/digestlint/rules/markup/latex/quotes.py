"""LaTeX's quotation marks, ``…'', even if CommonMark reads the backticks as a code span."""

from __future__ import annotations

from collections.abc import Callable

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.markdown import Span

_OPENING = lazy_pattern(r"(?<!`)``(?!`)")
_CLOSING = lazy_pattern(r"(?<!')''(?!')")
# The two that end a code span touch its last word; those that open a quotation do not.
_BEFORE_OPENING = lazy_pattern(r"[^A-Za-z0-9)\].;!?'\"]")


class Quotation(NamedTuple):
    """Where both pairs of marks are."""

    opening: Span
    closing: Span


def quotations(text: str, span: Span, opaque: Callable[[int], bool]) -> list[Quotation]:
    """Return the quotations in ``span``, in order.

    Two `` without the end of a quotation between them are a code span.
    """
    opening = [Span(*m.span()) for m in _OPENING.finditer(text, *span) if not opaque(m.start())]
    closing = [Span(*m.span()) for m in _CLOSING.finditer(text, *span)] if opening else []
    opens = [_opens(text, span, run) for run in opening]
    found = []
    i = j = 0
    while i < len(opening):
        while j < len(closing) and closing[j].start < opening[i].end:
            j += 1
        following = i + 1 < len(opening)
        limit = opening[i + 1].start if following else span.end
        ends = j < len(closing) and closing[j].end <= limit
        if opens[i] and ends and (not following or opens[i + 1]) and _closes(text, closing[j]):
            found.append(Quotation(opening[i], closing[j]))
            i += 1
        else:
            i += 2
    return found


def _opens(text: str, span: Span, run: Span) -> bool:
    before = run.start == span.start or _BEFORE_OPENING.match(text, run.start - 1)
    return bool(before) and run.end < span.end and not text[run.end].isspace()


def _closes(text: str, run: Span) -> bool:
    return not text[run.start - 1].isspace()

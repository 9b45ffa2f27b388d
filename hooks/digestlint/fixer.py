"""Applies fixes until nothing more changes.

Each round checks the text, applies the fixes that do not touch each other, and starts again: a
fix may uncover, or get out of the way of, another one.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from digestlint.finding import Applicability, Edit
from digestlint.linter import BOM, Diagnostic

_MAX_ROUNDS = 50


@dataclass(frozen=True, slots=True)
class Text:
    """What fixes change: the source text, and whether a byte order mark stands before it."""

    text: str
    bom: bool


@dataclass(frozen=True, slots=True)
class Fixed:
    """The outcome of ``fix``."""

    text: Text
    applied: Sequence[Diagnostic]  # each with its place in the text of its round
    remaining: Sequence[Diagnostic]  # what the last round found


class NotStableError(Exception):
    """Fixes kept undoing each other; the message names their rules."""


Check = Callable[[Text], Sequence[Diagnostic]]


def fix(text: Text, check: Check, *, unsafe: bool) -> Fixed:
    """Check ``text`` and apply fixes, round by round, until none is left.

    Args:
        text: What to fix.
        check: Finds what is wrong; called once a round.
        unsafe: Whether unsafe fixes are applied, too.

    Raises:
        NotStableError: when rounds do not come to an end.
    """
    applied: list[Diagnostic] = []
    round_applied: list[Diagnostic] = []
    for _ in range(_MAX_ROUNDS):
        found = check(text)
        changed, round_applied = apply(text, found, unsafe=unsafe)
        if changed == text:
            return Fixed(text, applied, found)
        applied += round_applied
        text = changed
    codes = ", ".join(sorted(Counter(d.code for d in round_applied)))
    raise NotStableError(
        f"the fixes of {codes} keep undoing each other, so the file was left as it was; this is a "
        f"defect of digestlint, please report it"
    )


def apply(
    text: Text, diagnostics: Iterable[Diagnostic], *, unsafe: bool
) -> tuple[Text, list[Diagnostic]]:
    """Apply as many fixes as fit side by side; returns the new text and what was applied."""
    edits: list[Edit] = []
    taken = _Taken()
    applied = []
    for diagnostic in diagnostics:
        fix = diagnostic.fix
        if fix is None or (fix.applicability is Applicability.UNSAFE and not unsafe):
            continue
        if taken.add(fix.edits):
            edits += fix.edits
            applied.append(diagnostic)
    return _edited(text, sorted(edits, key=lambda edit: (edit.start, edit.end))), applied


class _Taken:
    """The stretches that edits of this round change; an insertion takes the gap it fills."""

    def __init__(self) -> None:
        self._spans: list[tuple[int, int]] = []  # sorted, disjoint

    def add(self, edits: Sequence[Edit]) -> bool:
        """Take the stretches of ``edits``, unless one of them touches a taken one."""
        if any(self._touches(edit) for edit in edits):
            return False
        for edit in edits:
            insort(self._spans, (edit.start, edit.end))
        return True

    def _touches(self, edit: Edit) -> bool:
        i = bisect_left(self._spans, (edit.start, edit.end))
        after = i < len(self._spans) and self._spans[i][0] <= edit.end
        return after or (i > 0 and self._spans[i - 1][1] >= edit.start)


def _edited(text: Text, edits: Sequence[Edit]) -> Text:
    parts = []
    position = 0
    bom = text.bom
    for edit in edits:
        if edit.start == BOM:
            bom = False
            continue
        parts += [text.text[position : edit.start], edit.content]
        position = edit.end
    return Text("".join(parts) + text.text[position:], bom)

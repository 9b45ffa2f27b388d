"""Fixes that are not made: those that do harm, and those that undo each other.

Their findings stay. From one round to the next they are known by where they begin or end.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from digestlint._runtime.language import say, say_number, translated
from digestlint.core.finding import Finding
from digestlint.core.fix_list import FixList
from digestlint.text.codec import LineIndex
from digestlint.text.edits import Edits, OffsetMap

# A rule whose fixes do harm in this many rounds gets no more fixes.
_TOO_OFTEN = 3
_FEW_ROWS = 3


Place = tuple[str, int, int]  # the code of a rule, where its finding begins and ends


class LeftOut:
    """The fixes that are left out of one file."""

    def __init__(self, endless: Iterable[str] = (), undone: Iterable[Place] = ()) -> None:
        """``endless``: rules whose fixes have no end; ``undone``: fixes that others undo."""
        undone = {*undone}
        self._codes = set(endless)
        self._undoing = {*endless, *(code for code, _, _ in undone)}
        self._harmful: set[str] = set()
        self._rounds: dict[str, int] = {}  # in how many a rule did harm
        self._starts = {(code, start) for code, start, _ in undone}
        self._ends = {(code, end) for code, _, end in undone}
        self._undone = {*self._starts}

    def __bool__(self) -> bool:
        return bool(self._codes or self._starts)

    def add_harmful(self, fixes: FixList) -> None:
        """Leave out ``fixes``, which do harm to the present text."""
        self._starts |= {(fix.code, fix.start) for fix in fixes}
        self._ends |= {(fix.code, fix.end) for fix in fixes}
        for code in fixes.codes():
            self._harmful.add(code)
            self._rounds[code] = self._rounds.get(code, 0) + 1
            if self._rounds[code] >= _TOO_OFTEN:
                self._codes.add(code)

    def move(self, edits: Edits[str]) -> None:
        """Follow a round in which ``edits`` were made."""
        if self._starts:
            places = OffsetMap(edits)
            self._starts = {(code, places.after(at)) for code, at in self._starts}
            self._ends = {(code, places.after(at, at_end=True)) for code, at in self._ends}
            self._undone = {(code, places.after(at)) for code, at in self._undone}

    def _holds(self, finding: Finding) -> bool:
        code = finding.code
        if code in self._codes or (code, finding.start) in self._starts:
            return True
        return (code, finding.end) in self._ends

    def rest_of(self, found: Iterable[Finding]) -> FixList:
        """Return the fixes among ``found`` that are not left out."""
        fixes = FixList.of(found)
        if not self:
            return fixes
        return fixes.take(i for i, each in enumerate(fixes) if not self._holds(each))

    def without_fixes(self, found: Sequence[Finding]) -> Sequence[Finding]:
        """``found``, those without a fix whose fix is left out."""
        if not self:
            return found
        return [each._replace(fix=None) if self._holds(each) else each for each in found]

    def problem(self, lines: LineIndex) -> str | None:
        """One sentence that says what is left out of the present text; None if nothing is."""
        parts = []
        if self._harmful:
            places = self._starts - self._undone
            where = _where(lines, [at for code, at in places if code in self._harmful])
            named = ", ".join(sorted(self._harmful))
            parts.append(
                say(
                    "the fixes of {codes} would change more than their findings name, {where}",
                    codes=named,
                    where=where,
                )
            )
        if self._undoing:
            where = _where(lines, [at for _, at in self._undone])
            named = ", ".join(sorted(self._undoing))
            what = say("the fixes of {codes} keep undoing each other", codes=named)
            parts.append(what + (where and translated(", ") + where))
        if not parts:
            return None
        codes = ",".join(sorted(self._harmful | self._undoing))
        return say(
            "{what}, so they were left out; this is a defect of digestlint, please report it; "
            "--ignore {codes} gets you past it",
            what=translated("; ").join(parts),
            codes=codes,
        )


def _where(lines: LineIndex, offsets: Iterable[int]) -> str:
    """``at line 7``, of places in a text."""
    last = len(lines.text)
    rows = sorted({lines.position(min(max(at, 0), last))[0] for at in offsets})
    if not rows:
        return ""
    shown = [f"{row:,}" for row in rows[:_FEW_ROWS]]
    if more := len(rows) - len(shown):
        shown.append(say("{more} more", more=f"{more:,}"))
    comma, last_of_all = translated(", "), translated(" and ")
    listed = last_of_all.join([comma.join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)
    return say_number(len(rows), "at line {lines}", "at lines {lines}", lines=listed)

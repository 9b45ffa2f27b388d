"""Findings revealed by fixes that made text visible: a fence removed, text restored."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable

from digestlint.core.finding import Finding
from digestlint.core.fix_list import FixList
from digestlint.document.document import Document
from digestlint.lint.registry import all_rules
from digestlint.text.edits import OffsetMap

# Rules whose fixes make text visible, by what they need.
_UNCOVER = frozenset({"mojibake", "lossy mojibake", "stray fences", "undecodable bytes"})


def hides_text(document: Document) -> bool:
    """Whether fixes may make text visible."""
    stray = document.digest.stray_fences if document.digest else ()
    return bool(document.restoration.runs or document.source.undecodable or stray)


class Places:
    """Where the findings of a text are after rounds of fixes."""

    def __init__(self, found: Iterable[Finding]) -> None:
        """``found`` are those before."""
        spans = sorted((d.code, d.start, d.end) for d in found)
        self._codes = [code for code, _, _ in spans]
        self._starts = array("q", (start for _, start, _ in spans))
        self._ends = array("q", (end for _, _, end in spans))
        self._uncovered = False
        self._first = self._starts, self._ends

    def back(self) -> None:
        """Forget all rounds: fixing starts again."""
        self._starts, self._ends, self._uncovered = *self._first, False

    def move(self, applied: Iterable[Finding]) -> None:
        """Follow a round in which the fixes of ``applied`` were made."""
        uncover = {rule.code for rule in all_rules() if rule.info.requires in _UNCOVER}
        fixes = FixList.of(applied)
        self._uncovered |= not uncover.isdisjoint(fixes.codes())
        places = OffsetMap(fixes.edits().of_text())
        self._starts = array("q", map(places.after, self._starts))
        self._ends = array("q", (places.after(at, at_end=True) for at in self._ends))

    def new(self, remaining: Iterable[Finding]) -> dict[str, int]:
        """How many of what is left were not there before, by code, where text became visible."""
        if not self._uncovered:
            return {}
        return dict(Counter(d.code for d in remaining if not self._knows(d)))

    def _knows(self, finding: Finding) -> bool:
        first = bisect_left(self._codes, finding.code)
        last = bisect_right(self._codes, finding.code)
        # They are in order, and but for a few long ones none holds another.
        i = bisect_right(self._starts, finding.end, first, last)
        return any(self._ends[j] >= finding.start for j in range(max(first, i - 20), i))

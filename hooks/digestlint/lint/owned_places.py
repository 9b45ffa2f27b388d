"""Places that one rule owns, since what is there should not be there.

Other rules report nothing inside, and none of their fixes edits anything there: it will be removed.
Rules on encoding are excepted, since they bring back what was written.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from digestlint.core.finding import Edit, Finding
from digestlint.core.fix_list import FixList
from digestlint.lint.registry import Rule
from digestlint.text.spans import SpanSet


class OwnedPlaces:
    """The places of the findings of those of the selected ``rules`` that own them."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        infos = [rule.info for rule in rules]
        self._owners = {info.code for info in infos if info.owns_places}
        self._free = self._owners | {info.code for info in infos if info.reads == "source"}
        self._places: list[tuple[int, int]] = []

    def add(self, findings: Iterable[Finding]) -> None:
        """Note the places of those findings whose rules own them."""
        if self._owners:
            self._places += [(f.start, f.end) for f in findings if f.code in self._owners]

    def without(self, findings: list[Finding]) -> list[Finding]:
        """Return the ``findings`` outside, without the fixes that edit inside."""
        if not self._places:
            return findings
        return [
            found._replace(fix=None, deferred=False) if self._edited(found) else found
            for found in findings
            if found.code in self._free or not self._hold(found.start, found.end)
        ]

    def without_messages(self, findings: FixList) -> FixList:
        """As ``without``, of findings that have no messages."""
        if not self._places:
            return findings
        kept = findings.take(
            i
            for i, found in enumerate(findings)
            if found.code in self._free or not self._hold(found.start, found.end)
        )
        kept.drop_fixes([i for i, found in enumerate(kept) if self._edited(found)])
        return kept

    def outside(self, findings: FixList) -> FixList:
        """Return the ``findings`` whose fixes edit nothing inside."""
        if not self._places:
            return findings
        return findings.take(i for i, found in enumerate(findings) if not self._edited(found))

    def _edited(self, finding: Finding) -> bool:
        if finding.fix is None or finding.code in self._free:
            return False
        return any(map(self._touched, finding.fix.edits))

    def _touched(self, edit: Edit) -> bool:
        if edit.start < edit.end:
            return self._set.overlaps(edit.start, edit.end)
        return self._hold(edit.start - 1, edit.start + 1)

    def _hold(self, start: int, end: int) -> bool:
        place = self._set.at(start) if start >= 0 else None
        return place is not None and end <= place.end

    @cached_property
    def _set(self) -> SpanSet:
        """All of them; asked for only once the last rule has run."""
        return SpanSet(self._places)

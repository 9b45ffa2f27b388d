"""The lines of a file that have changed, the findings in them, and the fixes that edit no others.

A line has changed if its text is new; its ending does not count. A finding is in changed lines if
any of its lines is one of them. What is found about a whole file or by comparing files is in the
line where it is reported.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from operator import itemgetter

from digestlint.core.finding import Finding, Fix
from digestlint.core.fix_list import FixList
from digestlint.fixes.diff import changed_blocks
from digestlint.lint.results import FileResult
from digestlint.text.codec import SourceError, decode
from digestlint.text.lines import LINE_ENDING

Rows = Sequence[tuple[int, int]]
"""The first and the last row of each run of changed lines, in order."""


class ChangedLines:
    """The lines that differ from those of an earlier version of a file."""

    def __init__(self, before: bytes) -> None:
        """``before`` is the earlier version."""
        try:
            self._before: list[str] | None = _lines(decode(before).text)
        except SourceError:  # it was no text
            self._before = None
        self._text: str | None = None  # the one that was looked at last
        self._rows: Rows = ()
        self._starts: list[int] = []  # of the runs of changed lines, in characters
        self._ends: list[int] = []

    def rows(self, text: str) -> Rows:
        """Return the rows of a text that have changed."""
        self._look_at(text)
        return self._rows

    def hold_back(self, found: list[Finding] | FixList, text: str) -> None:
        """Take away each fix that edits any other line."""
        self._look_at(text)
        outside = [
            at for at, finding in enumerate(found) if finding.fix and not self._holds(finding.fix)
        ]
        if isinstance(found, FixList):
            found.drop_fixes(outside)
            return
        for at in outside:
            found[at] = found[at]._replace(fix=None)

    def _holds(self, fix: Fix) -> bool:
        return all(self._has(max(edit.start, 0), edit.end) for edit in fix.edits)

    def _has(self, start: int, end: int) -> bool:
        """Whether an edit of ``[start, end)`` leaves the other lines alone."""
        at = bisect_right(self._starts, start) - 1
        if at < 0 or end > self._ends[at]:
            return False
        return start < self._ends[at] or self._ends[at] == len(self._text or "")

    def _look_at(self, text: str) -> None:
        if text == self._text:
            return
        self._text = text
        starts = [0, *(match.end() for match in LINE_ENDING.finditer(text))]
        now = _lines(text)
        if self._before is None:
            runs = [(0, len(now))] if now else []
        else:
            blocks = changed_blocks(self._before, now)
            runs = [(first, last) for _, _, first, last in blocks if first < last]
        # The place behind the last line, where something may be found, is a row as well.
        last_row = len(starts)
        self._rows = [(first + 1, last_row if last == len(now) else last) for first, last in runs]
        ends = [*starts[1:], len(text)]
        self._starts = [starts[first] for first, _ in runs]
        self._ends = [ends[last - 1] for _, last in runs]


def _lines(text: str) -> list[str]:
    lines = LINE_ENDING.split(text)
    if not lines[-1]:
        lines.pop()  # what follows the last line ending is not a line
    return lines


def is_in(finding: Finding, rows: Rows) -> bool:
    """Whether any line of a finding has changed."""
    first, last = finding.location.row, finding.end_location.row
    if last > first and finding.end_location.column == 1:
        last -= 1  # it ends with the line before
    at = bisect_right(rows, last, key=itemgetter(0)) - 1
    return at >= 0 and rows[at][1] >= first


def in_changed_lines(result: FileResult) -> FileResult:
    """Return a result with the findings in changed lines only, where these are known."""
    if result.changed is None:
        return result
    found = [finding for finding in result.findings if is_in(finding, result.changed)]
    left: dict[str, int] = {}
    for finding in found:
        left[finding.code] = left.get(finding.code, 0) + 1
    revealed = {code: min(n, left[code]) for code, n in result.revealed.items() if code in left}
    return result._replace(findings=found, revealed=revealed)

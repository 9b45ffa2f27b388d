"""Workflow commands, which GitHub shows as annotations: one a file and rule, most severe first.

Follows GitHub's documentation of workflow commands ("Setting an error message"). Of a step, ten
errors, ten warnings and ten notices are shown; the rest is counted in a plain line behind them.
"""

from __future__ import annotations

from collections.abc import Iterator

from digestlint._runtime.language import say, say_number
from digestlint._runtime.records import NamedTuple
from digestlint.core.finding import Finding, Severity
from digestlint.lint.results import FileResult
from digestlint.output.reporter import Reporter, RunResults
from digestlint.output.saying import said
from digestlint.text.quoting import counted
from digestlint.text.terminal import safe

_MOST = 10  # annotations of each level that GitHub shows of a step
_ROWS = 5  # that an annotation names
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


class _Group(NamedTuple):
    """The findings of one rule in one file."""

    first: Finding
    rows: list[int]  # of some of the others
    others: int


class Report(Reporter):
    """Annotations of a workflow."""

    def __init__(self) -> None:
        self._written = dict.fromkeys(Severity, 0)
        self._held: dict[Severity, list[str]] = {kind: [] for kind in Severity}
        self._left = 0  # annotations that would not be shown
        self._left_findings = 0

    def of_file(self, file: FileResult, run: RunResults) -> Iterator[str]:
        """Yield the annotations for errors; others wait until all errors are known."""
        for group in _groups(file):
            kind = group.first.severity
            if self._written[kind] >= _MOST:
                self._left += 1
                self._left_findings += 1 + group.others
                continue
            self._written[kind] += 1
            command = _command(group)
            if kind is Severity.ERROR:
                yield command
            else:
                self._held[kind].append(command)

    def tail(self, run: RunResults) -> Iterator[str]:
        """Yield the other annotations, and how much is left."""
        for kind in Severity:
            yield from self._held[kind]
        if self._left:
            what = counted(self._left, "more annotation")
            findings = counted(self._left_findings, "finding")
            yield say(
                "… and {what} ({findings}), of which GitHub would show none",
                what=what,
                findings=findings,
            )


def _groups(file: FileResult) -> list[_Group]:
    """Return the findings of a file by rule, in the order of the first of each."""
    groups: dict[str, _Group] = {}
    for finding in file.findings:
        first, rows, others = groups.get(finding.code) or _Group(finding, [], -1)
        row = finding.location.row
        if others >= 0 and len(rows) < _ROWS and row != (rows[-1] if rows else first.location.row):
            rows.append(row)
        groups[finding.code] = _Group(first, rows, others + 1)
    return list(groups.values())


def _command(group: _Group) -> str:
    finding = group.first
    start, end = finding.location, finding.end_location
    properties = {
        "title": f"digestlint ({finding.code})",
        "file": finding.filename,
        "line": str(start.row),
        "endLine": str(end.row),
    }
    if start.row == end.row:  # GitHub takes columns only within one line
        properties |= {"col": str(start.column), "endColumn": str(end.column)}
    listed = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    place = f"{finding.filename}:{start.row}:{start.column}"
    message = f"{place}: {finding.code} {said(finding.message)}{_others(group)}"
    return f"::{_COMMANDS[finding.severity]} {listed}::{_escape(message)}"


def _others(group: _Group) -> str:
    """Return how many more there are in the file, and where the next ones are."""
    if not group.others:
        return ""
    count = say(
        "and {others} more of {name} in this file",
        others=f"{group.others:,}",
        name=group.first.name,
    )
    if not group.rows:
        return say(" ({count}, in the same line)", count=count)
    rows = ", ".join(map(str, group.rows))
    return say_number(
        len(group.rows),
        " ({count}: line {rows})",
        " ({count}: lines {rows})",
        count=count,
        rows=rows + _dots(group),
    )


def _dots(group: _Group) -> str:
    return ", …" if group.others > len(group.rows) else ""


def _escape(text: str) -> str:
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return safe(escaped)


def _property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")

"""Workflow commands, which GitHub shows as annotations on a pull request.

Follows GitHub's documentation of workflow commands ("Setting an error message").
"""

from __future__ import annotations

from collections.abc import Iterator

from digestlint.core.finding import Finding
from digestlint.output.reporter import Reporter, RunResults
from digestlint.text.terminal import safe


class Report(Reporter):
    """Annotations of a workflow."""

    def lines(self, run: RunResults) -> Iterator[str]:
        """Yield an ``::error`` command for each finding."""
        return map(_command, run.findings())


def _command(finding: Finding) -> str:
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
    message = f"{place}: {finding.code} {finding.message}"
    return f"::error {listed}::{_escape(message)}"


def _escape(text: str) -> str:
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return safe(escaped)


def _property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")

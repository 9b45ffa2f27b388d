"""A Code Quality report for GitLab, which shows it in merge requests.

Follows GitLab's documentation of Code Quality ("Code Quality report format").
"""

from __future__ import annotations

from collections.abc import Iterator

from digestlint.core.finding import Finding
from digestlint.core.fingerprints import fingerprinted, unique
from digestlint.lint.results import FileResult
from digestlint.output.levels import Level, level
from digestlint.output.reporter import Reporter, RunResults
from digestlint.text.terminal import safe_json

_SEVERITIES = {Level.ERROR: "major", Level.WARNING: "minor", Level.INFO: "info"}


class Report(Reporter):
    """The findings as one JSON array."""

    def __init__(self) -> None:
        self._last = ""  # the line that waits for whether a comma follows

    def of_file(self, file: FileResult, run: RunResults) -> Iterator[str]:
        """Yield a line for each finding, but the last."""
        path = run.path_of(file.filename)
        for finding, name, number in fingerprinted(file.findings, path):
            yield f"{self._last}," if self._last else "["
            self._last = f"  {safe_json(_issue(finding, path, unique(name, number)))}"

    def tail(self, run: RunResults) -> Iterator[str]:
        """Yield the rest of the array."""
        if not self._last:
            yield "[]"
            return
        yield self._last
        yield "]"


def _issue(finding: Finding, path: str, fingerprint: str) -> dict[str, object]:
    return {
        "type": "issue",
        "check_name": f"{finding.code} {finding.name}",
        "description": f"{finding.code} {finding.message}",
        "categories": ["Style"],
        "severity": _SEVERITIES[level(finding)],
        "fingerprint": fingerprint,
        "location": {
            "path": path,
            "lines": {"begin": finding.location.row, "end": finding.end_location.row},
        },
    }

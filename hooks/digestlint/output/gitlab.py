"""A Code Quality report for GitLab, which shows it in merge requests.

Follows GitLab's documentation of Code Quality ("Code Quality report format").
"""

from __future__ import annotations

from collections.abc import Iterator

from digestlint.core.finding import Finding, Severity
from digestlint.core.fingerprints import fingerprinted, unique
from digestlint.lint.results import FileResult
from digestlint.output.json_array import JsonArray
from digestlint.output.reporter import RunResults
from digestlint.output.saying import said
from digestlint.text.terminal import safe_json

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


class Report(JsonArray):
    """The findings as one JSON array."""

    def objects(self, file: FileResult, run: RunResults) -> Iterator[str]:
        """Yield the issue of each finding."""
        path = run.path_of(file.filename)
        for finding, name, number in fingerprinted(file.findings, path):
            yield safe_json(_issue(finding, path, unique(name, number)))


def _issue(finding: Finding, path: str, fingerprint: str) -> dict[str, object]:
    return {
        "type": "issue",
        "check_name": f"{finding.code} {finding.name}",
        "description": f"{finding.code} {said(finding.message)}",
        "categories": ["Style"],
        "severity": _SEVERITIES[finding.severity],
        "fingerprint": fingerprint,
        "location": {
            "path": path,
            "lines": {"begin": finding.location.row, "end": finding.end_location.row},
        },
    }

"""Logging commands, which Azure Pipelines shows as issues of a build.

Follows Microsoft's documentation of logging commands ("LogIssue") and their escapes.
"""

from __future__ import annotations

from collections.abc import Iterator

from digestlint.core.finding import Finding, Severity
from digestlint.lint.results import FileResult
from digestlint.output.reporter import Reporter, RunResults
from digestlint.output.saying import said
from digestlint.text.terminal import safe


class Report(Reporter):
    """Issues of a build."""

    def of_file(self, file: FileResult, run: RunResults) -> Iterator[str]:
        """Yield a command for each finding."""
        return map(_command, file.findings)


def _command(finding: Finding) -> str:
    row, column = finding.location
    properties = {
        "type": "error" if finding.severity is Severity.ERROR else "warning",  # there are no others
        "sourcepath": finding.filename,
        "linenumber": str(row),
        "columnnumber": str(column),
        "code": finding.code,
    }
    listed = "".join(f"{key}={_property(value)};" for key, value in properties.items())
    return f"##vso[task.logissue {listed}]{_escape(f'{said(finding.message)} ({finding.name})')}"


def _escape(text: str) -> str:
    escaped = text.replace("%", "%AZP25").replace("\r", "%0D").replace("\n", "%0A")
    return safe(escaped)


def _property(text: str) -> str:
    return _escape(text).replace(";", "%3B").replace("]", "%5D")

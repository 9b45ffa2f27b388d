"""Reviewdog's diagnostic format (RDFormat), with fixes as suggestions.

Follows the definition of the format: columns count bytes of UTF-8.
"""

from __future__ import annotations

from collections.abc import Iterator

from digestlint.core.finding import BOM, Finding, Fix, Location, Severity
from digestlint.core.rule_docs import REPOSITORY, rule_url
from digestlint.lint.results import FileResult
from digestlint.output.json_array import JsonItems
from digestlint.output.reporter import Reporter, RunResults
from digestlint.output.saying import said
from digestlint.text.row_bytes import RowBytes
from digestlint.text.terminal import safe_json

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Any

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}
_SOURCE = {"name": "digestlint", "url": REPOSITORY}


class Report(Reporter):
    """The findings as one ``DiagnosticResult``."""

    needs_content = True

    def __init__(self) -> None:
        self._items = JsonItems()

    def head(self, run: RunResults) -> Iterator[str]:
        """Yield the beginning, up to the diagnostics."""
        yield "{"
        yield f'  "source": {safe_json(_SOURCE)},'
        yield '  "diagnostics": ['

    def of_file(self, file: FileResult, run: RunResults) -> Iterator[str]:
        """Yield a line for each finding, but the last."""
        if not file.findings:
            return
        rows, path = RowBytes(file.new), run.path_of(file.filename)
        for finding in file.findings:
            yield from self._items.add(f"    {safe_json(_diagnostic(finding, path, rows))}")

    def tail(self, run: RunResults) -> Iterator[str]:
        """Yield the last diagnostic and the end."""
        yield from self._items.end()
        yield "  ]"
        yield "}"


def _diagnostic(finding: Finding, path: str, rows: RowBytes) -> dict[str, Any]:
    found: dict[str, Any] = {
        "message": said(finding.message),
        "location": {"path": path, "range": _range(finding.location, finding.end_location, rows)},
        "severity": _SEVERITIES[finding.severity],
        "code": {"value": finding.code, "url": rule_url(finding.name)},
    }
    if finding.fix:
        found["suggestions"] = _suggestions(finding.fix, rows)
    return found


def _suggestions(fix: Fix, rows: RowBytes) -> list[dict[str, Any]]:
    return [
        {"range": _range(*place, rows, with_bom=edit.start == BOM), "text": edit.content}
        for edit, place in zip(fix.edits, fix.locations, strict=True)
    ]


def _range(
    start: Location, end: Location, rows: RowBytes, *, with_bom: bool = False
) -> dict[str, Any]:
    return {
        "start": {"line": start.row, "column": 1 if with_bom else rows.column(*start)},
        "end": {"line": end.row, "column": rows.column(*end)},
    }

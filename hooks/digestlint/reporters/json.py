"""Findings as JSON, for programs: a list of objects, one a finding.

``docs/schemas/output.json`` describes it as a JSON Schema.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from digestlint.reporters.paint import Paint
from digestlint.results import LocatedFinding, LocatedFix, Location
from digestlint.rule_docs import rule_url


def report_json(findings: Iterable[LocatedFinding], _paint: Paint) -> Iterator[str]:
    """Yield the lines of one JSON array."""
    objects = [json.dumps(as_object(f), ensure_ascii=True) for f in findings]
    yield "[" + ",".join(f"\n  {text}" for text in objects) + ("\n]" if objects else "]")


def as_object(finding: LocatedFinding) -> dict[str, Any]:
    """The JSON object of a finding."""
    return {
        "code": finding.code,
        "name": finding.name,
        "message": finding.message,
        "filename": finding.filename,
        "location": _location(finding.location),
        "end_location": _location(finding.end_location),
        "fix": _fix(finding.fix) if finding.fix else None,
        "url": rule_url(finding.name),
    }


def _location(location: Location) -> dict[str, int]:
    return {"row": location.row, "column": location.column}


def _fix(fix: LocatedFix) -> dict[str, Any]:
    return {
        "applicability": str(fix.applicability),
        "message": fix.message,
        "edits": [
            {
                "content": edit.content,
                "location": _location(edit.location),
                "end_location": _location(edit.end_location),
            }
            for edit in fix.edits
        ],
    }

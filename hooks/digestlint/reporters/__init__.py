"""Findings as text: one module a format. Reporters know results, never Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from digestlint.reporters.concise import report_concise
from digestlint.reporters.full import report_full
from digestlint.reporters.github import report_github
from digestlint.reporters.json import report_json
from digestlint.reporters.paint import Paint
from digestlint.results import LocatedFinding

Reporter = Callable[[Iterable[LocatedFinding], Paint], Iterable[str]]

# Each yields lines without line endings.
REPORTERS: dict[str, Reporter] = {
    "full": report_full,
    "concise": report_concise,
    "json": report_json,
    "github": report_github,
}

__all__ = ["REPORTERS", "Paint", "Reporter"]

"""Sample findings for the tests of reporters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from digestlint.core import rule_index
from digestlint.core.finding import Applicability, Edit, Finding, Fix, Severity
from digestlint.lint.results import FileResult, locate
from digestlint.output import Paint, RunResults
from digestlint.text.codec import LineIndex
from tests.support import message

SAFE, UNSAFE = Applicability.SAFE, Applicability.UNSAFE


def finding(
    text: str, part: str = "", *, filename: str = "a.md", fix: Fix | None = None, **how: Any
) -> Finding:
    """A finding in ``text`` at ``part`` (default: at the start of the text)."""
    start = text.index(part)
    values = {"code": "URL002", "name": "trailing-punctuation", **how}
    values.setdefault("severity", severity_of(values["code"]))
    values["message"] = message(values.get("message", "it is wrong"))
    finding = Finding(start=start, end=start + len(part), fix=fix, **values)
    return locate(finding, LineIndex(text), filename)


def severity_of(code: str) -> Severity:
    """How bad the findings of a rule are."""
    return next((r.severity for r in rule_index.RULES if r.code == code), Severity.WARNING)


def fix(kind: Applicability, text: str, *edits: tuple[int, int, str]) -> Fix:
    """A fix; edits are ``(start, end, content)``."""
    return Fix(kind, message(text), tuple(Edit(*edit) for edit in edits))


def run(found: Sequence[Finding], paint: Paint | None = None) -> RunResults:
    """A run of one file."""
    return RunResults([FileResult("a.md", found)], paint or Paint())

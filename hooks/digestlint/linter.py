"""Runs rules over a document and says where in the file their findings stand.

Rules read the restored text; the file holds the source text. Positions map back character by
character. A fix whose edits replace mojibake characters waits until those are restored.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from digestlint.document import Document
from digestlint.finding import Edit, Finding, Fix
from digestlint.mojibake import Restoration
from digestlint.registry import all_rules
from digestlint.rule import Rule

# The offset of the byte order mark, which is no character of the text: Edit(BOM, 0, "") drops it.
BOM = -1


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A finding in its place: offsets count characters of the source text."""

    code: str
    name: str
    message: str
    start: int
    end: int
    fix: Fix | None = None
    waits: bool = False  # it has a fix, which waits for the restoration of the text it edits


class RuleCrashedError(Exception):
    """A rule failed: a defect of digestlint, not of the file."""

    def __init__(self, rule: Rule, cause: Exception) -> None:
        super().__init__(
            f"rule {rule.code} failed ({type(cause).__name__}: {cause}); this is a defect of "
            f"digestlint, please report it; --ignore {rule.code} gets you past it"
        )


def lint(document: Document, codes: Iterable[str] | None = None) -> list[Diagnostic]:
    """The findings of the selected rules on ``document``, in the order of the file.

    ``codes`` narrows the rules that ``document.settings`` selects.

    Raises:
        RuleCrashedError: when a rule fails.
    """
    selected = document.settings.codes if codes is None else document.settings.codes & set(codes)
    rules = sorted(
        (rule for rule in all_rules() if rule.code in selected), key=lambda rule: rule.info.last
    )
    found: list[Diagnostic] = []
    for rule in rules:
        try:
            found.extend(_apply(rule, document))
        except Exception as error:
            raise RuleCrashedError(rule, error) from error
    return sorted(found, key=lambda diagnostic: (diagnostic.start, diagnostic.code))


def _apply(rule: Rule, document: Document) -> Iterator[Diagnostic]:
    restored = rule.info.reads == "restored"
    for finding in rule.check(document):
        diagnostic = _locate(rule, finding, document.restoration if restored else None)
        row, _ = document.lines_of_source.position(max(diagnostic.start, 0))
        if rule.info.last or not document.suppressions.covers(rule.code, row):
            yield diagnostic


def _locate(rule: Rule, finding: Finding, restoration: Restoration | None) -> Diagnostic:
    start, end, fix, waits = finding.start, finding.end, finding.fix, False
    if restoration is not None:
        start, end = restoration.source_span(start, end)
        if fix is not None:
            waits = not all(restoration.intact(edit.start, edit.end) for edit in fix.edits)
            fix = None if waits else _map_fix(fix, restoration)
    return Diagnostic(rule.code, rule.name, finding.message, start, end, fix, waits)


def _map_fix(fix: Fix, restoration: Restoration) -> Fix:
    edits = tuple(
        Edit(*restoration.source_span(edit.start, edit.end), edit.content) for edit in fix.edits
    )
    return Fix(fix.applicability, fix.message, edits)

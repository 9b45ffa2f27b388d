"""Fixes of a whole document: all safe ones, all of a rule, and comments that silence."""

from __future__ import annotations

from digestlint._runtime.errors import DigestlintError
from digestlint.core.finding import Applicability, Edit, Finding
from digestlint.core.rule_index import RULES
from digestlint.fixes.suppressing import Commenter
from digestlint.run.checker import check_file
from digestlint.server.documents import Seen, task_of
from digestlint.server.edits import minimal_edits
from digestlint.text.codec import decode
from digestlint.text.edits import Taken

# No comment silences these, as with ``--add-suppressions``.
_NOT_SILENCED = frozenset(
    rule.code for rule in RULES if rule.stops_fixes or rule.requires == "directives"
)


def all_safe(seen: Seen) -> list[Edit]:
    """Return what ``--fix`` would do to a text; nothing where it can't be fixed."""
    try:
        task = task_of(seen.path, seen.text)
    except DigestlintError:
        return []
    if task is None:
        return []
    result = check_file(task._replace(fix=True, write=False))
    if result.new == result.old:
        return []
    fixed = decode(result.new)
    mark = [Edit(-1, 0, "")] if seen.text.bom and not fixed.bom else []
    return [*mark, *minimal_edits(seen.text.content, fixed.text)]


def all_of_rule(seen: Seen, code: str, *, unsafe: bool) -> list[Finding]:
    """Return the findings of a rule whose fixes can be made together."""
    taken = Taken(len(seen.text.content))
    return [
        finding
        for finding in seen.look.findings
        if finding.code == code
        and finding.fix
        and (unsafe or finding.fix.applicability is Applicability.SAFE)
        and taken.take(finding.fix.edits)
    ]


def can_be_silenced(finding: Finding) -> bool:
    """Whether a comment may silence a finding."""
    return finding.code not in _NOT_SILENCED


def silencing(seen: Seen, row: int, code: str) -> list[Edit]:
    """Return the edits that write a comment for a rule in a row; none where there is no place."""
    if seen.document is None:
        return []
    commenter = Commenter(seen.text.content, seen.document.source.newline)
    commenter.want(row, code)
    return [*minimal_edits(seen.text.content, commenter.written().text)]

"""``--add-suppressions``: comments for the findings that are left in a file."""

from __future__ import annotations

from digestlint._runtime.language import say
from digestlint.core.finding import Finding
from digestlint.core.rule_index import RULES
from digestlint.fixes.suppressing import Commented, Commenter
from digestlint.lint.linter import TooManyFindingsError, lint
from digestlint.lint.results import FileResult, locate_all
from digestlint.run.viewing import View
from digestlint.text.codec import decode, encode, from_text

# As many rounds as there are places for a comment, and some for what comments bring about.
_ROUNDS = 8
_STOPS_FIXES = frozenset(rule.code for rule in RULES if rule.stops_fixes)
# What is wrong with comments is not silenced by comments.
_OF_COMMENTS = frozenset(rule.code for rule in RULES if rule.requires == "directives")


def silenced(view: View, result: FileResult) -> FileResult:
    """Return ``result`` with comments in its text for all findings that can have one.

    The findings of the new result are those that cannot, and those that are not silenced by
    comments: a merge conflict, and comments themselves.
    """
    wanted = [finding for finding in result.findings if finding.code not in _OF_COMMENTS]
    if not wanted or result.problem or any(each.code in _STOPS_FIXES for each in wanted):
        return result
    source = decode(result.new)
    view.look_around(decode(result.old))
    commenter = Commenter(source.text, source.newline)
    for finding in wanted:
        commenter.want(finding.location.row, finding.code)
    known = {f.location.row for f in result.findings if f.code in _OF_COMMENTS}
    for left in range(_ROUNDS, -1, -1):
        made = commenter.written()
        try:
            document = view.opened(from_text(made.text, source.bom))
            found = locate_all(lint(document), document.lines_of_source, result.filename)
        except TooManyFindingsError as error:
            return result._replace(problem=str(error))
        if not left or not _learn(commenter, made, found, known, is_last=left == 1):
            break
    if (schema := document.schema and document.schema.name) != result.schema:
        return result._replace(problem=_other_schema(schema, result.schema))
    new = encode(made.text, source.bom)
    return result._replace(findings=found, new=new, suppressed=commenter.number())


def _other_schema(schema: str | None, before: str | None) -> str:
    if schema is None:
        return say("got no comments: with them, it fits no schema, not {before}", before=before)
    return say(
        "got no comments: with them, it fits {schema}, not {before}", schema=schema, before=before
    )


def _learn(
    commenter: Commenter, made: Commented, found: list[Finding], known: set[int], *, is_last: bool
) -> bool:
    """Tell ``commenter`` which findings are left; returns whether another round may help.

    ``known`` are the rows of comments that were wrong before.
    """
    moved: set[int] = set()  # each once: its comment may both be unused and silence nothing
    again = False
    for finding in found:
        row = made.rows[finding.location.row - 1]
        is_of_comment = finding.code in _OF_COMMENTS
        if is_of_comment and row in known:
            continue
        if not is_of_comment and commenter.want(row, finding.code):
            again = True
        elif row not in moved and commenter.move_on(row):
            moved.add(row)
            again = True
        if is_last:
            commenter.give_up(row)
    return again

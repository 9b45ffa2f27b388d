"""Code actions: the fix of a finding, all of its rule, all safe ones, and a comment instead."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lsprotocol import types

from digestlint._runtime.language import say
from digestlint.core.finding import Applicability, Edit, Finding
from digestlint.output.saying import said
from digestlint.server.diagnostics import diagnostic
from digestlint.server.documents import Seen
from digestlint.server.edits import workspace_edit
from digestlint.server.fixing import all_of_rule, all_safe, can_be_silenced, silencing

QUICK_FIX = types.CodeActionKind.QuickFix
FIX_ALL = "source.fixAll.digestlint"
KINDS = (QUICK_FIX, FIX_ALL)


def code_actions(
    client: types.ClientCapabilities, seen: Seen, params: types.CodeActionParams
) -> list[types.CodeAction]:
    """Return what can be done where the cursor is; work that takes a while comes later."""
    only = params.context.only
    actions: list[types.CodeAction] = []
    if _wanted(QUICK_FIX, only):
        found = [*seen.findings_at(params.range)]
        actions += _fixes(client, seen, found)
        actions += _of_rules(client, seen, found)
        actions += _silencing(seen, found)
    if _wanted(FIX_ALL, only) and any(map(_is_safe, seen.look.findings)):
        title = say("Apply all safe fixes")
        data = {"uri": seen.uri, "version": seen.version, "do": "all safe"}
        actions.append(types.CodeAction(title, kind=FIX_ALL, data=data))
    if not _resolves(client):
        actions = [resolved(client, seen, action) for action in actions]
    return [action for action in actions if action.edit or action.data]


def resolved(
    client: types.ClientCapabilities, seen: Seen, action: types.CodeAction
) -> types.CodeAction:
    """Return an action with its edit."""
    data: Any = action.data
    if action.edit is None and data is not None and data["version"] == seen.version:
        if data["do"] == "all safe":
            edits = all_safe(seen)
        else:
            edits = silencing(seen, int(data.get("row", 0)), str(data.get("code", "")))
        action.edit = workspace_edit(client, seen, edits) if edits else None
        action.data = None
    return action


def _resolves(client: types.ClientCapabilities) -> bool:
    """Whether the editor asks for the edit of an action when it is chosen."""
    actions = client.text_document and client.text_document.code_action
    support = actions and actions.data_support and actions.resolve_support
    return bool(support and "edit" in support.properties)


def _wanted(kind: str, only: Any) -> bool:
    return not only or any(kind == each or kind.startswith(f"{each}.") for each in map(str, only))


def _is_safe(finding: Finding) -> bool:
    return finding.fix is not None and finding.fix.applicability is Applicability.SAFE


def _fixes(
    client: types.ClientCapabilities, seen: Seen, found: list[Finding]
) -> Iterator[types.CodeAction]:
    for finding in found:
        if finding.fix:
            yield types.CodeAction(
                f"{said(finding.fix.message)} ({finding.code})",
                kind=QUICK_FIX,
                diagnostics=[diagnostic(seen, finding)],
                is_preferred=_is_safe(finding),
                edit=workspace_edit(client, seen, finding.fix.edits),
            )


def _of_rules(
    client: types.ClientCapabilities, seen: Seen, found: list[Finding]
) -> Iterator[types.CodeAction]:
    """Yield one action for each rule that has more fixes in the file."""
    for code in dict.fromkeys(finding.code for finding in found if finding.fix):
        unsafe = not any(_is_safe(finding) for finding in found if finding.code == code)
        all_ = all_of_rule(seen, code, unsafe=unsafe)
        if len(all_) < 2:
            continue
        edits: list[Edit] = [edit for each in all_ if each.fix for edit in each.fix.edits]
        title = say(
            "Fix all {number} of {code} {name}", number=len(all_), code=code, name=all_[0].name
        )
        yield types.CodeAction(
            title,
            kind=QUICK_FIX,
            diagnostics=[diagnostic(seen, each) for each in all_],
            edit=workspace_edit(client, seen, edits),
        )


def _silencing(seen: Seen, found: list[Finding]) -> Iterator[types.CodeAction]:
    places = {
        (finding.location.row, finding.code): finding
        for finding in reversed(found)
        if can_be_silenced(finding)
    }
    for (row, code), finding in sorted(places.items(), key=lambda item: item[0]):
        data = {"uri": seen.uri, "version": seen.version, "do": "silence", "row": row, "code": code}
        yield types.CodeAction(
            say("Silence {code} {name} here with a comment", code=code, name=finding.name),
            kind=QUICK_FIX,
            diagnostics=[diagnostic(seen, finding)],
            data=data,
        )

"""Edits of a text as the protocol has them: as small as they can be, for one version of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import accumulate

from lsprotocol import types

from digestlint.core.finding import Edit
from digestlint.fixes.diff import changed_blocks
from digestlint.server.documents import Seen
from digestlint.server.texts import Text
from digestlint.text.edits import in_order


def workspace_edit(
    client: types.ClientCapabilities, seen: Seen, edits: Iterable[Edit]
) -> types.WorkspaceEdit:
    """Return edits of an open document, for its version if the editor can tell versions."""
    return workspace_edits(client, {(seen.uri, seen.version): text_edits(seen.text, edits)})


def workspace_edits(
    client: types.ClientCapabilities,
    edits: dict[tuple[str, int | None], list[types.TextEdit]],
) -> types.WorkspaceEdit:
    """Return edits of documents, each given by its URI and version."""
    workspace = client.workspace and client.workspace.workspace_edit
    if not (workspace and workspace.document_changes):
        return types.WorkspaceEdit({uri: made for (uri, _), made in edits.items()})
    return types.WorkspaceEdit(
        document_changes=[
            types.TextDocumentEdit(
                types.OptionalVersionedTextDocumentIdentifier(uri, version), [*made]
            )
            for (uri, version), made in edits.items()
        ]
    )


def text_edits(text: Text, edits: Iterable[Edit]) -> list[types.TextEdit]:
    """Return edits as the protocol has them; no position is between CR and LF."""
    made = []
    for start, end, content in in_order(edits):
        if text.content[start - 1 : start + 1] == "\r\n" and start > 0:
            start, content = start - 1, "\r" + content
        if text.content[end - 1 : end + 1] == "\r\n" and end > 0:
            end, content = end + 1, content + "\n"
        made.append(types.TextEdit(text.range(start, end), content))
    return made


def minimal_edits(old: str, new: str) -> Iterator[Edit]:
    """Yield the edits that make one text of another, in order."""
    olds, news = old.splitlines(keepends=True), new.splitlines(keepends=True)
    at_old = [0, *accumulate(map(len, olds))]
    at_new = [0, *accumulate(map(len, news))]
    for i1, i2, j1, j2 in changed_blocks(olds, news):
        if i2 - i1 == j2 - j1:
            rows = [(i, i + 1, j, j + 1) for i, j in zip(range(i1, i2), range(j1, j2), strict=True)]
        else:
            rows = [(i1, i2, j1, j2)]
        for first, last, new_first, new_last in rows:
            start = at_old[first]
            was, becomes = old[start : at_old[last]], new[at_new[new_first] : at_new[new_last]]
            yield from _trimmed(start, was, becomes)


def _trimmed(start: int, old: str, new: str) -> Iterator[Edit]:
    if old == new:
        return
    most = min(len(old), len(new))
    head = next((at for at in range(most) if old[at] != new[at]), most)
    tail = next((at for at in range(most - head) if old[-1 - at] != new[-1 - at]), most - head)
    yield Edit(start + head, start + len(old) - tail, new[head : len(new) - tail])

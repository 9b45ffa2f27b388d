"""Starts the server on standard input and output."""

from __future__ import annotations

import io
import logging
import sys
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcContentModified, JsonRpcException

from digestlint._runtime.language import language_of, speak
from digestlint.server.actions import KINDS, code_actions, resolved
from digestlint.server.anchoring import add_anchors
from digestlint.server.edits import text_edits
from digestlint.server.fixing import all_safe
from digestlint.server.questions import add_questions
from digestlint.server.server import DigestlintServer


def serve() -> int:
    """Talk to an editor until it ends the server, or is gone; returns the exit code."""
    logging.basicConfig(level=logging.ERROR)
    logging.getLogger("pygls.protocol.json_rpc").addFilter(_is_unexpected)
    server = made()
    # pygls closes what it is given.
    raw = io.FileIO(sys.stdout.fileno(), "wb", closefd=False)
    server.start_io(stdout=io.BufferedWriter(raw))
    return 0 if server.has_stopped else 1


def _is_unexpected(record: logging.LogRecord) -> bool:
    """Whether a record is of more than a refusal, which the editor is told already."""
    kind = record.exc_info[0] if record.exc_info else None
    return kind is None or not issubclass(kind, JsonRpcException)


def made() -> DigestlintServer:
    """Return a server that answers all that it can."""
    server = DigestlintServer()

    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        if params.locale:
            speak(language_of({"LANG": params.locale}.get))

    @server.feature(types.INITIALIZED)
    def initialized(_: types.InitializedParams) -> None:
        server.watch_files()

    @server.feature(types.SHUTDOWN)
    def shutdown(_: None) -> None:
        server.stop()

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: types.DidSaveTextDocumentParams) -> None:
        server.forget([params.text_document.uri])

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def changed_files(params: types.DidChangeWatchedFilesParams) -> None:
        server.forget([change.uri for change in params.changes])

    add_actions(server)
    add_questions(server)
    add_anchors(server)
    return server


def add_actions(server: DigestlintServer) -> None:
    """Answer what changes a document."""

    @server.feature(
        types.TEXT_DOCUMENT_CODE_ACTION,
        types.CodeActionOptions([*KINDS], resolve_provider=True),
    )
    async def actions(params: types.CodeActionParams) -> list[types.CodeAction] | None:
        seen = await server.seen(params.text_document.uri)
        if seen is None:
            return None
        found = await server.asking.run(lambda: code_actions(server.client, seen, params))
        return found if server.is_current(seen) else None

    @server.feature(types.CODE_ACTION_RESOLVE)
    async def resolve(action: types.CodeAction) -> types.CodeAction:
        data: Any = action.data
        if not (isinstance(data, dict) and data.keys() >= {"uri", "version", "do"}):
            return action  # not one of ours
        seen = await server.seen(str(data["uri"]))
        if seen is None:
            return action
        made = await server.asking.run(lambda: resolved(server.client, seen, action))
        if not server.is_current(seen):
            raise JsonRpcContentModified
        return made

    @server.feature(types.TEXT_DOCUMENT_FORMATTING)
    async def formatting(params: types.DocumentFormattingParams) -> list[types.TextEdit] | None:
        seen = await server.seen(params.text_document.uri)
        if seen is None:
            return None
        edits = await server.asking.run(lambda: text_edits(seen.text, all_safe(seen)))
        return edits if server.is_current(seen) else None

    @server.command("digestlint.settled")
    async def settled(uri: str) -> bool:
        document = server.documents.get(uri)
        return document is not None and bool(await document.settled())

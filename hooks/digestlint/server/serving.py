"""Starts the server on standard input and output."""

from __future__ import annotations

import io
import logging
import sys

from lsprotocol import types

from digestlint._runtime.language import language_of, speak
from digestlint.server.server import DigestlintServer


def serve() -> int:
    """Talk to an editor until it ends the server, or is gone; returns the exit code."""
    logging.basicConfig(level=logging.ERROR)
    server = made()
    # pygls closes what it is given.
    raw = io.FileIO(sys.stdout.fileno(), "wb", closefd=False)
    server.start_io(stdout=io.BufferedWriter(raw))
    return 0 if server.has_stopped else 1


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

    @server.command("digestlint.settled")
    async def settled(uri: str) -> bool:
        document = server.documents.get(uri)
        return document is not None and bool(await document.settled())

    return server

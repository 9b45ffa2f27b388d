"""The protocol, with texts whose lines end where those of the protocol do.

The documents of pygls end lines wherever ``str.splitlines`` does, at U+2028 for example, and put
what follows into the wrong place. So the server keeps documents of its own.
"""

from __future__ import annotations

import typing
from collections.abc import Generator
from typing import Any, cast

from lsprotocol import types
from pygls.protocol import LanguageServerProtocol, lsp_method


class Documents(typing.Protocol):
    """What has the documents."""

    def opened(self, params: types.DidOpenTextDocumentParams) -> None:
        """Open one."""

    def changed(self, params: types.DidChangeTextDocumentParams) -> None:
        """Change one."""

    def closed(self, params: types.DidCloseTextDocumentParams) -> None:
        """Close one."""


class Protocol(LanguageServerProtocol):
    """Hands documents to the server."""

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(
        self, params: types.DidOpenTextDocumentParams
    ) -> Generator[Any, Any, None]:
        """Open a document."""
        cast("Documents", self._server).opened(params)
        yield from ()

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(
        self, params: types.DidChangeTextDocumentParams
    ) -> Generator[Any, Any, None]:
        """Change a document."""
        cast("Documents", self._server).changed(params)
        yield from ()

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(
        self, params: types.DidCloseTextDocumentParams
    ) -> Generator[Any, Any, None]:
        """Close a document."""
        cast("Documents", self._server).closed(params)
        yield from ()

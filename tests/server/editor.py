"""An editor, as far as the language server can tell: it speaks the protocol over stdio."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.protocol import default_converter
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities
from pytest_lsp.client import DEFAULT_CLIENT_FEATURES, register_lsp_features

from tests.places import SOURCE

_PATIENCE = 120  # seconds for an answer; on any machine, that is ample
_LONGEST = 300  # seconds that a server without an answer can take from a run of the tests


class Editor:
    """One that has a server running.

    Attributes:
        client: Sends requests.
        published: The diagnostics that came, in order.
        registered: What the server has asked to be told.
        initialized: What the server said when it began.
    """

    initialized: types.InitializeResult

    def __init__(self, client: LanguageClient, folder: Path) -> None:
        self.client = client
        self.folder = folder
        self.published: list[types.PublishDiagnosticsParams] = []
        self.registered: list[types.Registration] = []
        self.texts: dict[str, tuple[str, int]] = {}

    def uri(self, name: str) -> str:
        return (self.folder / name).as_uri()

    def open(self, name: str, text: str, *, on_disk: bool = True) -> str:
        """Open a file, which holds the text; return its URI."""
        if on_disk:
            (self.folder / name).write_text(text, encoding="utf-8", newline="")
        return self.open_uri(self.uri(name), text)

    def open_uri(self, uri: str, text: str) -> str:
        item = types.TextDocumentItem(uri, types.LanguageKind.Markdown, 1, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        self.texts[uri] = text, 1
        return uri

    def change(self, uri: str, *changes: types.TextDocumentContentChangeEvent) -> int:
        """Change a document; return its version."""
        text, version = self.texts[uri]
        self.texts[uri] = text, version + 1
        document = types.VersionedTextDocumentIdentifier(version + 1, uri)
        self.client.text_document_did_change(
            types.DidChangeTextDocumentParams(document, [*changes])
        )
        return version + 1

    def write(self, uri: str, text: str) -> int:
        """Replace all of a document; return its version."""
        return self.change(uri, types.TextDocumentContentChangeWholeDocument(text))

    async def until(self, condition: Callable[[], Any]) -> Any:
        """Wait until a condition is true, and return its value."""
        async with asyncio.timeout(_PATIENCE):
            while not (value := condition()):
                await asyncio.sleep(0.005)
        return value

    async def diagnostics(self, uri: str, version: int | None = None) -> list[types.Diagnostic]:
        """Return the last diagnostics of a version of a document, the draft ones aside."""
        wanted = self.texts[uri][1] if version is None else version

        def found() -> list[types.PublishDiagnosticsParams]:
            return [each for each in self.published if (each.uri, each.version) == (uri, wanted)]

        await self.until(found)
        document = types.TextDocumentIdentifier(uri)
        # An answer about the complete look comes after it was published.
        await self.client.workspace_execute_command_async(
            types.ExecuteCommandParams("digestlint.settled", [document.uri])
        )
        return [*found()[-1].diagnostics]

    async def codes(self, uri: str) -> list[Any]:
        return [each.code for each in await self.diagnostics(uri)]


@asynccontextmanager
async def editor(
    folder: Path,
    *,
    encodings: Sequence[types.PositionEncodingKind] = (),
    like: str = "visual_studio_code",
    locale: str | None = None,
    resolving: bool = True,
) -> AsyncIterator[Editor]:
    """Start a server for a folder, which is a repository of its own."""
    (folder / ".git").mkdir(exist_ok=True)
    client = LanguageClient(converter_factory=default_converter)
    edited = Editor(client, folder)

    def published(params: types.PublishDiagnosticsParams) -> None:
        edited.published.append(params)

    def register(params: types.RegistrationParams) -> None:
        edited.registered += params.registrations

    features = dict(DEFAULT_CLIENT_FEATURES)
    features[types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS] = published
    features[types.CLIENT_REGISTER_CAPABILITY] = register
    register_lsp_features(client, features)
    environment = {**os.environ, "PYTHONPATH": str(SOURCE), "PYTHONUTF8": "1", "LC_ALL": "C"}
    command = [sys.executable, "-m", "digestlint", "server"]
    config = ClientServerConfig(command, lambda: client, environment)
    await config.start()
    capabilities = client_capabilities(like)
    if not resolving and capabilities.text_document and capabilities.text_document.code_action:
        capabilities.text_document.code_action.resolve_support = None
    if encodings:
        capabilities.general = types.GeneralClientCapabilities(position_encodings=[*encodings])
    edited.initialized = await client.initialize_session(
        types.InitializeParams(
            capabilities,
            locale=locale,
            workspace_folders=[types.WorkspaceFolder(folder.as_uri(), "digests")],
        )
    )
    try:
        async with asyncio.timeout(_LONGEST):
            yield edited
        async with asyncio.timeout(_PATIENCE):
            await client.shutdown_session()
    finally:
        # After a failure, it has not been told to end.
        if (process := client._server) is not None and process.returncode is None:
            process.kill()
        await client.stop()  # type: ignore[no-untyped-call]

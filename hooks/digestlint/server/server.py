"""The server: which requests it answers, and with what."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer

from digestlint._runtime.errors import DigestlintError
from digestlint._runtime.installation import __version__
from digestlint.project.repository import lexical
from digestlint.server.checking import Checking
from digestlint.server.diagnostics import diagnostics
from digestlint.server.documents import OpenDocument, Seen, path_of
from digestlint.server.engine import Engine
from digestlint.server.neighbours import OpenText, Workspace
from digestlint.server.protocol import Protocol

T = TypeVar("T")

_WATCHED = ("**/*.md", "**/*.markdown", "**/*.bib", "**/*.toml")


class DigestlintServer(LanguageServer):
    """A language server for digests.

    Attributes:
        documents: Those that are open, by URI.
        checking: Has them checked.
        asking: The thread for questions about other files.
        has_stopped: Whether the editor has ended the server.
    """

    protocol: Protocol

    def __init__(self) -> None:
        super().__init__("digestlint", __version__, protocol_cls=Protocol)
        self.documents: dict[str, OpenDocument] = {}
        self.has_stopped = False
        self._engine = Engine("checking")
        self.checking = Checking(self._engine, self._publish)
        self.asking = Engine("asking")

    @property
    def encoding(self) -> str:
        """The units of columns: ``utf-8``, ``utf-16`` or ``utf-32``."""
        return str(self.workspace.position_encoding or "utf-16")

    @property
    def client(self) -> types.ClientCapabilities:
        """What the editor can do."""
        return self.protocol.client_capabilities

    def opened(self, params: types.DidOpenTextDocumentParams) -> None:
        """Check a document that was opened."""
        if self.has_stopped:
            return
        document = OpenDocument(params.text_document, self.encoding)
        if earlier := self.documents.get(document.uri):
            earlier.close()
        self.documents[document.uri] = document
        self.checking.begin(document, pause=0)

    def changed(self, params: types.DidChangeTextDocumentParams) -> None:
        """Check a document that was changed."""
        if document := self.documents.get(params.text_document.uri):
            document.change(params)
            self.checking.begin(document)

    def closed(self, params: types.DidCloseTextDocumentParams) -> None:
        """Show nothing of a document that was closed."""
        uri = params.text_document.uri
        if document := self.documents.pop(uri, None):
            document.close()
            self.checking.end(uri)
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    def forget(self, uris: list[str]) -> None:
        """Check all again that may depend on files that have changed."""
        if self.has_stopped:
            return
        paths = [path for path in map(path_of, uris) if path is not None]
        self._engine.forget(paths)
        self.asking.forget(paths)
        for document in self.documents.values():
            self.checking.begin(document)

    async def seen(self, uri: str) -> Seen | None:
        """Return what is known of a document as it is now; None if it is not open, or no text."""
        document = self.documents.get(uri)
        seen = await document.current() if document else None
        return seen if seen and seen.look.document else None

    async def ask(self, work: Callable[[], T]) -> T:
        """Return an answer about other files; a sentence tells the editor why there is none."""
        try:
            return await self.asking.run(work)
        except DigestlintError as error:
            raise JsonRpcInvalidParams(str(error)) from None

    def files(self) -> Workspace:
        """Return the folders and files that are open, as they are now."""
        opened = {
            lexical(each.path): OpenText(each.uri, each.version, each.text)
            for each in self.documents.values()
            if each.path is not None
        }
        return Workspace(folders_of(self), opened)

    def is_current(self, seen: Seen) -> bool:
        """Whether a document is still as it was seen."""
        document = self.documents.get(seen.uri)
        return document is not None and document.is_as(seen)

    def are_current(self, files: Workspace) -> bool:
        """Whether all that was open is as it was."""
        now = self.files().open
        return all(path in now and now[path].text is each.text for path, each in files.open.items())

    def watch_files(self) -> None:
        """Ask the editor to say when files change that findings depend on."""
        workspace = self.client.workspace
        watched = workspace and workspace.did_change_watched_files
        if not (watched and watched.dynamic_registration):
            return
        watchers = [types.FileSystemWatcher(pattern) for pattern in _WATCHED]
        self.client_register_capability(
            types.RegistrationParams(
                [
                    types.Registration(
                        "files",
                        types.WORKSPACE_DID_CHANGE_WATCHED_FILES,
                        types.DidChangeWatchedFilesRegistrationOptions(watchers),
                    )
                ]
            )
        )

    def stop(self) -> None:
        """Begin nothing new."""
        self.has_stopped = True
        for uri, document in self.documents.items():
            document.close()
            self.checking.end(uri)
        self.documents.clear()
        self._engine.close()
        self.asking.close()

    def _publish(self, seen: Seen) -> None:
        self.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(seen.uri, diagnostics(seen), seen.version)
        )


def folders_of(server: DigestlintServer) -> list[Path]:
    """Return the folders of the workspace."""
    uris = [folder.uri for folder in server.workspace.folders.values()]
    root = server.workspace.root_uri
    found = [path_of(uri) for uri in uris or ([root] if root else [])]
    return [path for path in found if path is not None]

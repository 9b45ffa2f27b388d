"""The documents that are open, and what was seen in them last."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from lsprotocol import types
from pygls.uris import to_fs_path

from digestlint._runtime.records import NamedTuple
from digestlint.core.finding import Finding
from digestlint.document.document import Document
from digestlint.markdown import Markdown
from digestlint.project.config import Config, matches
from digestlint.run.looking import Look
from digestlint.run.task import Task
from digestlint.server.texts import EditedText, Text
from digestlint.text.codec import encode

_UNTITLED = Path("untitled.md")


class Seen(NamedTuple):
    """A text of a document, and what is known of it."""

    uri: str
    path: Path | None
    version: int | None
    text: Text
    look: Look

    @property
    def document(self) -> Document | None:
        """The document, if the text could be read."""
        return self.look.document

    @property
    def markdown(self) -> Markdown | None:
        """The structure of the restored text."""
        return self.look.document and self.look.document.markdown

    def range(self, start: int, end: int) -> types.Range:
        """Return the range of a part of the restored text."""
        assert self.look.document is not None
        return self.text.range(*self.look.document.restoration.source_span(start, end))

    def offset(self, position: types.Position) -> int:
        """Return the offset of a position in the restored text."""
        assert self.look.document is not None
        return self.look.document.restoration.to_restored(self.text.offset(position))

    def findings_at(self, place: types.Range) -> Iterator[Finding]:
        """Yield the findings that a range touches."""
        start, end = self.text.offset(place.start), self.text.offset(place.end)
        for finding in self.look.findings:
            if finding.start <= end and start <= finding.end:
                yield finding


class OpenDocument:
    """A document that an editor has open.

    Attributes:
        path: The file; None for a text that has none yet.
        seen: What was seen last, maybe of an earlier version.
    """

    def __init__(self, item: types.TextDocumentItem, encoding: str) -> None:
        self.uri = item.uri
        self.path = path_of(item.uri)
        self.version: int | None = item.version
        self.seen: Seen | None = None
        self._edited = EditedText(item.text, encoding)
        self._is_seen = asyncio.Event()
        self._is_closed = False

    def change(self, params: types.DidChangeTextDocumentParams) -> None:
        """Make the changes of an editor."""
        self._edited.apply(params.content_changes)
        self.version = params.text_document.version
        self._is_seen.clear()
        self.__dict__.pop("text", None)

    @cached_property
    def text(self) -> Text:
        """The text as it is now."""
        return self._edited.text()

    def learn(self, seen: Seen) -> None:
        """Keep what was seen, unless the text has changed since."""
        if self.is_as(seen):
            self.seen = seen
            self._is_seen.set()

    def is_as(self, seen: Seen) -> bool:
        """Whether the text is still the one that was seen; versions begin anew when it closes."""
        return not self._is_closed and self.text is seen.text

    def close(self) -> None:
        """Let nobody wait for what will not be seen any more."""
        self._is_closed = True
        self._is_seen.set()

    async def settled(self) -> Seen | None:
        """Return what is seen in the text as it is now, once that is no draft."""
        while (seen := await self.current()) and seen.look.draft:
            self._is_seen.clear()
            await self._is_seen.wait()
        return seen

    async def current(self) -> Seen | None:
        """Return what is seen in the text as it is now, once that is known; None if it closes."""
        while not self._is_closed and (self.seen is None or not self.is_as(self.seen)):
            self._is_seen.clear()
            await self._is_seen.wait()
        return None if self._is_closed else self.seen


def path_of(uri: str) -> Path | None:
    """Return the path that a URI leads to, if it is one of a file."""
    path = to_fs_path(uri) if uri.startswith("file:") else None
    return Path(path) if path else None


def task_of(path: Path | None, text: Text) -> Task | None:
    """Return what is to be looked at; None for files that the configuration leaves out.

    Raises:
        DigestlintError: The configuration is wrong.
    """
    content = encode(text.content, text.bom)
    if path is None:
        return Task(_UNTITLED, Config.of({}), content=content, alone=True)
    config = Config.load(path.parent)
    if config.table.exclude and matches(config.table.exclude, config.folder, path):
        return None
    return Task(path, config, content=content)

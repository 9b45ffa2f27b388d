"""Answers about anchors and links: completion, definition, references, renaming."""

from __future__ import annotations

from lsprotocol import types
from pygls.exceptions import JsonRpcContentModified

from digestlint.server.completing import TRIGGERS, begun, completions
from digestlint.server.edits import workspace_edits
from digestlint.server.linking import Page
from digestlint.server.renaming import definition, references, renamable, renamed
from digestlint.server.server import DigestlintServer


def add_anchors(server: DigestlintServer) -> None:
    """Answer questions about anchors and links."""

    @server.feature(
        types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=[*TRIGGERS])
    )
    async def complete(params: types.CompletionParams) -> types.CompletionList | None:
        document = server.documents.get(params.text_document.uri)
        if document is None or (link := begun(document.text, params.position)) is None:
            return None
        # What was seen before the last key was pressed has nearly all anchors.
        seen = document.seen or await document.current()
        if seen is None or seen.document is None:
            return None
        text, files = document.text, server.files()
        items = await server.ask(
            lambda: completions(Page.of(seen), text, params.position, link, files)
        )
        return types.CompletionList(is_incomplete=False, items=items)

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    async def define(params: types.DefinitionParams) -> list[types.Location] | None:
        seen = await server.seen(params.text_document.uri)
        if seen is None:
            return None
        page, offset, files = Page.of(seen), seen.offset(params.position), server.files()
        return await server.ask(lambda: definition(page, offset, files))

    @server.feature(types.TEXT_DOCUMENT_REFERENCES)
    async def refer(params: types.ReferenceParams) -> list[types.Location] | None:
        seen = await server.seen(params.text_document.uri)
        if seen is None:
            return None
        page, offset, files = Page.of(seen), seen.offset(params.position), server.files()
        declaration = params.context.include_declaration
        return await server.ask(lambda: references(page, offset, files, declaration=declaration))

    add_renaming(server)


def add_renaming(server: DigestlintServer) -> None:
    """Rename headings."""

    @server.feature(types.TEXT_DOCUMENT_PREPARE_RENAME)
    async def prepare(
        params: types.PrepareRenameParams,
    ) -> types.PrepareRenamePlaceholder | None:
        seen = await server.seen(params.text_document.uri)
        return renamable(Page.of(seen), seen.offset(params.position)) if seen else None

    @server.feature(types.TEXT_DOCUMENT_RENAME, types.RenameOptions(prepare_provider=True))
    async def rename(params: types.RenameParams) -> types.WorkspaceEdit | None:
        seen = await server.seen(params.text_document.uri)
        if seen is None:
            return None
        page, offset, files = Page.of(seen), seen.offset(params.position), server.files()
        edits = await server.ask(lambda: renamed(page, offset, params.new_name, files))
        if not server.are_current(files):
            raise JsonRpcContentModified
        return workspace_edits(server.client, edits)

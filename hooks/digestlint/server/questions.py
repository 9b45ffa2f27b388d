"""Answers what an editor asks of one document."""

from __future__ import annotations

from lsprotocol import types

from digestlint.server.hovering import hover
from digestlint.server.lenses import lenses
from digestlint.server.linking import Page, document_links
from digestlint.server.outlining import folds, symbols
from digestlint.server.server import DigestlintServer


def add_questions(server: DigestlintServer) -> None:
    """Answer questions about a document that change nothing."""

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def hovering(params: types.HoverParams) -> types.Hover | None:
        seen = await server.seen(params.text_document.uri)
        return hover(seen, params.position) if seen else None

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    async def outline(params: types.DocumentSymbolParams) -> list[types.DocumentSymbol] | None:
        seen = await server.seen(params.text_document.uri)
        return symbols(seen) if seen else None

    @server.feature(types.TEXT_DOCUMENT_CODE_LENS)
    async def lens(params: types.CodeLensParams) -> list[types.CodeLens] | None:
        seen = await server.seen(params.text_document.uri)
        return lenses(seen) if seen else None

    @server.feature(types.TEXT_DOCUMENT_FOLDING_RANGE)
    async def folding(params: types.FoldingRangeParams) -> list[types.FoldingRange] | None:
        seen = await server.seen(params.text_document.uri)
        return folds(seen) if seen else None

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_LINK)
    async def links(params: types.DocumentLinkParams) -> list[types.DocumentLink] | None:
        seen = await server.seen(params.text_document.uri)
        if seen is None:
            return None
        return await server.asking.run(lambda: document_links(Page.of(seen)))

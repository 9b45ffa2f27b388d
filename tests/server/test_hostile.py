"""No document ends the server."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from lsprotocol import types
from lsprotocol.types import Position, Range, TextDocumentContentChangePartial

from digestlint.run.looking import Look
from digestlint.server.documents import OpenDocument, Seen
from tests.server.editor import Editor, editor

pytestmark = pytest.mark.asyncio

GOOD = "See <http://arxiv.org/abs/2505.15117>.\n"


async def is_alive(ed: Editor) -> bool:
    return await ed.codes(ed.open_uri("untitled:good", GOOD)) == ["URL005"]


@pytest.mark.parametrize(
    "text",
    [
        "a\ud800b \udc80 <http://arxiv.org/abs/2505.15117>\n",
        "\0",
        "[" * 20_000,
        "> " * 5_000,
        "\r" * 999,
    ],
    ids=["surrogates", "NUL", "brackets", "quotations", "endings"],
)
async def test_texts_that_are_none(tmp_path: Path, text: str) -> None:
    async with editor(tmp_path) as ed:
        uri = ed.open_uri(ed.uri("a.md"), text)
        await ed.diagnostics(uri)
        document = types.TextDocumentIdentifier(uri)
        await ed.client.text_document_document_symbol_async(types.DocumentSymbolParams(document))
        whole = Range(Position(0, 0), Position(9, 9))
        context = types.CodeActionContext([])
        await ed.client.text_document_code_action_async(
            types.CodeActionParams(document, whole, context)
        )
        assert await is_alive(ed)


async def test_a_pattern_that_hangs_is_stopped(tmp_path: Path) -> None:
    (tmp_path / "digestlint.toml").write_text(
        "max-rule-seconds = 1\nschema = 'own'\n"
        "[schemas.own.entries]\nkind = 'list-items'\npattern = '(?P<title>(a|a|aa)+)$'\n"
    )
    async with editor(tmp_path) as ed:
        [found] = await ed.diagnostics(ed.open("a.md", f"- {'a' * 60}!\n"))
        assert "digestlint.toml" in found.message
        assert await is_alive(ed)


async def test_a_text_that_is_too_large_is_not_checked(tmp_path: Path) -> None:
    (tmp_path / "digestlint.toml").write_text("max-file-size = 1\n")
    async with editor(tmp_path) as ed:
        [found] = await ed.diagnostics(ed.open("a.md", "word\n" * 300_000))
        assert "max-file-size" in found.message
        assert await is_alive(ed)


async def test_a_large_text_is_left_for_the_next_one(tmp_path: Path) -> None:
    async with editor(tmp_path) as ed:
        uri = ed.open("a.md", GOOD + "些 word <http://arxiv.org/abs/2505.15117>\n\n" * 100_000)
        ed.write(uri, GOOD)
        assert await ed.codes(uri) == ["URL005"]
        assert ed.published[-1].version == 2


async def test_changes_anywhere_are_no_harm(tmp_path: Path) -> None:
    async with editor(tmp_path) as ed:
        uri = ed.open("a.md", GOOD)
        places = [((99, 99), (0, 0)), ((0, 5), (0, 2)), ((7, 0), (9, 9))]
        for (line, column), (last, end) in places:
            place = Range(Position(line, column), Position(last, end))
            ed.change(uri, TextDocumentContentChangePartial(place, "\r"))
        await ed.diagnostics(uri)
        assert await is_alive(ed)


async def test_wrong_requests_are_refused(tmp_path: Path) -> None:
    async with editor(tmp_path) as ed:
        nowhere = types.TextDocumentIdentifier("file:///nowhere.md")
        assert (
            await ed.client.text_document_hover_async(types.HoverParams(nowhere, Position(0, 0)))
            is None
        )
        for data in ({"uri": 1}, [1], "x"):
            odd = types.CodeAction("x", data=data)
            assert (await ed.client.code_action_resolve_async(odd)).edit is None
        assert await is_alive(ed)


async def test_nothing_outside_of_the_repository_is_read(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    (tmp_path / "b.md").write_text("# One\n\n# Two\n")
    async with editor(inside) as ed:
        uri = ed.open("a.md", "[x](../b.md#two)\n\n[y](../b.md#\n")
        document = types.TextDocumentIdentifier(uri)
        found = await ed.client.text_document_definition_async(
            types.DefinitionParams(document, Position(0, 12))
        )
        start = Range(Position(0, 0), Position(0, 0))
        assert found == [types.Location((tmp_path / "b.md").as_uri(), start)]
        completed = await ed.client.text_document_completion_async(
            types.CompletionParams(document, Position(2, 12))
        )
        assert isinstance(completed, types.CompletionList)
        assert not completed.items


async def test_who_asks_about_a_text_that_is_closed_gets_an_answer(tmp_path: Path) -> None:
    async with editor(tmp_path) as ed:
        uri = ed.open("a.md", GOOD + "些 word <http://arxiv.org/abs/2505.15117>\n\n" * 100_000)
        document = types.TextDocumentIdentifier(uri)
        asked = ed.client.text_document_hover_async(types.HoverParams(document, Position(0, 9)))
        waiting = asyncio.ensure_future(asked)
        await asyncio.sleep(0)  # the question is sent
        ed.client.text_document_did_close(types.DidCloseTextDocumentParams(document))
        await waiting  # as long as `editor` allows
        assert await is_alive(ed)


async def test_a_change_without_a_new_version_is_a_change() -> None:
    item = types.TextDocumentItem("untitled:x", types.LanguageKind.Markdown, 1, GOOD)
    document = OpenDocument(item, "utf-16")
    seen = Seen(document.uri, None, document.version, document.text, Look(None))
    same = types.VersionedTextDocumentIdentifier(1, document.uri)
    whole = types.TextDocumentContentChangeWholeDocument("Clean.\n")
    document.change(types.DidChangeTextDocumentParams(same, [whole]))
    document.learn(seen)
    assert document.seen is None

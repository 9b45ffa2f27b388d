from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from lsprotocol import types
from lsprotocol.types import Position, Range
from pygls.exceptions import JsonRpcException

from tests.server.editor import Editor, editor
from tests.server.test_actions import after

pytestmark = pytest.mark.asyncio

A = """\
# 𝔸 One

## Two

[x](#two) [y](b.md#three) <a href='#two'>z</a>

## Two

[w](#two-1)
""".replace("\n", "\r\n")
B = "# Three\n\n[back](a.md#two) and [more](./a.md#%74wo-1), [none](c.md#two)\n"


def span(line: int, start: int, end: int) -> Range:
    return Range(Position(line, start), Position(line, end))


def document(uri: str) -> types.TextDocumentIdentifier:
    return types.TextDocumentIdentifier(uri)


async def complete(ed: Editor, uri: str, line: int, character: int) -> list[types.CompletionItem]:
    answer = await ed.client.text_document_completion_async(
        types.CompletionParams(document(uri), Position(line, character))
    )
    return [*answer.items] if isinstance(answer, types.CompletionList) else []


def new_texts(items: Sequence[types.CompletionItem]) -> list[str]:
    return [each.text_edit.new_text for each in items if each.text_edit]


async def test_anchors_are_completed(tmp_path: Path) -> None:
    async with editor(tmp_path) as ed:
        uri = ed.open("a.md", "# 一 A\n\n## B\n\n中 [x](#)\n\n<a id='own'></a>\n")
        items = await complete(ed, uri, 4, 7)
        assert new_texts(items) == ["一-a", "b", "own"]
        assert items[0].detail == "一 A"
        assert items[0].text_edit
        assert isinstance(items[0].text_edit, types.TextEdit)
        assert items[0].text_edit.range == span(4, 7, 7)
        # Anywhere else there is nothing to say.
        assert await complete(ed, uri, 4, 1) == []


async def test_anchors_and_files_are_completed(tmp_path: Path) -> None:
    (tmp_path / "b c.md").write_text("# Three\n")
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "d.md").write_text("# Four\n")
    async with editor(tmp_path) as ed:
        uri = ed.open("a.md", "[x](\n[x](b%20c.md#\n[x](more/\n[x](more/d.md#fo\n[x](https://a#\n")
        assert new_texts(await complete(ed, uri, 0, 4)) == ["a.md", "b%20c.md", "more/"]
        assert new_texts(await complete(ed, uri, 1, 14)) == ["three"]
        assert new_texts(await complete(ed, uri, 2, 9)) == ["d.md"]
        [four] = await complete(ed, uri, 3, 16)
        assert four.text_edit == types.TextEdit(span(3, 14, 16), "four")
        assert await complete(ed, uri, 4, 14) == []
        assert await complete(ed, uri, 99, 0) == []


async def test_definitions_of_anchors(tmp_path: Path) -> None:
    (tmp_path / "b.md").write_text(B)
    async with editor(tmp_path) as ed:
        uri = ed.open("a.md", A)

        async def define(line: int, character: int) -> object:
            return await ed.client.text_document_definition_async(
                types.DefinitionParams(document(uri), Position(line, character))
            )

        assert await define(4, 6) == [types.Location(uri, span(2, 3, 6))]
        assert await define(4, 18) == [types.Location(ed.uri("b.md"), span(0, 2, 7))]
        assert await define(8, 6) == [types.Location(uri, span(6, 3, 6))]
        assert not await define(0, 3)


async def test_references_of_anchors(tmp_path: Path) -> None:
    (tmp_path / "b.md").write_text(B)
    async with editor(tmp_path) as ed:
        uri = ed.open("a.md", A)

        async def refer(line: int, character: int) -> list[tuple[str, int]]:
            context = types.ReferenceContext(include_declaration=True)
            answer = await ed.client.text_document_references_async(
                types.ReferenceParams(context, document(uri), Position(line, character))
            )
            return [(each.uri.rpartition("/")[2], each.range.start.line) for each in answer or ()]

        two = [("a.md", 2), ("a.md", 4), ("a.md", 4), ("b.md", 2)]
        assert await refer(2, 4) == two
        assert await refer(4, 6) == two
        assert await refer(6, 4) == [("a.md", 6), ("a.md", 8), ("b.md", 2)]
        assert await refer(4, 18) == [("b.md", 0), ("a.md", 4)]


async def test_renaming_a_heading_changes_every_link_to_it(tmp_path: Path) -> None:
    (tmp_path / "b.md").write_text(B)
    async with editor(tmp_path) as ed:
        uri = ed.open("a.md", A)
        where = document(uri), Position(2, 4)
        prepared = await ed.client.text_document_prepare_rename_async(
            types.PrepareRenameParams(*where)
        )
        assert prepared == types.PrepareRenamePlaceholder(span(2, 3, 6), "Two")
        answer = await ed.client.text_document_rename_async(types.RenameParams(*where, "二 Zwei!"))
        assert answer
        assert answer.document_changes
        made = {}
        for change in answer.document_changes:
            assert isinstance(change, types.TextDocumentEdit)
            name = change.text_document.uri.rpartition("/")[2]
            edits = [edit for edit in change.edits if isinstance(edit, types.TextEdit)]
            made[name] = change.text_document.version, edits
        version, edits = made["a.md"]
        assert version == 1
        # The second heading of that name is the first one now.
        assert after(A, edits) == A.replace("## Two", "## 二 Zwei!", 1).replace(
            "#two)", "#二-zwei)"
        ).replace("'#two'", "'#二-zwei'").replace("#two-1", "#two")
        version, edits = made["b.md"]
        assert version is None
        assert after(B, edits) == B.replace("a.md#two)", "a.md#二-zwei)").replace(
            "#%74wo-1", "#two"
        )


async def test_what_can_not_be_renamed(tmp_path: Path) -> None:
    async with editor(tmp_path) as ed:
        uri = ed.open("a.md", A)
        where = document(uri), Position(4, 1)
        prepare = types.PrepareRenameParams(*where)
        assert await ed.client.text_document_prepare_rename_async(prepare) is None
        with pytest.raises(JsonRpcException, match="only headings can be renamed"):
            await ed.client.text_document_rename_async(types.RenameParams(*where, "x"))
        with pytest.raises(JsonRpcException, match="the text of a heading is one line"):
            await ed.client.text_document_rename_async(
                types.RenameParams(document(uri), Position(2, 4), "x\ny")
            )


async def test_links_are_found_however_the_name_of_the_file_is_written(tmp_path: Path) -> None:
    written = ["中文%20a.md#one", "<中文 a.md#one>", "%E4%B8%AD文%20a.md#one"]
    for name, link in zip("bcd", written, strict=True):
        (tmp_path / f"{name}.md").write_text(f"[x]({link})\n", encoding="utf-8")
    async with editor(tmp_path) as ed:
        uri = ed.open("中文 a.md", "# One\n")
        context = types.ReferenceContext(include_declaration=False)
        found = await ed.client.text_document_references_async(
            types.ReferenceParams(context, document(uri), Position(0, 3))
        )
        assert sorted(each.uri for each in found or ()) == [ed.uri(f"{name}.md") for name in "bcd"]

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types
from lsprotocol.types import Position, Range

from digestlint.server.edits import minimal_edits
from digestlint.server.texts import Text
from digestlint.text.edits import applied
from tests.server.editor import Editor, editor

TWO = "# A\n\n中𝔸 <http://arxiv.org/abs/2505.15117>\n\n<http://arxiv.org/abs/2505.15118>, x\n"


def after(text: str, edits: Sequence[types.TextEdit]) -> str:
    """What an editor makes of edits."""
    seen = Text(text)
    made = [
        (seen.offset(edit.range.start), seen.offset(edit.range.end), edit.new_text)
        for edit in edits
    ]
    return applied(seen.content, sorted(made, key=lambda edit: edit[:2]))


def edits_of(action: types.CodeAction, version: int) -> list[types.TextEdit]:
    assert action.edit
    assert action.edit.document_changes
    [changed] = action.edit.document_changes
    assert isinstance(changed, types.TextDocumentEdit)
    assert changed.text_document.version == version
    return [edit for edit in changed.edits if isinstance(edit, types.TextEdit)]


async def actions_at(
    ed: Editor, uri: str, line: int, only: list[str] | None = None
) -> dict[str, types.CodeAction]:
    place = Range(Position(line, 0), Position(line, 200))
    context = types.CodeActionContext([], only=only)
    answer = await ed.client.text_document_code_action_async(
        types.CodeActionParams(types.TextDocumentIdentifier(uri), place, context)
    )
    return {each.title: each for each in answer or () if isinstance(each, types.CodeAction)}


@pytest.mark.asyncio
async def test_quick_fixes(tmp_path: Path) -> None:
    async with editor(tmp_path) as ed:
        uri = ed.open("a.md", TWO)
        await ed.diagnostics(uri)
        actions = await actions_at(ed, uri, 2)
        assert [*actions] == [
            "Write 'https://' (URL005)",
            "Fix all 2 of URL005 insecure-scheme",
            "Silence URL005 insecure-scheme here with a comment",
            "Apply all safe fixes",
        ]
        this = actions["Write 'https://' (URL005)"]
        assert this.is_preferred
        assert this.diagnostics
        assert this.diagnostics[0].code == "URL005"
        [edit] = edits_of(this, 1)
        assert edit == types.TextEdit(Range(Position(2, 9), Position(2, 9)), "s")
        every = edits_of(actions["Fix all 2 of URL005 insecure-scheme"], 1)
        assert after(TWO, every) == TWO.replace("http:", "https:")


@pytest.mark.asyncio
async def test_what_takes_a_while_is_made_when_it_is_chosen(tmp_path: Path) -> None:
    async with editor(tmp_path) as ed:
        uri = ed.open("a.md", TWO)
        await ed.diagnostics(uri)
        actions = await actions_at(ed, uri, 4)
        safe = actions["Apply all safe fixes"]
        assert safe.edit is None
        made = await ed.client.code_action_resolve_async(safe)
        assert after(TWO, edits_of(made, 1)) == TWO.replace("http:", "https:")
        silence = await ed.client.code_action_resolve_async(
            actions["Silence URL005 insecure-scheme here with a comment"]
        )
        silenced = after(TWO, edits_of(silence, 1))
        assert silenced == TWO.replace(", x", ", x <!-- digestlint-disable-line URL005 -->")
        ed.write(uri, silenced)
        assert [each.range.start.line for each in await ed.diagnostics(uri)] == [2]


@pytest.mark.asyncio
async def test_only_kinds_that_are_asked_for(tmp_path: Path) -> None:
    async with editor(tmp_path) as ed:
        uri = ed.open("a.md", TWO)
        assert [*await actions_at(ed, uri, 2, ["source.fixAll"])] == ["Apply all safe fixes"]
        assert len(await actions_at(ed, uri, 2, ["quickfix"])) == 3
        assert await actions_at(ed, uri, 2, ["refactor"]) == {}
        assert await actions_at(ed, uri, 0, ["quickfix"]) == {}


@pytest.mark.asyncio
async def test_an_editor_that_can_ask_only_once_gets_all(tmp_path: Path) -> None:
    async with editor(tmp_path, resolving=False) as ed:
        uri = ed.open("a.md", TWO)
        actions = await actions_at(ed, uri, 2)
        assert len(actions) == 4
        assert all(action.edit for action in actions.values())


@pytest.mark.asyncio
async def test_formatting_makes_all_safe_fixes(tmp_path: Path) -> None:
    text = "\ufeff" + TWO.replace("\n", "\r\n")
    async with editor(tmp_path) as ed:
        uri = ed.open("a.md", text)
        edits = await ed.client.text_document_formatting_async(
            types.DocumentFormattingParams(
                types.TextDocumentIdentifier(uri), types.FormattingOptions(4, True)
            )
        )
        assert edits
        assert edits[0] == types.TextEdit(Range(Position(0, 0), Position(0, 1)), "")
        assert [edit.new_text for edit in edits[1:]] == ["s", "s"]
        assert after(text, edits[1:]) == text[1:].replace("http:", "https:")


TEXTS = st.text(st.sampled_from("ab\n\r中"), max_size=20)


@given(TEXTS, TEXTS)
def test_minimal_edits_make_the_text(old: str, new: str) -> None:
    edits = [*minimal_edits(old, new)]
    assert applied(old, edits) == new
    assert all(old[start:end] != content for start, end, content in edits)

from __future__ import annotations

from pathlib import Path

import pytest
from lsprotocol import types
from lsprotocol.types import Position, Range, TextDocumentContentChangePartial

from digestlint.core.rule_docs import rule_url
from tests.server.editor import editor

pytestmark = pytest.mark.asyncio

HTTP = "# Notes\n\nSee <http://arxiv.org/abs/2505.15117>.\n"
CLEAN = HTTP.replace("http:", "https:")
UTF8, UTF16 = types.PositionEncodingKind.Utf8, types.PositionEncodingKind.Utf16


def span(line: int, start: int, end: int) -> Range:
    return Range(Position(line, start), Position(line, end))


async def test_what_is_found_is_shown_with_the_page_of_its_rule(tmp_path: Path) -> None:
    async with editor(tmp_path) as ed:
        [found] = await ed.diagnostics(ed.open("a.md", HTTP))
        assert (found.code, found.source) == ("URL005", "digestlint")
        assert found.range == span(2, 5, 36)
        assert found.severity is types.DiagnosticSeverity.Information
        assert found.code_description == types.CodeDescription(rule_url("insecure-scheme"))
        assert found.message == "'http://' instead of 'https://', which arxiv.org serves"
        assert ed.published[0].version == 1


async def test_changes_are_checked_and_closing_removes_all(tmp_path: Path) -> None:
    async with editor(tmp_path) as ed:
        uri = ed.open("a.md", HTTP)
        assert await ed.codes(uri) == ["URL005"]
        ed.change(uri, TextDocumentContentChangePartial(span(2, 9, 9), "s"))
        assert await ed.codes(uri) == []
        ed.change(uri, TextDocumentContentChangePartial(span(2, 9, 10), ""))
        assert await ed.codes(uri) == ["URL005"]
        ed.client.text_document_did_close(
            types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri))
        )
        await ed.until(lambda: ed.published[-1].version is None)
        assert not ed.published[-1].diagnostics


async def test_only_the_last_of_many_changes_is_checked(tmp_path: Path) -> None:
    async with editor(tmp_path) as ed:
        uri = ed.open("a.md", HTTP)
        await ed.diagnostics(uri)
        for _ in range(50):
            ed.write(uri, HTTP)
        last = ed.write(uri, CLEAN)
        assert await ed.codes(uri) == []
        versions = [each.version for each in ed.published]
        assert versions[-1] == last
        assert versions == sorted(versions, key=lambda version: version or 0)
        assert len(versions) < 52  # one for each change, and one for the beginning


@pytest.mark.parametrize(("encoding", "start"), [(UTF16, 7), (UTF8, 13)])
async def test_positions_are_in_the_units_of_the_editor(
    tmp_path: Path, encoding: types.PositionEncodingKind, start: int
) -> None:
    text = "# 中\r\n\r\n中𝔸中 <http://arxiv.org/abs/2505.15117>\r\n"
    async with editor(tmp_path, encodings=[encoding]) as ed:
        assert ed.initialized.capabilities.position_encoding == encoding
        uri = ed.open("a.md", text)
        [found] = await ed.diagnostics(uri)
        shift = start - 7
        assert found.range == span(2, 6 + shift, 37 + shift)
        # What an editor changes is at the same places.
        ed.change(uri, TextDocumentContentChangePartial(span(2, 10 + shift, 10 + shift), "s"))
        assert await ed.codes(uri) == []


@pytest.mark.parametrize(("encoding", "mark"), [(UTF16, 1), (UTF8, 3)])
async def test_a_byte_order_mark_moves_nothing(
    tmp_path: Path, encoding: types.PositionEncodingKind, mark: int
) -> None:
    async with editor(tmp_path, encodings=[encoding]) as ed:
        text = "\ufeffSee <http://arxiv.org/abs/2505.15117>.\n"
        found = {each.code: each.range for each in await ed.diagnostics(ed.open("a.md", text))}
        assert found["URL005"] == span(0, 5 + mark, 36 + mark)
        assert found["ENC005"].start == Position(0, 0)


async def test_lines_end_where_those_of_the_protocol_do(tmp_path: Path) -> None:
    text = "a\u2028b\x0b\x85c\n\n<http://arxiv.org/abs/2505.15117>\n"
    async with editor(tmp_path) as ed:
        uri = ed.open("a.md", text)
        assert span(2, 1, 32) in [each.range for each in await ed.diagnostics(uri)]
        ed.change(uri, TextDocumentContentChangePartial(span(2, 5, 5), "s"))
        assert "URL005" not in await ed.codes(uri)


async def test_the_nearest_configuration_applies_and_is_read_again(tmp_path: Path) -> None:
    async with editor(tmp_path) as ed:
        settings = tmp_path / "digestlint.toml"
        uri = ed.open("a.md", HTTP)
        assert await ed.codes(uri) == ["URL005"]
        assert any(
            each.method == types.WORKSPACE_DID_CHANGE_WATCHED_FILES for each in ed.registered
        )

        async def after(content: str) -> list[types.Diagnostic]:
            settings.write_text(content)
            number = len(ed.published)
            event = types.FileEvent(settings.as_uri(), types.FileChangeType.Changed)
            ed.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))
            await ed.until(lambda: len(ed.published) > number)
            return await ed.diagnostics(uri)

        assert await after('ignore = ["URL005"]') == []
        [found] = await after('severity = { URL005 = "error" }')
        assert found.severity is types.DiagnosticSeverity.Error
        [wrong] = await after('anchor-style = "none"')
        assert "digestlint.toml" in wrong.message
        assert "anchor-style" in wrong.message
        assert await after('exclude = ["a.md"]') == []


async def test_what_is_saved_counts_for_other_documents(tmp_path: Path) -> None:
    async with editor(tmp_path) as ed:
        other = ed.open("b.md", "# One\n")
        uri = ed.open("a.md", "# A\n\n[b](b.md#two)\n")
        assert await ed.codes(uri) == ["ANC001"]
        number = len(ed.published)
        (tmp_path / "b.md").write_text("# Two\n")
        ed.client.text_document_did_save(
            types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(other))
        )
        await ed.until(lambda: uri in [each.uri for each in ed.published[number:]])
        assert await ed.codes(uri) == []


async def test_a_text_without_a_file_is_checked_alone(tmp_path: Path) -> None:
    async with editor(tmp_path) as ed:
        uri = ed.open_uri("untitled:Untitled-1", HTTP + "\n[b](nowhere.md)\n")
        assert await ed.codes(uri) == ["URL005"]


async def test_mojibake_comes_after_what_is_certain(tmp_path: Path) -> None:
    damaged = "ÃƒÂ©tÃƒÂ© et dÃƒÂ©jÃƒÂ \xa0vu, schÃƒÂ¶n"
    async with editor(tmp_path) as ed:
        uri = ed.open("a.md", f"{HTTP}\n{damaged}\n")
        found = await ed.codes(uri)
        drafts = [[each.code for each in sent.diagnostics] for sent in ed.published]
        assert drafts[0] == ["URL005"]
        assert drafts[-1] == found == ["URL005", "ENC002"]


async def test_another_place_that_a_finding_names_is_related(tmp_path: Path) -> None:
    async with editor(tmp_path) as ed:
        uri = ed.open("a.md", '# A\n\n<a id="x"></a>\n\nOne\n\n<a id="x"></a>\n\nTwo\n\n[x](#x)\n')
        found = await ed.diagnostics(uri)
        related = [each.related_information for each in found if each.code == "ANC002"]
        assert related
        assert related[0]
        assert related[0][0].location == types.Location(uri, span(2, 0, 14))


async def test_what_nobody_would_miss_is_marked(tmp_path: Path) -> None:
    async with editor(tmp_path) as ed:
        text = "# A\n\nClean. <!-- digestlint-disable-line URL005 -->\n"
        [found] = await ed.diagnostics(ed.open("a.md", text))
        assert found.code == "DIG001"
        assert found.tags == (types.DiagnosticTag.Unnecessary,)


async def test_messages_are_in_the_language_of_the_editor(tmp_path: Path) -> None:
    async with editor(tmp_path, locale="zh-cn") as ed:
        [found] = await ed.diagnostics(ed.open("a.md", HTTP))
        assert "而不是" in found.message or "http" in found.message
        assert found.message != "'http://' instead of 'https://', which arxiv.org serves"

from __future__ import annotations

from pathlib import Path

import pytest
from lsprotocol import types
from lsprotocol.types import Position, Range

from tests.server.editor import Editor, editor

pytestmark = pytest.mark.asyncio

SURVEY = """\
# Paper List

- [25/05] **一种方法 A**
[[Paper](https://arxiv.org/abs/2505.15117)] [[TLDR/Notes](#a)]

# TLDR/Notes
## A
### Abstract
好。

```python
1
```
"""


def at(line: int, character: int) -> Position:
    return Position(line, character)


async def hover(ed: Editor, uri: str, position: Position) -> tuple[str, Range | None]:
    document = types.TextDocumentIdentifier(uri)
    answer = await ed.client.text_document_hover_async(types.HoverParams(document, position))
    assert answer
    assert isinstance(answer.contents, types.MarkupContent)
    return answer.contents.value, answer.range


async def test_hovering_shows_the_page_of_the_rule(tmp_path: Path) -> None:
    async with editor(tmp_path) as ed:
        uri = ed.open("a.md", "See <http://arxiv.org/abs/2505.15117>.\n")
        shown, place = await hover(ed, uri, at(0, 7))
        assert place == Range(at(0, 5), at(0, 36))
        assert "docs/rules/insecure-scheme.md" in shown
        assert "## Why it matters" in shown
        document = types.TextDocumentIdentifier(uri)
        nothing = await ed.client.text_document_hover_async(types.HoverParams(document, at(0, 1)))
        assert nothing is None


async def test_hovering_shows_what_mojibake_was(tmp_path: Path) -> None:
    damaged = "甲卍在獍市，参见附录。".encode().decode("cp1252", "ignore")
    async with editor(tmp_path) as ed:
        uri = ed.open("a.md", f"# A\n\n{damaged}\n")
        assert "ENC003" in await ed.codes(uri)
        shown, _ = await hover(ed, uri, at(2, 4))
        assert "市，参见附录。" in shown
        assert "%" in shown  # how sure the characters are that lost bytes


async def test_the_outline_has_entries_notes_and_sections(tmp_path: Path) -> None:
    async with editor(tmp_path) as ed:
        uri = ed.open("a.md", SURVEY)
        answer = await ed.client.text_document_document_symbol_async(
            types.DocumentSymbolParams(types.TextDocumentIdentifier(uri))
        )

        def tree(symbols: object) -> list[tuple[str, str, object]]:
            assert isinstance(symbols, list | tuple)
            return [(each.kind.name, each.name, tree(each.children)) for each in symbols]

        assert tree(answer) == [
            ("Namespace", "Paper List", [("Key", "一种方法 A", [])]),
            ("Namespace", "TLDR/Notes", [("Class", "A", [("Property", "Abstract", [])])]),
        ]


async def test_what_is_below_a_heading_can_be_folded(tmp_path: Path) -> None:
    async with editor(tmp_path) as ed:
        uri = ed.open("a.md", f"---\na: b\n---\n{SURVEY}\n<!--\nx\n-->\n")
        answer = await ed.client.text_document_folding_range_async(
            types.FoldingRangeParams(types.TextDocumentIdentifier(uri))
        )
        found = [(each.start_line, each.end_line, each.kind) for each in answer or ()]
        assert found == [
            (0, 2, None),
            (3, 6, None),
            (8, 19, None),
            (9, 19, None),
            (10, 19, None),
            (13, 15, None),
            (17, 19, types.FoldingRangeKind.Comment),
        ]


async def test_entries_without_notes_say_so(tmp_path: Path) -> None:
    text = SURVEY.replace(
        "# TLDR", "- [25/06] **另一种方法**\n[[Paper](https://arxiv.org/abs/2506.15117)]\n\n# TLDR"
    )
    async with editor(tmp_path) as ed:
        uri = ed.open("a.md", text)
        await ed.diagnostics(uri)
        answer = await ed.client.text_document_code_lens_async(
            types.CodeLensParams(types.TextDocumentIdentifier(uri))
        )
        lines = text.split("\n")
        [found] = [each for each in answer or () if "25/06" in lines[each.range.start.line]]
        assert found.command
        assert "notes" in found.command.title


async def test_links_can_be_followed(tmp_path: Path) -> None:
    async with editor(tmp_path) as ed:
        uri = ed.open("a.md", SURVEY + "\n[b](other%20b.md#x)\n")
        answer = await ed.client.text_document_document_link_async(
            types.DocumentLinkParams(types.TextDocumentIdentifier(uri))
        )
        assert [each.target for each in answer or ()] == [
            "https://arxiv.org/abs/2505.15117",
            f"{uri}#L7",
            f"{ed.uri('other b.md')}#x",
        ]

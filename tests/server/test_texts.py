from __future__ import annotations

import pytest

pytest.importorskip("pygls", reason="the language server needs pygls: digestlint[server]")

from hypothesis import given
from hypothesis import strategies as st
from lsprotocol.types import (
    Position,
    Range,
    TextDocumentContentChangePartial,
    TextDocumentContentChangeWholeDocument,
)

from digestlint.server.texts import EditedText, Text

SOME = st.text(st.sampled_from("a中𝔸\n\r\u2028\x0c\ufeff"), max_size=12)
ENCODINGS = st.sampled_from(["utf-8", "utf-16", "utf-32"])


def position(line: int, character: int) -> Position:
    return Position(line, character)


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [("utf-16", (1, 4)), ("utf-8", (1, 8)), ("utf-32", (1, 3))],
)
def test_columns_are_in_the_units_of_the_editor(encoding: str, expected: tuple[int, int]) -> None:
    text = Text("x\r\n中𝔸bc", encoding)
    assert text.position(6) == position(*expected)
    assert text.offset(position(*expected)) == 6


def test_lines_end_as_in_the_protocol() -> None:
    text = Text("a\u2028b\x0cc\rd\r\ne\nf")
    assert [text.position(text.content.index(each)).line for each in "abcdef"] == [0, 0, 0, 1, 2, 3]


def test_positions_behind_the_end_are_the_end() -> None:
    text = Text("ab\r\ncd")
    assert text.offset(position(0, 99)) == 2
    assert text.offset(position(9, 0)) == 6


def test_half_a_character_is_none() -> None:
    assert Text("𝔸b").offset(position(0, 1)) == 0
    assert Text("𝔸b", "utf-8").offset(position(0, 3)) == 0


@pytest.mark.parametrize(("encoding", "units"), [("utf-16", 1), ("utf-8", 3)])
def test_a_byte_order_mark_is_before_the_text(encoding: str, units: int) -> None:
    text = Text("\ufeffab\nc", encoding)
    assert text.content == "ab\nc"
    assert text.position(-1) == position(0, 0)
    assert text.position(0) == position(0, units)
    assert text.offset(position(0, units + 1)) == 1
    assert text.position(3) == position(1, 0)


@given(SOME, ENCODINGS, st.data())
def test_positions_lead_back(content: str, encoding: str, data: st.DataObject) -> None:
    text = Text(content, encoding)
    offset = data.draw(st.integers(0, len(text.content)))
    before = text.content[:offset]
    if before.endswith("\r") and text.content[offset:].startswith("\n"):
        return  # inside of an ending is no position
    assert text.offset(text.position(offset)) == offset


@given(SOME, ENCODINGS, st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), SOME), max_size=5))
def test_changes_are_made_as_in_a_whole_text(
    content: str, encoding: str, changes: list[tuple[int, int, str]]
) -> None:
    edited = EditedText(content, encoding)
    whole = content
    for one, other, new in changes:
        # A view of the whole, byte order mark included: it is a character like any other here.
        text = Text(" " + whole, encoding)
        first, last = sorted((one % (len(whole) + 1), other % (len(whole) + 1)))
        start, end = text.position(first + 1), text.position(last + 1)
        start, end = (
            position(each.line, each.character - (each.line == 0)) for each in (start, end)
        )
        if any(whole[at - 1 : at + 1] == "\r\n" for at in (first, last)):
            continue
        edited.apply([TextDocumentContentChangePartial(Range(start, end), new)])
        whole = whole[:first] + new + whole[last:]
    found = edited.text()
    assert ("\ufeff" * found.bom) + found.content == whole
    expected = Text(whole)
    assert [*found.lines.starts] == [*expected.lines.starts]


def test_a_whole_text_replaces_all() -> None:
    edited = EditedText("a\nb")
    edited.apply([TextDocumentContentChangeWholeDocument("c")])
    assert edited.text().content == "c"


def test_what_is_no_character_is_kept_as_one() -> None:
    edited = EditedText("a\ud800b")
    edited.apply(
        [TextDocumentContentChangePartial(Range(position(0, 2), position(0, 2)), "\udc80")]
    )
    assert edited.text().content == "a\ufffd\ufffdb"

"""Offsets in characters to offsets in bytes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digestlint.text.byte_offsets import ByteOffsets
from digestlint.text.codec import decode, encode
from digestlint.text.edits import Edits, applied


@pytest.mark.parametrize(
    ("text", "bom", "offsets", "expected"),
    [
        ("abc", False, [0, 3, 1], [0, 3, 1]),
        ("abc", True, [-1, 0, 3], [0, 3, 6]),
        ("aü核b", False, [0, 1, 2, 3, 4], [0, 1, 3, 6, 7]),
        ("aü核b", False, [4, 1, 3, 1], [7, 1, 6, 1]),
        ("aü核b", True, [-1, 0, 4], [0, 3, 10]),
        ("\udce6a", False, [1, 2], [1, 2]),
        ("\ufeffa", True, [0, 1], [3, 6]),  # a second byte order mark is a character
        ("", True, [], []),
    ],
)
def test_places(text: str, bom: bool, offsets: list[int], expected: list[int]) -> None:
    assert list(ByteOffsets(text, bom=bom).of(offsets)) == expected


@given(st.text("aü核\udce6\n", max_size=20), st.booleans(), st.data())
def test_places_are_those_of_what_is_before(text: str, bom: bool, data: st.DataObject) -> None:
    offsets = data.draw(st.lists(st.integers(0, len(text))))
    expected = [len(encode(text[:offset], bom)) for offset in offsets]
    assert list(ByteOffsets(text, bom=bom).of(offsets)) == expected


@pytest.mark.parametrize("text", ["abcd\n", "aü核\udce6\n"])
@pytest.mark.parametrize("bom", [False, True])
def test_edits_are_the_same_in_bytes(text: str, bom: bool) -> None:
    edits = Edits.of([(1, 2, "é"), (3, 4, ""), (5, 5, "\udcff")])
    in_bytes = ByteOffsets(text, bom=bom).of_edits(edits)
    made = applied(encode(text, bom), in_bytes)
    assert made == encode(applied(text, edits), bom)
    assert decode(made).bom is bom


def test_an_edit_drops_the_byte_order_mark() -> None:
    edits = Edits.of([(-1, 0, ""), (0, 1, "x")])
    in_bytes = ByteOffsets("ü", bom=True).of_edits(edits)
    assert applied(encode("ü", bom=True), in_bytes) == b"x"

"""Bytes to text and back, and offsets to positions."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from digestlint.text.codec import LineIndex, Source, SourceError, decode, encode, from_text

BOM = b"\xef\xbb\xbf"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", Source("", False, (), "\n", False)),
        (b"a", Source("a", False, (), "\n", False)),
        ("论文\n".encode(), Source("论文\n", False, (), "\n", False)),
        (b"a\r\nb\r\n", Source("a\r\nb\r\n", False, (), "\r\n", False)),
        (b"a\rb\r", Source("a\rb\r", False, (), "\r", False)),
        (b"a\r\nb\r\nc\n", Source("a\r\nb\r\nc\n", False, (), "\r\n", True)),
        (b"a\nb\rc\n", Source("a\nb\rc\n", False, (), "\n", True)),
        (b"a\nb\r\n", Source("a\nb\r\n", False, (), "\n", True)),
        (b"a\r\nb\r", Source("a\r\nb\r", False, (), "\r\n", True)),
        (b"a\n\r\n", Source("a\n\r\n", False, (), "\n", True)),
        (BOM + b"a", Source("a", True, (), "\n", False)),
        (BOM, Source("", True, (), "\n", False)),
        (BOM + BOM, Source("\ufeff", True, (), "\n", False)),
        (b"a" + BOM, Source("a\ufeff", False, (), "\n", False)),
        (b"a\xff\xfeb\xe4", Source("a\udcff\udcfeb\udce4", False, ((1, 3), (4, 5)), "\n", False)),
        (BOM + b"\xe4x", Source("\udce4x", True, ((0, 1),), "\n", False)),
        # A cut multi-byte character, an overlong one, an encoded surrogate.
        (b"\xe8\xae", Source("\udce8\udcae", False, ((0, 2),), "\n", False)),
        (b"\xc0\xaf", Source("\udcc0\udcaf", False, ((0, 2),), "\n", False)),
        (b"\xed\xb2\x80", Source("\udced\udcb2\udc80", False, ((0, 3),), "\n", False)),
        (b"x" * 8000 + b"\0", Source("x" * 8000 + "\0", False, (), "\n", False)),
    ],
)
def test_decode(data: bytes, expected: Source) -> None:
    assert decode(data) == expected
    assert encode(expected.text, expected.bom) == data


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("# 标题".encode("utf-16"), "UTF-16"),
        (b"\xfe\xff" + "# 标题".encode("utf-16-be"), "UTF-16"),
        ("# 标题".encode("utf-32"), "UTF-32"),
        (b"\x00\x00\xfe\xff" + "# 标题".encode("utf-32-be"), "UTF-32"),
        ("# Title".encode("utf-16-le"), "binary"),
        (b"x" * 7999 + b"\0", "binary"),
        (BOM + b"\0", "binary"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(SourceError, match=words) as caught:
        decode(data)
    assert "UTF-8" in str(caught.value)
    assert "\n" not in str(caught.value)


@given(st.binary() | st.lists(st.sampled_from([b"\r", b"\n", b"\xe4", "文".encode(), BOM])))
@example(b"\xef\xbb\xbf\xef\xbb\xbf\xff")
def test_every_accepted_byte_comes_back(data: bytes | list[bytes]) -> None:
    data = b"".join(data) if isinstance(data, list) else data
    try:
        source = decode(data)
    except SourceError:
        assert b"\0" in data or data[:2] in (b"\xff\xfe", b"\xfe\xff")
        return
    assert encode(source.text, source.bom) == data
    assert from_text(source.text, source.bom) == source
    damaged = {k for start, end in source.undecodable for k in range(start, end)}
    assert damaged == {k for k, char in enumerate(source.text) if "\udc80" <= char <= "\udcff"}
    assert all(
        end < start
        for (_, end), (start, _) in zip(source.undecodable, source.undecodable[1:], strict=False)
    )


@pytest.mark.parametrize("text", ["a\ud800", "\udc7f", "\udfff"])
def test_a_surrogate_that_is_no_byte_cannot_be_written(text: str) -> None:
    with pytest.raises(SourceError, match=r"U\+D"):
        encode(text, bom=False)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("a", ["a"]),
        ("a\n", ["a", ""]),
        ("a\r\nb\rc\nd", ["a", "b", "c", "d"]),
        ("\r\r\n\n", ["", "", "", ""]),
        ("\n\r", ["", "", ""]),
        ("论文\U0001f600\n\udce4b", ["论文\U0001f600", "\udce4b"]),
        # Only str.splitlines ends a line here.
        ("a\x0bb\x0cc\x1cd\x85e\u2028f\u2029g", ["a\x0bb\x0cc\x1cd\x85e\u2028f\u2029g"]),
    ],
)
def test_lines(text: str, lines: list[str]) -> None:
    index = LineIndex(text)
    assert index.rows == len(lines)
    assert [index.line(row) for row in range(1, index.rows + 1)] == lines
    spans = [index.line_span(row) for row in range(1, index.rows + 1)]
    assert [text[start:end] for start, end in spans] == lines


@pytest.mark.parametrize(
    ("text", "offset", "position"),
    [
        ("", 0, (1, 1)),
        ("ab", 2, (1, 3)),
        ("a\nb", 1, (1, 2)),
        ("a\nb", 2, (2, 1)),
        ("a\r\nb", 2, (1, 3)),
        ("a\r\nb", 3, (2, 1)),
        ("a\r\n", 3, (2, 1)),
        ("论文\n\U0001f600x", 4, (2, 2)),
    ],
)
def test_position(text: str, offset: int, position: tuple[int, int]) -> None:
    assert LineIndex(text).position(offset) == position


@given(st.text(alphabet="a文\r\n\u2028\x85", max_size=40))
def test_positions_round_trip_and_agree_with_a_plain_split(text: str) -> None:
    index = LineIndex(text)
    assert [index.line(row) for row in range(1, index.rows + 1)] == re.split("\r\n|\r|\n", text)
    for offset in range(len(text) + 1):
        row, column = index.position(offset)
        start, end = index.line_span(row)
        assert offset == start + column - 1
        assert offset <= end or text[end:offset] == "\r"


@pytest.mark.parametrize("offset", [-1, 4])
def test_position_outside(offset: int) -> None:
    with pytest.raises(ValueError, match="outside"):
        LineIndex("a\nb").position(offset)

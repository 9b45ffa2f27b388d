from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digestlint.encoding import find_mojibake
from digestlint.text.lines import LINE_ENDING, line_around, line_start, lines_of, pieces

ENDINGS = ["\n", "\r\n", "\r"]


@pytest.mark.parametrize("newline", ENDINGS)
def test_lines(newline: str) -> None:
    text = newline.join(["one", "", "two\u2028three", "four"])
    assert lines_of(text) == ["one", "two\u2028three", "four"]
    for line in lines_of(text):
        start = text.index(line)
        for at in range(start, start + len(line) + 1):
            assert line_around(text, at, at) == (start, start + len(line))
            assert line_start(text, at) == start


@pytest.mark.parametrize("newline", ENDINGS)
@pytest.mark.parametrize("search", [line_start, lambda text, at: line_around(text, at, at)])
def test_no_more_than_the_line_is_looked_at(
    newline: str, search: Callable[[str, int], object]
) -> None:
    """So that a file takes no time with the square of its size."""

    class Watched(str):
        looked_at = 0

        def rfind(self, *arguments: Any) -> int:
            found = super().rfind(*arguments)
            self.looked_at += arguments[2] - max(found, arguments[1])
            return found

        def find(self, *arguments: Any) -> int:
            found = super().find(*arguments)
            last = arguments[2] if len(arguments) > 2 else len(self)
            self.looked_at += (found if found >= 0 else last) - arguments[1]
            return found

    text = Watched("".join(f"a line of it{newline}" for _ in range(1000)))
    search(text, len(text) // 2)
    assert text.looked_at < len(text) // 5


@given(st.lists(st.sampled_from(["\n", "\r\n", "\r", "a", "b" * 999, "c" * 9000]), max_size=9))
def test_bounds_of_lines_are_those_of_all_lines(pieces: list[str]) -> None:
    text = "".join(pieces)
    endings = list(LINE_ENDING.finditer(text))
    for at in {0, len(text), *(match.start() for match in endings), *map(len, pieces)}:
        if text[at - 1 : at + 1] != "\r\n" and at <= len(text):
            start = max((match.end() for match in endings if match.end() <= at), default=0)
            end = min((m.start() for m in endings if m.start() >= at), default=len(text))
            assert line_around(text, at, at) == (start, end)


def test_lines_around_a_stretch() -> None:
    assert line_around("one\rtwo\nthree\r\nfour", 5, 9) == (4, 13)
    assert line_around("one\ntwo\rthree", 0, 0) == (0, 3)
    assert line_around("\none", 0, 0) == (0, 0)
    assert line_around("\rone", 0, 0) == (0, 0)
    assert line_around("\n\rone", 1, 1) == (1, 1)
    assert line_around("one\rtwo", 5, 6) == (4, 7)


@pytest.mark.parametrize("newline", ENDINGS)
def test_every_line_ending_gives_the_same_restoration(newline: str) -> None:
    """Clean lines beside one that went through a code page of few strange characters."""
    clean = "核心关键词：评测基准，时效性，检索增强，知识更新"
    lines = [clean, clean.encode().decode("cp1251", "ignore"), "Ещё одна строка по-русски."]
    expected = find_mojibake("\n".join(lines)).text
    assert find_mojibake(newline.join(lines)).text == expected.replace("\n", newline)


def test_pieces_end_where_lines_end() -> None:
    text = "".join("字" * (n % 700) + "\n" for n in range(2_000)) + "x" * 250_000 + "\nlast"
    found = list(pieces(text))
    assert "".join(found) == text
    assert len(found) > 5
    assert all(piece.endswith("\n") for piece in found[:-1])
    assert list(pieces("")) == []

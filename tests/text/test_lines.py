from __future__ import annotations

import pytest

from digestlint.encoding import find_mojibake
from digestlint.text.lines import line_around, lines_of

ENDINGS = ["\n", "\r\n", "\r"]


@pytest.mark.parametrize("newline", ENDINGS)
def test_lines(newline: str) -> None:
    text = newline.join(["one", "", "two\u2028three", "four"])
    assert lines_of(text) == ["one", "two\u2028three", "four"]
    for line in lines_of(text):
        start = text.index(line)
        for at in range(start, start + len(line) + 1):
            assert line_around(text, at, at) == (start, start + len(line))


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

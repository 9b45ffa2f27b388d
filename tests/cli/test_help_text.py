from __future__ import annotations

import pytest

from digestlint.cli.help_text import wrapped
from digestlint.text.terminal import display_width

TEXT = "应用全部安全修复，并像格式化工具那样报告（--diff 只显示）；不重排 Markdown 正文。"


@pytest.mark.parametrize("width", range(12, 90, 7))
def test_lines_end_at_a_column(width: int) -> None:
    lines = wrapped(TEXT, width)
    assert all(display_width(line) <= width for line in lines)
    assert not any(line[0] in "，。；）、 " or line.endswith((" ", "（")) for line in lines)


def test_words_are_kept_whole() -> None:
    assert wrapped("用 --unsafe-fixes 应用", 16) == ["用", "--unsafe-fixes", "应用"]
    assert wrapped("", 16) == [""]
    assert wrapped("一\n 二", 16) == ["一 二"]

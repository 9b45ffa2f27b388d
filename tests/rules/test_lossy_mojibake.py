from __future__ import annotations

import pytest
from fixtures.damage.encoding import misread, misread_lossily

from tests.support import diagnose, fixed, see

HEADING = "## 研究动机（与以前的方法相比）"
NOTE = "- **动机**：与不少中文论文一样。"


def test_names_the_code_page_and_shows_what_is_left() -> None:
    text = misread_lossily(f"{HEADING}\n\nPlain.\n{NOTE}\n")
    assert [(s.row, s.fix) for s in see(text, "ENC003")] == [(1, None), (4, None)]
    first, second = diagnose(text, "ENC003")
    assert first.message == (
        "lossy mojibake (UTF-8 read as windows-1254): 2 of 14 characters damaged in "
        "'研究动机（□以□的方法相比）'"
    )
    assert "3 of 13 characters damaged" in second.message
    assert text[first.start : first.end] == misread_lossily(HEADING)[3:]


def test_counts_all_runs_of_the_line() -> None:
    text = f"{misread('论文解读', 'cp1254')} | {misread_lossily(HEADING)}\n"
    (found,) = diagnose(text, "ENC003")
    assert (
        "2 of 18 characters damaged in '论文解读 | ## 研究动机（□以□的方法相比）'" in found.message
    )


@pytest.mark.parametrize(
    "text",
    [
        misread(f"{HEADING}\n", "cp1254"),
        f"{HEADING}\n",
        "Şahin in İstanbul, 5 ä¸ 6\n",
    ],
)
def test_leaves_other_text(text: str) -> None:
    assert see(text, "ENC003") == []


def test_changes_nothing() -> None:
    text = misread_lossily(f"{HEADING}\n{NOTE}\n")
    assert fixed(text, "ENC002", "ENC003") == text

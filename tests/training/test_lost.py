"""The command that makes the model for lost characters, without what needs PyTorch."""

from pathlib import Path

import pytest
from tools.train import lost
from tools.train.corpus import Document

from digestlint.encoding.infill.lost_characters import candidates
from digestlint.encoding.infill.model import load

LINES = ["实验结果表明，该方法优于现有的方法（见 Table 2）。", "这一行也在训练的文字里。"]


def test_a_folder_without_text_is_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert lost.main([str(tmp_path), "--out", str(tmp_path)]) == 2
    assert "no *.txt.xz" in capsys.readouterr().err


def test_characters_are_taken_from_lines_that_count() -> None:
    document = Document("a", "summaries", "test", LINES)
    (taken,) = lost.take(load(), [(document, [True, False])], 1.0, 1)
    known = candidates(load().alphabet)
    assert taken.gold() == "".join(char for char in LINES[0] if char in known)
    assert {item.survived for item in taken.damaged} == {b""}
    assert set(taken.lines.tolist()) == {0}


def test_nothing_is_taken_where_no_line_counts() -> None:
    document = Document("a", "summaries", "test", LINES)
    assert lost.take(load(), [(document, [False, False])], 1.0, 1) == []

"""Rows of characters that a model of words expects."""

from pathlib import Path

import numpy as np
import pytest
from tools.train import word_model

from digestlint.encoding.infill.symbols import FIRST_CHARACTER, RARE, Alphabet

ARPA = """\\data\\
ngram 1=5

\\1-grams:
-6.0\t<unk>\t0
-2.0\t机器\t-0.1
-3.0\t学习\t-0.1
-3.0\tABC\t-0.1
-3.0\t龘\t0

\\2-grams:
-1.0\t机器 学习\t0
-1.0\t机器 没有\t0
-1.0\tABC 学习

\\3-grams:
-1.0\t机器 学习 学习

\\end\\
"""


@pytest.fixture
def rows(tmp_path: Path) -> dict[int, dict[str, float]]:
    path = tmp_path / "words.arpa"
    path.write_text(ARPA, "utf-8")
    chars = sorted("机器学习")
    alphabet = Alphabet([ord(char) for char in chars])
    names = {RARE: "?"} | dict(enumerate(chars, FIRST_CHARACTER))
    found: dict[int, dict[str, float]] = {}
    for order, expected in word_model.read(path, alphabet).items():
        keys = ["".join(names[symbol] for symbol in row) for row in expected.symbols.tolist()]
        found[order] = dict(zip(keys, (expected.counts / 5e7).tolist(), strict=True))
    return found


def test_rows_in_words_count_as_often_as_the_words(rows: dict[int, dict[str, float]]) -> None:
    assert rows[2]["机器"] == pytest.approx(1e-2)
    assert rows[2]["学习"] == pytest.approx(1e-3)


def test_rows_across_words_count_as_often_as_these_are_beside_each_other(
    rows: dict[int, dict[str, float]],
) -> None:
    assert rows[2]["器学"] == pytest.approx(1e-3)
    assert rows[4] == {"机器学习": pytest.approx(1e-3), "器学习学": pytest.approx(1e-4)}
    assert np.isclose(rows[3]["机器学"], 1e-3)


def test_words_of_other_scripts_and_unknown_ones_are_left_out(
    rows: dict[int, dict[str, float]],
) -> None:
    assert set(rows[2]) == {"机器", "学习", "器学"}

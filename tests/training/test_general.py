"""The command that makes the second table; what it is made of has tests of its own."""

from pathlib import Path

import numpy as np
import pytest
from tools.train import general, ngrams, word_model

from digestlint.encoding.infill.ngrams import hashes


def test_a_folder_without_text_is_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert general.main([str(tmp_path), str(tmp_path / "lm.arpa"), "--out", str(tmp_path)]) == 2
    assert "no *.txt.xz" in capsys.readouterr().err


def test_counts_of_texts_and_of_the_word_model_are_added() -> None:
    damaged = np.asarray([False, True, False, False])
    counted = ngrams.Rows(np.asarray([[1, 2], [1, 3]], dtype=np.int32), np.asarray([4, 2]))
    known = word_model.Expected(
        np.asarray([[1, 2], [2, 3]], dtype=np.int32), np.asarray([1.2, 9.0])
    )
    merged = general._merged(2, damaged, counted, known)
    found = dict(zip(hashes(merged.symbols).tolist(), merged.counts.tolist(), strict=True))
    assert found == dict(zip(hashes(counted.symbols).tolist(), [5, 2], strict=True))

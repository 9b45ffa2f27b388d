"""The compact table of n-gram counts."""

import numpy as np
import pytest

from digestlint.encoding.infill.ngrams import NgramTable, build, hashes


def test_counts_come_back_within_their_logarithmic_steps() -> None:
    random = np.random.default_rng(7)
    rows = np.unique(random.integers(0, 5000, size=(20_000, 3)).astype(np.int32), axis=0)
    counts = random.integers(1, 400, size=len(rows))
    table = NgramTable(*build(hashes(rows), counts))
    found = table.counts(rows)
    assert np.abs(np.log2(found / counts)).max() < 0.5
    strangers = table.counts(rows[:, ::-1] + np.int32(6000))
    assert (strangers > 0).mean() < 0.01


def test_order_and_length_matter() -> None:
    pair = np.asarray([[1, 2]], dtype=np.int32)
    table = NgramTable(*build(hashes(pair), np.asarray([5])))
    assert table.counts(pair)[0] > 0
    assert table.counts(np.asarray([[2, 1]], dtype=np.int32))[0] == 0
    assert table.counts(np.asarray([[0, 1, 2]], dtype=np.int32))[0] == 0


def test_inconsistent_table() -> None:
    entries, sizes = build(hashes(np.asarray([[1, 2]], dtype=np.int32)), np.asarray([5]))
    with pytest.raises(ValueError, match="inconsistent"):
        NgramTable(entries[:0], sizes)

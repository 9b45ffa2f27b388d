"""The archives of models: NumPy and ``zipfile`` read them, and they are small."""

import io
import zipfile
import zlib
from typing import Any

import numpy as np
from tools.train.archive import archive

RANDOM = np.random.default_rng(1)
ARRAYS: dict[str, Any] = {
    "noise": RANDOM.integers(0, 2**16, 5_000, dtype=np.uint16),
    "small.numbers": RANDOM.binomial(12, 0.3, 20_000).astype(np.uint8),
    "repeated": np.arange(20_000, dtype=np.int32) % 7,
    "nothing": np.zeros((0, 3), np.float32),
    "one": np.float32(0.5),
}


def test_numpy_reads_what_was_written() -> None:
    with np.load(io.BytesIO(archive(ARRAYS)), allow_pickle=False) as read:
        assert read.files == [*ARRAYS]
        for name, array in ARRAYS.items():
            assert read[name].dtype == array.dtype
            np.testing.assert_array_equal(read[name], array)


def test_it_is_whole_and_the_same_each_time() -> None:
    data = archive(ARRAYS)
    assert data == archive(ARRAYS)
    with zipfile.ZipFile(io.BytesIO(data)) as members:
        assert members.testzip() is None
        assert members.getinfo("noise.npy").compress_type == zipfile.ZIP_STORED
        assert {member.date_time[:3] for member in members.infolist()} == {(1980, 1, 1)}


def test_small_numbers_are_smaller_than_zlib_makes_them() -> None:
    with zipfile.ZipFile(io.BytesIO(archive(ARRAYS))) as members:
        data = members.read("small.numbers.npy")
        size = members.getinfo("small.numbers.npy").compress_size
    assert size < 0.97 * len(zlib.compress(data, 9))

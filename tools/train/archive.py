"""Model files: NumPy archives that are fast to read."""

import hashlib
import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

_WORTH = 0.97
"""An array is compressed if that leaves at most this share of it: n-grams are all but random."""

_STRATEGIES = (zlib.Z_DEFAULT_STRATEGY, zlib.Z_FILTERED, zlib.Z_HUFFMAN_ONLY)
"""Rows of small numbers hardly repeat: looking for repetitions makes many of them longer."""

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_VERSION, _DATE = 20, 1 << 5 | 1  # what deflate needs; 1 January 1980


def write_checked(path: Path, data: bytes) -> None:
    """Write a file, and its SHA-256 beside it."""
    path.write_bytes(data)
    checksum = f"{hashlib.sha256(data).hexdigest()}  {path.name}\n"
    path.with_name(f"{path.name}.sha256").write_text(checksum, "ascii")


def archive(arrays: Mapping[str, Any]) -> bytes:
    """Return an ``.npz`` file of these arrays, the same each time.

    ``zipfile`` would write it, but has no way to choose the strategy of deflate.
    """
    file, directory = bytearray(), bytearray()
    for array_name, array in arrays.items():
        content = io.BytesIO()
        np.save(content, np.asanyarray(array), allow_pickle=False)
        data = content.getvalue()
        packed = min((_deflated(data, strategy) for strategy in _STRATEGIES), key=len)
        is_worth_it = len(packed) <= _WORTH * len(data)
        written = packed if is_worth_it else data
        method = zipfile.ZIP_DEFLATED if is_worth_it else zipfile.ZIP_STORED
        name = f"{array_name}.npy".encode("ascii")
        facts = (method, 0, _DATE, zlib.crc32(data), len(written), len(data), len(name), 0)
        central = (b"PK\1\2", _VERSION, _VERSION, 0, *facts, 0, 0, 0, 0, len(file))
        directory += _CENTRAL.pack(*central) + name
        file += _LOCAL.pack(b"PK\3\4", _VERSION, 0, *facts) + name + written
    number = len(arrays)
    end = _END.pack(b"PK\5\6", 0, 0, number, number, len(directory), len(file), 0)
    return bytes(file + directory + end)


def _deflated(data: bytes, strategy: int) -> bytes:
    """Return ``data`` as a member of an archive has it: without a header of zlib's."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS, 9, strategy)
    return packer.compress(data) + packer.flush()

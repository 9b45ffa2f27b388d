"""Model files: NumPy archives that are fast to read."""

import hashlib
import io
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

_WORTH = 0.9
"""An array is compressed if that leaves at most this share of it: most are all but random."""


def write_checked(path: Path, data: bytes) -> None:
    """Write a file, and its SHA-256 beside it."""
    path.write_bytes(data)
    checksum = f"{hashlib.sha256(data).hexdigest()}  {path.name}\n"
    path.with_name(f"{path.name}.sha256").write_text(checksum, "ascii")


def archive(arrays: Mapping[str, Any]) -> bytes:
    """Return an ``.npz`` file of these arrays, the same each time."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as members:
        for name, array in arrays.items():
            content = io.BytesIO()
            np.save(content, np.asanyarray(array), allow_pickle=False)
            data = content.getvalue()
            is_worth_it = len(zlib.compress(data)) <= _WORTH * len(data)
            member = zipfile.ZipInfo(f"{name}.npy")  # dated 1980
            member.compress_type = zipfile.ZIP_DEFLATED if is_worth_it else zipfile.ZIP_STORED
            members.writestr(member, data, compresslevel=9)
    return file.getvalue()

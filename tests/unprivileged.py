"""Running as a user without special permissions, even where the tests run as root."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

NOBODY = 65534


@contextmanager
def unprivileged() -> Iterator[Path]:
    """A folder of one's own, without root's right to read and write everything."""
    if not hasattr(os, "geteuid"):
        pytest.skip("needs POSIX permissions")
    base = Path(tempfile.mkdtemp())
    # The folder of `tmp_path` is root's alone, this one is reached by anybody.
    folder = base / "own"
    folder.mkdir()
    as_root = os.geteuid() == 0
    group = os.getegid()
    try:
        if as_root:
            _become_nobody(base, folder)
        if not os.access(folder, os.W_OK, effective_ids=True):
            pytest.skip("the folder for temporary files is closed to other users")
        yield folder
    finally:
        if as_root:
            os.seteuid(0)
            os.setegid(group)
        for path in [folder, *folder.rglob("*")]:
            if path.is_dir():
                path.chmod(0o755)
        shutil.rmtree(base)


def _become_nobody(base: Path, folder: Path) -> None:
    base.chmod(0o755)
    try:
        os.chown(folder, NOBODY, NOBODY)
        os.setegid(NOBODY)
        os.seteuid(NOBODY)
    except OSError as error:
        pytest.skip(f"root cannot become somebody else here: {error}")

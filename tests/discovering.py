"""``files.discover``, where what bounds the files does not matter."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from digestlint.project import files


def discover(paths: Sequence[Path], **how: Any) -> tuple[list[Path], list[files.Problem]]:
    """The paths of the files that are found, and what is in the way."""
    found, problems = files.discover(paths, **how)
    return [file.path for file in found], problems

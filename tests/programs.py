"""Running Python, and digestlint in it, as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.places import SOURCE


def python(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python with this package in ``folder``, for a minute at most."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def digestlint(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command in ``folder``, of which it imports nothing."""
    return python(folder, "-P", "-m", "digestlint", *arguments)


def script(name: str, environment: Path | None = None) -> Path:
    """Where a program of a virtual environment is: this one's, unless another is given."""
    windows = os.name == "nt"
    folder = (environment or Path(sys.prefix)) / ("Scripts" if windows else "bin")
    return folder / (f"{name}.exe" if windows else name)

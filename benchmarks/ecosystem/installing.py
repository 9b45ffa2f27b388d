"""Installing the packages, by their registries' own clients."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from packages import DIGESTS, NPM, NPM_BEFORE, PYPI, SYSTEM

ROOT = Path(__file__).resolve().parent.parent.parent


class Origin(NamedTuple):
    """A folder with Markdown files in it, and the name that the tables give it."""

    name: str
    folder: Path


class NotAvailable(Exception):
    """Packages cannot be had here; says why."""


def origins(cache: Path, more: Sequence[Path]) -> Iterator[Origin]:
    """Install what is missing into ``cache`` and yield every folder; name what is left out."""
    for name, install in (("npm", _npm), ("pypi", _pypi)):
        try:
            yield Origin(name, install(cache / name))
        except NotAvailable as error:
            print(f"{name}: left out ({error})")
    named = {folder.strip("/").replace("/", "-"): Path(folder) for folder in SYSTEM}
    digests = [ROOT / folder for folder in DIGESTS]
    named.update((folder.resolve().name, folder) for folder in (*digests, *more))
    for name, folder in named.items():
        if folder.is_dir():
            yield Origin(name, folder)
        else:
            print(f"{name}: left out (not there)")


def _npm(folder: Path) -> Path:
    done = folder / ".installed"
    if not done.exists():
        folder.mkdir(parents=True, exist_ok=True)
        quiet = ["--no-audit", "--no-fund", "--silent", "--ignore-scripts"]
        _run(["npm", "install", f"--prefix={folder}", f"--before={NPM_BEFORE}", *quiet, *NPM])
        done.touch()
    return folder / "node_modules"


def _pypi(folder: Path) -> Path:
    done = folder / ".installed"
    if not done.exists():
        _run([sys.executable, "-m", "venv", "--clear", str(folder)])
        _run([str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", *PYPI])
        done.touch()
    (packages,) = folder.glob("lib/python3*/site-packages")
    return packages


def _run(command: list[str]) -> None:
    try:
        subprocess.run(command, capture_output=True, text=True, check=True)
    except FileNotFoundError as error:
        raise NotAvailable(f"{command[0]} is not installed") from error
    except subprocess.CalledProcessError as error:
        last = error.stderr.strip().splitlines()[-1:] or [f"exit status {error.returncode}"]
        raise NotAvailable(f"{Path(command[0]).name}: {last[0]}") from error

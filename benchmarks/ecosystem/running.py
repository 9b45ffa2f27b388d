"""Running digestlint on the scratch repository."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_GIT = ("git", "-c", "user.name=x", "-c", "user.email=x@example.com", "-c", "core.autocrlf=false")


@dataclass(frozen=True, slots=True)
class Run:
    """What digestlint said: its findings, and what went wrong."""

    findings: list[dict[str, Any]]
    problems: list[str]


class Scratch:
    """A Git repository with the files in it, and digestlint run on them."""

    def __init__(self, folder: Path, files: Sequence[str]) -> None:
        self.folder = folder
        self._files = files

    def commit(self) -> None:
        """Make the repository, and keep the files as they are."""
        self._git("init", "--quiet")
        self._git("add", "--force", "--all")
        self._git("commit", "--quiet", "--message", "as published")

    def check(self, *options: str) -> Run:
        """Run ``digestlint check`` with ``options``."""
        command = [sys.executable, "-m", "digestlint", "check", "--no-cache", "--exit-zero"]
        done = subprocess.run(
            [*command, "--output-format=json", "--quiet", *options, *self._files],
            cwd=self.folder,
            capture_output=True,
            text=True,
            errors="surrogateescape",
            check=False,
        )
        problems = done.stderr.strip().splitlines()
        if done.returncode:
            problems.append(f"exit status {done.returncode}")
        return Run(json.loads(done.stdout or "[]"), problems)

    def diff(self) -> str:
        """Return what is no longer as it was committed."""
        return self._git("diff", "--no-color", "--unified=1", "--text")

    def restore(self) -> None:
        """Make everything what was committed."""
        self._git("checkout", "--quiet", "--force", ".")

    def _git(self, *arguments: str) -> str:
        done = subprocess.run(
            [*_GIT, *arguments],
            cwd=self.folder,
            capture_output=True,
            text=True,
            errors="surrogateescape",
            check=True,
        )
        return done.stdout

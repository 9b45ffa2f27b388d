"""Going through a folder, past what is ignored."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from digestlint.gitignore import Patterns, ignore_files_above, ignored, read_patterns

_VERSION_CONTROL = (".git", ".hg", ".svn", ".jj", ".bzr")
_PACKAGES = ("node_modules", ".venv", "venv", ".tox", ".nox")
_CACHES = ("__pycache__", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".digestlint_cache")
SKIPPED_FOLDERS = frozenset([*_VERSION_CONTROL, *_PACKAGES, *_CACHES])
"""Never entered on the way down, only when named: they hold other people's texts."""


@dataclass(frozen=True, slots=True)
class FolderWalk:
    """How to walk: what to take, what to leave out, and whom to tell about what failed.

    `root` bounds the search for `.gitignore` files outside a repository; `suffixes` are in
    lower case, with their dot; `failed` gets each folder or ignore file that cannot be read.
    """

    root: Path
    suffixes: tuple[str, ...]
    excluded: Sequence[Patterns]
    respect_gitignore: bool
    failed: Callable[[Path, Exception], None]

    def files(self, folder: Path, real: Path) -> Iterator[Path]:
        """The files below a folder, in no particular order; `real` is its real path.

        Paths begin with `folder` as it was given. Links to folders are not followed, so
        there are no loops; links to files are.
        """
        stack = [(folder, real, self._layers_above(real))]
        while stack:
            folder, real, layers = stack.pop()
            entries = list(self._entries(folder))
            if entries and self.respect_gitignore:
                layers = [*layers, *self._patterns(real, real / ".gitignore")]
            for name, is_folder in entries:
                here = real / name
                if ignored(here, is_folder=is_folder, layers=self.excluded):
                    continue
                if ignored(here, is_folder=is_folder, layers=layers):
                    continue
                if is_folder:
                    stack.append((folder / name, here, layers))
                else:
                    yield folder / name

    def _layers_above(self, folder: Path) -> list[Patterns]:
        layers: list[Patterns] = []
        if self.respect_gitignore:
            for base, file in ignore_files_above(folder, root=self.root):
                layers += self._patterns(base, file)
        return layers

    def _patterns(self, base: Path, file: Path) -> list[Patterns]:
        try:
            patterns = read_patterns(base, file)
        except OSError as error:
            self.failed(file, error)
            return []
        return [patterns] if patterns.patterns else []

    def _entries(self, folder: Path) -> Iterator[tuple[str, bool]]:
        """Name and whether it is a folder, for what the walk cares about."""
        try:
            with os.scandir(folder) as scan:
                for entry in scan:
                    if entry.is_dir(follow_symlinks=False):
                        if entry.name not in SKIPPED_FOLDERS:
                            yield entry.name, True
                    elif entry.name.lower().endswith(self.suffixes) and not _is_folder(entry):
                        yield entry.name, False
        except OSError as error:
            self.failed(folder, error)


def _is_folder(link: os.DirEntry[str]) -> bool:
    with suppress(OSError):  # a loop, or no permission: reading it will say so
        return link.is_dir()
    return False

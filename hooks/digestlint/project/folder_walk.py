"""Walking through a folder, without ignored files."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from digestlint._runtime.records import NamedTuple
from digestlint._runtime.tracing import observing
from digestlint.project.gitignore import (
    IgnoreFile,
    IgnoreFiles,
    ignore_files_above,
    in_tree,
    read_patterns,
)
from digestlint.project.ignore_patterns import Patterns, ignored
from digestlint.project.walk_budget import WalkBudget

_VERSION_CONTROL = (".git", ".hg", ".svn", ".jj", ".bzr")
_PACKAGES = ("node_modules", ".venv", "venv", ".tox", ".nox")
_CACHES = ("__pycache__", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".digestlint_cache")
SKIPPED_FOLDERS = frozenset([*_VERSION_CONTROL, *_PACKAGES, *_CACHES])
"""Never entered on the way down, only when named: they hold other people's texts."""

# Made for a file beside them: by Emacs, macOS, Microsoft Office, LibreOffice.
_COMPANIONS = (".#", "._", "~$", ".~lock.")


class FolderWalk(NamedTuple):
    """How to walk: what to take, what to leave out, and what to call for failures.

    `root` bounds the search for `.gitignore` files outside a repository, `within` what may be
    read at all; `suffixes` are in lower case, with their dot; `failed` gets each folder or ignore
    file that cannot be read.
    """

    root: Path
    within: Path
    suffixes: tuple[str, ...]
    excluded: Sequence[Patterns]
    respect_gitignore: bool
    failed: Callable[[Path, Exception], None]

    def files(self, folder: Path, real: Path) -> Iterator[tuple[Path, Path]]:
        """Yield the files below a folder in the order of their paths; `real` is its real path.

        Paths begin with `folder` as it was given; beside each is the one that begins with `real`.
        Links to folders are not followed, so there are no loops; links to files are.
        """
        above = IgnoreFiles((), False)
        if self.respect_gitignore:
            above = ignore_files_above(real, root=self.root)
        start: list[Patterns] = []
        for file in above.files:
            start += self._patterns(file, above, start)
        try:
            yield from self._below(folder, real, above, start)
        except OSError as error:  # it takes too long; unreadable folders are reported on the way
            self.failed(folder, error)

    def _below(
        self, folder: Path, real: Path, above: IgnoreFiles, start: Sequence[Patterns]
    ) -> Iterator[tuple[Path, Path]]:
        budget = WalkBudget()

        def enter(
            folder: Path, real: Path, layers: Sequence[Patterns]
        ) -> tuple[Path, Path, Sequence[Patterns], Iterator[tuple[str, bool]]]:
            entries = self._entries(folder)
            if entries and self.respect_gitignore:
                layers = [*layers, *self._patterns(in_tree(real), above, layers)]
            return folder, real, layers, iter(entries)

        stack = [enter(folder, real, start)]  # the folders that the walk is in
        while stack:
            folder, real, layers, entries = stack[-1]
            for name, is_folder in entries:
                here = real / name
                budget.grow()
                if ignored(here, is_folder=is_folder, layers=self.excluded, budget=budget):
                    continue
                if ignored(here, is_folder=is_folder, layers=layers, budget=budget):
                    continue
                if is_folder:
                    stack.append(enter(folder / name, here, layers))
                    break
                yield folder / name, here
            else:
                stack.pop()

    def _patterns(
        self, file: IgnoreFile, above: IgnoreFiles, layers: Sequence[Patterns]
    ) -> list[Patterns]:
        case, within = above.ignore_case, self.within
        try:
            patterns = read_patterns(
                file.base, file.path, ignore_case=case, above=layers, within=within
            )
        except OSError as error:
            self.failed(file.shown, error)
            return []
        return [patterns] if patterns.patterns else []

    def _entries(self, folder: Path) -> list[tuple[str, bool]]:
        """Name and whether it is a folder, for what the walk cares about, in order."""
        try:
            found = observing.names(str(folder), self.suffixes, within=str(self.within))
        except OSError as error:
            self.failed(folder, error)
            return []
        found = [
            (name, is_folder)
            for name, is_folder in found
            if not (name in SKIPPED_FOLDERS if is_folder else name.startswith(_COMPANIONS))
        ]
        return sorted(found, key=lambda entry: os.path.normcase(entry[0]))

"""Going through a folder, past what is ignored."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from digestlint.gitignore import IgnoreFiles, ignore_files_above, read_patterns
from digestlint.ignore_patterns import Patterns, ignored
from digestlint.records import NamedTuple

_VERSION_CONTROL = (".git", ".hg", ".svn", ".jj", ".bzr")
_PACKAGES = ("node_modules", ".venv", "venv", ".tox", ".nox")
_CACHES = ("__pycache__", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".digestlint_cache")
SKIPPED_FOLDERS = frozenset([*_VERSION_CONTROL, *_PACKAGES, *_CACHES])
"""Never entered on the way down, only when named: they hold other people's texts."""

_ON_WINDOWS = os.name == "nt"
# IO_REPARSE_TAG_MOUNT_POINT ([MS-FSCC], section 2.1.2.1); Python's `stat` has it on Windows only.
_MOUNT_POINT = 0xA0000003


class FolderWalk(NamedTuple):
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
        above = IgnoreFiles((), False)
        if self.respect_gitignore:
            above = ignore_files_above(real, root=self.root)
        start: list[Patterns] = []
        for base, file in above.files:
            start += self._patterns(base, file, above, start)
        stack = [(folder, real, start)]
        while stack:
            folder, real, layers = stack.pop()
            entries = list(self._entries(folder))
            if entries and self.respect_gitignore:
                layers = [*layers, *self._patterns(real, real / ".gitignore", above, layers)]
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

    def _patterns(
        self, base: Path, file: Path, above: IgnoreFiles, layers: Sequence[Patterns]
    ) -> list[Patterns]:
        ignore_case = above.ignore_case
        try:
            patterns = read_patterns(base, file, ignore_case=ignore_case, above=layers)
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
                        if entry.name not in SKIPPED_FOLDERS and not _is_junction(entry):
                            yield entry.name, True
                    elif entry.name.lower().endswith(self.suffixes) and not _is_folder(entry):
                        yield entry.name, False
        except OSError as error:
            self.failed(folder, error)


def _is_junction(folder: os.DirEntry[str]) -> bool:
    """Whether it is a link to a folder that Windows does not call a symbolic link."""
    if not _ON_WINDOWS:
        return False
    tag: int = getattr(folder.stat(follow_symlinks=False), "st_reparse_tag", 0)
    return tag == _MOUNT_POINT


def _is_folder(link: os.DirEntry[str]) -> bool:
    with suppress(OSError):  # a loop, or no permission: reading it will say so
        return link.is_dir()
    return False

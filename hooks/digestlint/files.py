"""Which files to check, and reading them."""

from __future__ import annotations

import errno
import os
import stat
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from digestlint import git_settings
from digestlint.folder_walk import FolderWalk
from digestlint.ignore_patterns import Patterns, compile_patterns, covered
from digestlint.records import NamedTuple
from digestlint.source import SourceError, decode

MARKDOWN_EXTENSIONS = (".md", ".markdown", ".mdown", ".mkd")
# A linked file is read for its anchors; a larger one is a video or a data set.
_LINKED_SIZE_LIMIT = 64 * 2**20


class Problem(NamedTuple):
    """What could not be checked, and why, in one sentence without the path."""

    path: str
    message: str


class FileProblem(Exception):
    """A file cannot be read; `str()` is one sentence without the path."""


def discover(
    paths: Sequence[Path],
    *,
    root: Path,
    extensions: Sequence[str] = MARKDOWN_EXTENSIONS,
    exclude: Sequence[str] = (),
    respect_gitignore: bool = True,
    force_exclude: bool = False,
) -> tuple[list[Path], list[Problem]]:
    """The files to check, each once, and what stood in the way.

    A file that is named is taken whatever its extension, unless `force_exclude` is set and
    `exclude` (gitignore patterns, relative to `root`) covers it. A folder that is named is
    walked even where it is excluded or ignored itself; what is in it is tested against
    `exclude`, every `.gitignore`, `.git/info/exclude` and git's global excludes. Symbolic
    links to files are followed, those to folders only when named. The order is that of
    `paths`, sorted within a folder.
    """
    problems: list[Problem] = []

    def failed(path: Path, error: Exception) -> None:
        problems.append(Problem(str(path), _reason(path, error)))

    root = _real(root)
    excluded = [_exclude_patterns(root, exclude, problems)]
    suffixes = tuple(extension.lower() for extension in extensions)
    found: dict[Path, Path] = {}  # by real path: a link and its target are one file
    for path in paths:
        try:
            is_folder = stat.S_ISDIR(path.stat().st_mode)
        except (OSError, ValueError) as error:
            failed(path, error)
            continue
        real = _real(path)
        if force_exclude and covered(real, is_folder=is_folder, layers=excluded):
            continue
        if not is_folder:
            found.setdefault(real, path)
            continue
        walk = FolderWalk(
            root=root,
            suffixes=suffixes,
            excluded=excluded,
            respect_gitignore=respect_gitignore,
            failed=failed,
        )
        for file in sorted(walk.files(path, real)):
            found.setdefault(_real(file), file)
    return list(found.values()), problems


def look_ahead(paths: Sequence[Path]) -> None:
    """Ask Git what `discover` will want to know; the answer takes it a while."""
    for path in paths:
        with suppress(OSError, ValueError):
            if path.is_dir():
                git_settings.ask(_real(path))


def read_bytes(path: Path, *, max_size: int | None = None, use: str = "read") -> bytes:
    """The content of a regular file; raises `FileProblem` for anything else.

    `max_size` is in megabytes (1,000,000 bytes); a larger file is a problem, too, and `use` says
    what it is not used for.
    """
    try:
        status = path.stat()
        mode = status.st_mode
        # Before opening: reading a named pipe or a device could wait for ever.
        if stat.S_ISDIR(mode):
            raise FileProblem("is a folder, not a file")
        if not stat.S_ISREG(mode):
            raise FileProblem("is not a regular file")
        if max_size is not None and status.st_size > max_size * 1_000_000:
            size = status.st_size // 1_000_000
            raise FileProblem(f"has {size:,} MB, and files over {max_size:,} MB are not {use}")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise FileProblem(_reason(path, error)) from error


def _real(path: Path) -> Path:
    """The path without symbolic links; unlike `Path.resolve`, it takes a loop as it is."""
    return Path(os.path.realpath(path))


def _reason(path: Path, error: Exception) -> str:
    """Why a path cannot be used."""
    if isinstance(error, FileNotFoundError):
        with suppress(OSError):
            return f"is a broken symbolic link (to {path.readlink()})"
        return "no such file or folder"
    if isinstance(error, OSError):
        if error.errno == errno.ELOOP:
            return "is a symbolic link that leads to itself"
        return (error.strerror or str(error)).lower()
    return "is not a valid path"


def _exclude_patterns(root: Path, lines: Sequence[str], problems: list[Problem]) -> Patterns:
    good = []
    for line in lines:
        try:
            compile_patterns(root, [line])
            good.append(line)
        except ValueError:
            problems.append(Problem(line, "is not a valid pattern in `exclude`"))
    return compile_patterns(root, good)


class LinkedFiles:
    """What links to other local files may look at: the files inside `root`, each read once.

    Never raises: what is missing, outside, unreadable or no text does not exist or is None.
    """

    def __init__(self, root: Path) -> None:
        self._root = _real(root)
        self._tops = {self._root, _lexical(root)}
        self._existing: dict[Path, bool] = {}
        self._texts: dict[Path, str | None] = {}
        self._names: dict[Path, frozenset[str]] = {}

    def inside(self, path: Path) -> bool:
        """Whether a path stays in `root`; about one that does not, nothing can be said."""
        try:
            lexical = _lexical(path)
            # By name first: following a path of elsewhere may ask a server (UNC paths, automounts).
            if not any(map(lexical.is_relative_to, self._tops)):
                return False
            return _real(lexical).is_relative_to(self._root)
        except (OSError, ValueError):
            return False

    def exists(self, path: Path) -> bool:
        """Whether a file or folder is there, spelt as on disk even where case is ignored."""
        if path not in self._existing:
            try:
                there = self.inside(path) and self._there(_lexical(path))
            except (OSError, ValueError):
                there = False
            self._existing[path] = there
        return self._existing[path]

    def read_text(self, path: Path) -> str | None:
        """The text of a file as `source.decode` gives it (without a byte order mark)."""
        if path not in self._texts:
            self._texts[path] = self._read(path) if self.exists(path) else None
        return self._texts[path]

    def _read(self, path: Path) -> str | None:
        with suppress(OSError, ValueError, FileProblem, SourceError):
            file = _lexical(path)
            if file.stat().st_size <= _LINKED_SIZE_LIMIT:
                return decode(read_bytes(file)).text
        return None

    def _there(self, path: Path) -> bool:
        """False as well where macOS or Windows has `README.md` for `readme.md`."""
        if not path.exists():
            return False
        while path not in self._tops and path != path.parent:
            names = self._listing(path.parent)
            if names and unicodedata.normalize("NFC", path.name) not in names:
                return False
            path = path.parent
        return True

    def _listing(self, folder: Path) -> frozenset[str]:
        """The names in a folder, in NFC (macOS may store NFD); none if it cannot be listed."""
        if folder not in self._names:
            names: list[str] = []
            with suppress(OSError):
                names = [entry.name for entry in folder.iterdir()]
            self._names[folder] = frozenset(unicodedata.normalize("NFC", name) for name in names)
        return self._names[folder]


def _lexical(path: Path) -> Path:
    """The absolute path with `..` taken away by name, as in a URL, not by following links."""
    return Path(os.path.normpath(path.absolute()))

"""Gitignore patterns with git's precedence.

The format is that of gitignore(5), the wildcards those of git's wildmatch.c. (pathspec's
`GitIgnoreSpec` answers for files; asked for the folders of a walk it gets `*` with `!*/`, a
common way to ignore all but some files, wrong.)
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from digestlint.cache import observing
from digestlint.git_settings import common_folder, home, settings, top_of
from digestlint.records import NamedTuple
from digestlint.wildmatch import translate

_LARGEST = 1_000_000  # bytes of an ignore file


class Pattern(NamedTuple):
    """One line of an ignore file."""

    regex: re.Pattern[str]
    negated: bool
    folders_only: bool
    anchored: bool

    def matches(self, name: str, *, is_folder: bool) -> bool:
        """Whether it fits this very path (relative, with `/`), not only a folder above."""
        if self.folders_only and not is_folder:
            return False
        return bool(self.regex.fullmatch(name if self.anchored else name.rpartition("/")[2]))


def parse_pattern(line: str, *, ignore_case: bool = False) -> Pattern | None:
    """A pattern from its line, None for a blank or a comment; `ValueError` if malformed."""
    bare = line.rstrip(" ")
    line = bare + " " if bare.endswith("\\") and bare != line else bare
    if not line or line.startswith("#"):
        return None
    negated = line.startswith("!")
    glob = line[negated:]
    folders_only = glob.endswith("/")
    glob = glob.removesuffix("/")
    anchored = "/" in glob
    glob = glob.removeprefix("/")
    if not glob:
        raise ValueError(f"pattern without a name: {line!r}")
    # Git folds ASCII letters only.
    flags = re.DOTALL | (re.IGNORECASE | re.ASCII if ignore_case else re.NOFLAG)
    return Pattern(re.compile(translate(glob), flags), negated, folders_only, anchored)


class Patterns(NamedTuple):
    """The patterns of one file, and the folder that they are relative to (a real path)."""

    base: Path
    patterns: tuple[Pattern, ...]

    def verdict(self, path: Path, *, is_folder: bool) -> bool | None:
        """True: the last pattern that matches ignores the path; False: it takes it back."""
        if not self.patterns or path == self.base or not path.is_relative_to(self.base):
            return None
        name = path.relative_to(self.base).as_posix()
        for pattern in reversed(self.patterns):
            if pattern.matches(name, is_folder=is_folder):
                return not pattern.negated
        return None


def compile_patterns(base: Path, lines: Iterable[str]) -> Patterns:
    """Patterns from lines; `ValueError` where one is malformed."""
    parsed = (parse_pattern(line) for line in lines)
    return Patterns(base, tuple(pattern for pattern in parsed if pattern))


def read_patterns(base: Path, file: Path, *, ignore_case: bool = False) -> Patterns:
    """The patterns of an ignore file, none if it is missing; `OSError` if it is unreadable.

    As in git, a malformed line matches nothing.
    """
    try:
        content = observing.read(str(file), _LARGEST)
    except observing.NoContentError as error:
        if error.what != "large":
            return Patterns(base, ())
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG)) from None
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return Patterns(base, ())
    text = content.decode("utf-8-sig", "surrogateescape")
    patterns = []
    for line in text.split("\n"):
        with suppress(ValueError):
            patterns.append(parse_pattern(line.removesuffix("\r"), ignore_case=ignore_case))
    return Patterns(base, tuple(pattern for pattern in patterns if pattern))


def ignored(path: Path, *, is_folder: bool, layers: Sequence[Patterns]) -> bool:
    """Whether the layers ignore a path; the last that says anything decides.

    Folders above are not looked at: a walk that comes here has found them not ignored.
    """
    for layer in reversed(layers):
        verdict = layer.verdict(path, is_folder=is_folder)
        if verdict is not None:
            return verdict
    return False


def covered(path: Path, *, is_folder: bool, layers: Sequence[Patterns]) -> bool:
    """Whether the layers ignore a path or any folder that it is in."""
    return ignored(path, is_folder=is_folder, layers=layers) or any(
        ignored(folder, is_folder=True, layers=layers) for folder in path.parents
    )


class IgnoreFiles(NamedTuple):
    """The `(base, file)` of ignore files, weakest first, and whether letter case counts in them."""

    files: Sequence[tuple[Path, Path]]
    ignore_case: bool


def ignore_files_above(folder: Path, *, root: Path) -> IgnoreFiles:
    """The ignore files that reach a folder from above.

    Git's global excludes, `.git/info/exclude`, then each `.gitignore` from the top of the
    working tree (`root` where there is no repository) down to the folder's parent.
    """
    files: list[tuple[Path, Path]] = []
    ignore_case = False
    chain = [folder, *folder.parents]
    top = top_of(folder)
    if top is not None:
        global_excludes, ignore_case = _settings(top)
        if global_excludes is not None:
            files.append((top, global_excludes))
        files.append((top, common_folder(top) / "info" / "exclude"))
    else:
        top = root if folder.is_relative_to(root) else folder
    files += [(p, p / ".gitignore") for p in reversed(chain[1:]) if p.is_relative_to(top)]
    return IgnoreFiles(files, ignore_case)


def _settings(top: Path) -> tuple[Path | None, bool]:
    """What `core.excludesFile` names, else git's default place (gitignore(5)); `core.ignoreCase`.

    Git sets the latter where the file system ignores case, as on Windows and macOS.
    """
    known = settings(top)
    ignore_case = known.get("core.ignorecase", "").lower() in ("true", "yes", "on", "1")
    if known.get("core.excludesfile"):
        return top / known["core.excludesfile"], ignore_case
    if config := observing.environment("XDG_CONFIG_HOME"):
        return Path(config) / "git" / "ignore", ignore_case
    own = home()
    return Path(own) / ".config" / "git" / "ignore" if own else None, ignore_case

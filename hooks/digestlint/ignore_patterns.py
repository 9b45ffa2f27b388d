"""Gitignore patterns with git's precedence.

The format is that of gitignore(5). (pathspec's `GitIgnoreSpec` answers for files; asked for the
folders of a walk it gets `*` with `!*/`, a common way to ignore all but some files, wrong.)
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from digestlint.globs import compile_glob, is_literal, lowered
from digestlint.records import NamedTuple

# What may be tried on one path: patterns with wildcards, and characters in them.
_MOST = 3_000
_MOST_CHARACTERS = 100_000


class Pattern(NamedTuple):
    """One line of an ignore file."""

    glob: str
    fits: Callable[[str], object] | None  # None for a glob without wildcards
    negated: bool
    folders_only: bool
    anchored: bool  # for paths from the base on; else for the last name of a path


def parse_pattern(line: str, *, ignore_case: bool = False) -> Pattern | None:
    """A pattern from its line, None for a blank or a comment; `ValueError` if malformed."""
    if line.startswith("#"):
        return None
    line = _without_trailing_spaces(line)
    if not line:
        return None
    negated = line.startswith("!")
    glob = line[negated:]
    folders_only = glob.endswith("/")
    glob = glob.removesuffix("/")
    anchored = "/" in glob
    glob = glob.removeprefix("/")
    if not glob:
        raise ValueError(f"pattern without a name: {line!r}")
    fits = None
    if not is_literal(glob):
        fits = compile_glob(glob, is_path=anchored, fold=ignore_case).match
    elif ignore_case:
        glob = lowered(glob)
    return Pattern(glob, fits, negated, folders_only, anchored)


def _without_trailing_spaces(line: str) -> str:
    """The line without spaces at its end, but for one behind a backslash that escapes it."""
    bare = line.rstrip(" ")
    escaped = (len(bare) - len(bare.rstrip("\\"))) % 2
    return line[: len(bare) + escaped]


class Patterns:
    """The patterns of one file, and the folder that they are relative to (a real path).

    With `of_bytes`, each character of a pattern is a byte of a name. `ignore_case` is that of
    `parse_pattern`.
    """

    __slots__ = (
        *("_ignore_case", "_literal", "_of_bytes", "_wild"),
        *("base", "count", "patterns", "size"),
    )

    def __init__(
        self,
        base: Path,
        patterns: Iterable[Pattern] = (),
        *,
        of_bytes: bool = False,
        ignore_case: bool = False,
    ) -> None:
        self.base = base
        self.patterns = tuple(patterns)
        self._of_bytes = of_bytes
        self._ignore_case = ignore_case
        # By name (path, with a slash in front) and whether it is a folder: the last pattern that
        # is just that, and whether it ignores.
        self._literal: dict[tuple[str, bool], tuple[int, bool | None]] = {}
        self._wild = []
        for rank, pattern in enumerate(self.patterns):
            if pattern.fits:
                self._wild.append((rank, pattern))
                continue
            name = f"/{pattern.glob}" if pattern.anchored else pattern.glob
            self._literal[name, True] = rank, not pattern.negated
            if not pattern.folders_only:
                self._literal[name, False] = rank, not pattern.negated

        # How many have wildcards, and of how many characters.
        self.count = len(self._wild)
        self.size = sum(len(pattern.glob) for _, pattern in self._wild)

    def verdict(self, path: Path, *, is_folder: bool) -> bool | None:
        """True: the last pattern that matches ignores the path; False: it takes it back."""
        if not self.patterns or path == self.base or not path.is_relative_to(self.base):
            return None
        name = path.relative_to(self.base).as_posix()
        if self._of_bytes:
            name = os.fsencode(name).decode("latin-1")
        if self._ignore_case:
            name = lowered(name)
        last_name = name.rpartition("/")[2]
        rank, ignores = max(
            self._literal.get((f"/{name}", is_folder), _UNNAMED),
            self._literal.get((last_name, is_folder), _UNNAMED),
        )
        for wild_rank, pattern in reversed(self._wild):
            if wild_rank < rank:
                break
            if pattern.folders_only and not is_folder:
                continue
            assert pattern.fits is not None
            if pattern.fits(name if pattern.anchored else last_name):
                return not pattern.negated
        return ignores


_UNNAMED = (-1, None)


def compile_patterns(base: Path, lines: Iterable[str]) -> Patterns:
    """Patterns from lines; `ValueError` where one is malformed."""
    parsed = (parse_pattern(line) for line in lines)
    return Patterns(base, limited((pattern for pattern in parsed if pattern), ()))


def limited(patterns: Iterable[Pattern], above: Sequence[Patterns]) -> Iterator[Pattern]:
    """The patterns; `ValueError` where so many have wildcards that trying them takes long."""
    count = sum(layer.count for layer in above)
    size = sum(layer.size for layer in above)
    for pattern in patterns:
        if pattern.fits:
            count += 1
            size += len(pattern.glob)
            if count > _MOST or size > _MOST_CHARACTERS:
                raise ValueError(
                    f"makes over {_MOST:,} patterns with wildcards that apply here, or over "
                    f"{_MOST_CHARACTERS:,} characters of them"
                )
        yield pattern


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

"""Gitignore patterns with git's precedence.

The format is that of gitignore(5). (pathspec's `GitIgnoreSpec` answers for files; asked for the
folders of a walk it gets `*` with `!*/`, a common way to ignore all but some files, wrong.)
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from digestlint._runtime.language import say
from digestlint.project.glob_index import GlobIndex
from digestlint.project.globs import lowered
from digestlint.project.ignore_lines import Pattern, parse_pattern
from digestlint.project.walk_budget import WalkBudget

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import TypeVar

    T = TypeVar("T")

MOST = 3_000
"""Patterns with wildcards that may apply to one path."""
_MOST_CHARACTERS = 100_000


class Patterns:
    """The patterns of one file, and the folder that they are relative to (a real path).

    With `of_bytes`, each character of a pattern is a byte of a name. `ignore_case` is that of
    `parse_pattern`.
    """

    __slots__ = (
        *("_covered", "_folders", "_ignore_case", "_inside", "_is_posix", "_literal", "_names"),
        *("_of_bytes", "_paths", "base", "count", "patterns", "size"),
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
        self._is_posix = isinstance(base, PurePosixPath)
        # Windows ignores letter case: there, only parts can be compared.
        self._inside = f"{base}".rstrip("/") + "/" if self._is_posix else "\0"
        self._of_bytes = of_bytes
        self._ignore_case = ignore_case
        # By name (path, with a slash in front) and whether it is a folder: the last pattern that
        # is just that, and whether it ignores.
        self._literal: dict[tuple[str, bool], tuple[int, bool | None]] = {}
        last: dict[tuple[str, bool, bool], int] = {}
        self.count = self.size = 0  # how many have wildcards, and of how many characters
        for rank, pattern in enumerate(self.patterns):
            if pattern.wild:
                self.count += 1
                self.size += len(pattern.glob)
                last[pattern.glob, pattern.anchored, pattern.folders_only] = rank
                continue
            name = f"/{pattern.glob}" if pattern.anchored else pattern.glob
            self._literal[name, True] = rank, not pattern.negated
            if not pattern.folders_only:
                self._literal[name, False] = rank, not pattern.negated
        wild = [(rank, self.patterns[rank]) for rank in last.values()]
        names = [(rank, pattern.glob) for rank, pattern in wild if not pattern.anchored]
        paths = [(rank, pattern.glob) for rank, pattern in wild if pattern.anchored]
        self._names = GlobIndex(names, fold=ignore_case)
        self._paths = GlobIndex(paths, fold=ignore_case)
        # By folder: those for paths that may fit what is below, by letters in the folder's own.
        self._folders: dict[str, frozenset[int]] = {"": frozenset()}
        self._covered: dict[str, bool] = {}

    def verdict(
        self, path: Path, *, is_folder: bool, budget: WalkBudget | None = None
    ) -> bool | None:
        """Return True if the last matching pattern ignores the path, False if it takes it back."""
        name = self._name(path) if self.patterns else None
        if name is None:
            return None
        last_name = name.rpartition("/")[2]
        rank, ignores = max(
            self._literal.get((f"/{name}", is_folder), _UNNAMED),
            self._literal.get((last_name, is_folder), _UNNAMED),
        )
        for wild_rank in self._candidates(name, last_name):
            if wild_rank < rank:
                break
            pattern = self.patterns[wild_rank]
            if pattern.folders_only and not is_folder:
                continue
            assert pattern.wild is not None
            tried = name if pattern.anchored else last_name
            if budget is not None:
                budget.spend(pattern.glob, tried)
            if pattern.wild.fits(tried):
                return not pattern.negated
        return ignores

    def covers(self, path: Path, *, is_folder: bool) -> bool:
        """Whether the patterns ignore a path or any folder that it is in."""
        if self.verdict(path, is_folder=is_folder):
            return True
        folders = []
        for folder in path.parents:
            known = self._covered.get(str(folder))
            if known is None and self._below(folder) is None:
                known = False
            if known is not None:
                break
            folders.append(folder)
        else:
            known = False
        for folder in reversed(folders):
            known = known or self.verdict(folder, is_folder=True) is True
            _room(self._covered)[str(folder)] = known
        return known

    def _below(self, path: Path) -> str | None:
        """Return the path from the base on; None where it is not below that."""
        text = str(path)
        if text.startswith(self._inside):  # much faster than to compare paths part by part
            return text[len(self._inside) :]
        if self._is_posix or path == self.base or not path.is_relative_to(self.base):
            return None
        return path.relative_to(self.base).as_posix()

    def _name(self, path: Path) -> str | None:
        """Return the path from the base on, as the patterns have it.

        None where it is not below that.
        """
        name = self._below(path)
        if name is None:
            return None
        if self._of_bytes:
            name = os.fsencode(name).decode("latin-1")
        return lowered(name) if self._ignore_case else name

    def _candidates(self, name: str, last_name: str) -> Sequence[int]:
        """Return the patterns with wildcards that may fit, the last first."""
        found: set[int] = set()
        if self._names:
            found.update(self._names.always, self._names.among(last_name))
        if self._paths:
            found.update(self._paths.always, self._paths.among(last_name))
            found |= self._for_folder(name.rpartition("/")[0])
        return sorted(found, reverse=True)

    def _for_folder(self, name: str) -> frozenset[int]:
        """Those for paths whose letters are in the name of a folder on the way."""
        waiting = []
        while name not in self._folders:
            above, _, last_name = name.rpartition("/")
            waiting.append((name, last_name))
            name = above
        known = self._folders[name]
        for name, last_name in reversed(waiting):
            more = self._paths.among(last_name)
            if not known.issuperset(more):
                known = known.union(more)
            _room(self._folders)[name] = known
        return known


_MOST_KNOWN = 20_000  # folders


def _room(known: dict[str, T]) -> dict[str, T]:
    """``known``, emptied where it has become large."""
    if len(known) > _MOST_KNOWN:
        known.clear()
    return known


_UNNAMED = (-1, None)


def compile_patterns(base: Path, lines: Iterable[str]) -> Patterns:
    """Patterns from lines; `ValueError` where one is malformed."""
    parsed = (parse_pattern(line) for line in lines)
    return Patterns(base, limited((pattern for pattern in parsed if pattern), ()))


def limited(patterns: Iterable[Pattern], above: Sequence[Patterns]) -> Iterator[Pattern]:
    """Yield the patterns; `ValueError` where so many have wildcards that trying them takes long."""
    count = sum(layer.count for layer in above)
    size = sum(layer.size for layer in above)
    for pattern in patterns:
        if pattern.wild:
            count += 1
            size += len(pattern.glob)
            if count > MOST or size > _MOST_CHARACTERS:
                raise ValueError(
                    say(
                        (
                            "makes over {most} patterns with wildcards that apply here, or over "
                            "{most_characters} characters of them"
                        ),
                        most=f"{MOST:,}",
                        most_characters=f"{_MOST_CHARACTERS:,}",
                    )
                )
        yield pattern


def ignored(path: Path, *, is_folder: bool, layers: Sequence[Patterns], budget: WalkBudget) -> bool:
    """Whether the layers ignore a path; the last that says anything decides.

    Folders above are not looked at: a walk that comes here has found them not ignored.
    """
    for layer in reversed(layers):
        verdict = layer.verdict(path, is_folder=is_folder, budget=budget)
        if verdict is not None:
            return verdict
    return False


def covered(path: Path, *, is_folder: bool, layers: Sequence[Patterns]) -> bool:
    """Whether any of the layers ignores a path or a folder that it is in."""
    return any(layer.covers(path, is_folder=is_folder) for layer in layers)

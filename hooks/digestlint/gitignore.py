"""Gitignore patterns with git's precedence (gitignore(5))."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


@dataclass(frozen=True, slots=True)
class Patterns:
    """The patterns of one file, and the folder that they are relative to (a real path)."""

    base: Path
    spec: GitIgnoreSpec | None

    def verdict(self, path: Path, *, is_folder: bool) -> bool | None:
        """True: the last pattern that matches ignores the path; False: it takes it back."""
        if self.spec is None or path == self.base or not path.is_relative_to(self.base):
            return None
        name = path.relative_to(self.base).as_posix()
        return self.spec.check_file(name + "/" if is_folder else name).include


def compile_patterns(base: Path, lines: Iterable[str]) -> Patterns:
    """Patterns from lines; `ValueError` where one is malformed."""
    lines = [line for line in lines if line.strip() and not line.startswith("#")]
    if not lines:
        return Patterns(base, None)
    # Lazy: 50 ms that a run on named files can do without.
    from pathspec import GitIgnoreSpec

    return Patterns(base, GitIgnoreSpec.from_lines(lines))


def read_patterns(base: Path, file: Path) -> Patterns:
    """The patterns of an ignore file, none if it is missing; `OSError` if it is unreadable.

    Like git, a malformed line is passed over.
    """
    if not file.is_file():
        return Patterns(base, None)
    text = file.read_bytes().decode("utf-8-sig", "surrogateescape")
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    try:
        return compile_patterns(base, lines)
    except ValueError:
        return compile_patterns(base, filter(_is_valid, lines))


def _is_valid(line: str) -> bool:
    try:
        compile_patterns(Path(), [line])
    except ValueError:
        return False
    return True


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


def ignore_files_above(folder: Path, *, root: Path) -> Iterator[tuple[Path, Path]]:
    """The `(base, file)` of each ignore file that reaches a folder from above, weakest first.

    Git's global excludes, `.git/info/exclude`, then each `.gitignore` from the top of the
    working tree (`root` where there is no repository) down to the folder's parent.
    """
    chain = [folder, *folder.parents]
    top = next((place for place in chain if (place / ".git").exists()), None)
    if top is not None:
        global_excludes = _global_excludes(top)
        if global_excludes is not None:
            yield top, global_excludes
        yield top, _common_git_folder(top) / "info" / "exclude"
    else:
        top = root if folder.is_relative_to(root) else folder
    for place in reversed(chain[1:]):
        if place.is_relative_to(top):
            yield place, place / ".gitignore"


def _common_git_folder(top: Path) -> Path:
    """Where `info/exclude` is; in a linked worktree, `.git` is a file (gitrepository-layout(5))."""
    git = top / ".git"
    with suppress(OSError, ValueError):
        if git.is_file():
            git = top / git.read_text().removeprefix("gitdir:").strip()
            git = git / (git / "commondir").read_text().strip()
    return git


def _global_excludes(top: Path) -> Path | None:
    """What `core.excludesFile` names, else git's default place (gitignore(5))."""
    command = ["git", "config", "--type=path", "--get", "core.excludesFile"]
    with suppress(OSError):
        result = subprocess.run(command, cwd=top, capture_output=True, check=False)
        name = os.fsdecode(result.stdout).rstrip("\n")
        if name:
            return top / name
    with suppress(RuntimeError):  # no home
        config = os.environ.get("XDG_CONFIG_HOME")
        return (Path(config) if config else Path.home() / ".config") / "git" / "ignore"
    return None

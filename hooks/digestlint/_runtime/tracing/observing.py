"""Everything a run learns about the world: each look is recorded, so that it can be repeated.

Whatever a run of ``check`` learns besides its question (``question``) it learns here: what is in a
file, what a path is, which names a folder has, a variable of the environment, standard input. While
a ``trace`` is recorded, each look leaves its answer in it. If all looks have the same answers once
more, the run would do the same once more: the content of files counts as it was read, however often
it has changed since.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable

from digestlint._runtime.opening import NoContentError, open_file
from digestlint._runtime.tracing import trace
from digestlint._runtime.tracing.looks import LOOKS, hashed
from digestlint._runtime.tracing.seen import current

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Any

__all__ = [
    "NoContentError",
    "environment",
    "exists",
    "forget",
    "hashed",
    "is_link",
    "is_spelt",
    "is_within",
    "kind",
    "names",
    "read",
    "real",
    "standard_input",
    "start_of",
    "starts",
    "tree",
]


def read(path: str, most: int, *, within: str = "") -> bytes:
    """Return the content of a regular file of at most ``most`` bytes, inside ``within`` if given.

    Nothing else is waited for, whatever takes the file's place meanwhile.

    Raises:
        NoContentError: for what is not a regular file, or larger, or outside.
        OSError: where it can't be read.
        ValueError: for a path that no file can have.
    """
    value = _look("read", f"{most} {within}", path)
    if isinstance(value, OSError):
        raise value
    content: bytes = value
    return content


def kind(path: str) -> str:
    """Return what a path leads to: "file", "folder" or "other"; "" where there is nothing."""
    found: str = _look("kind", "", path, "")
    return found


def exists(path: str) -> bool:
    """Whether a path leads to anything."""
    return kind(path) != ""


def is_link(path: str) -> bool:
    """Whether a path is a symbolic link itself."""
    return bool(_look("link", "", path, "") == "link")


def real(path: str) -> str:
    """Return the absolute path without symbolic links.

    Raises:
        ValueError: for a path that no file can have.
    """
    found: str = _look("real", "", path)
    return found


def is_within(path: str, folder: str) -> bool:
    """Whether a path leads to a place inside of ``folder``, or may do so."""
    return bool(_look("within", folder, path, impossible="yes"))


def start_of(path: str, size: int, *, within: str = "") -> bytes:
    """Return the first bytes of a regular file; not recorded, so no output may depend on it.

    Raises:
        OSError: where it can't be read.
        ValueError: for a path that no file can have.
    """
    descriptor = open_file(path, within, sys.maxsize)
    try:
        return os.read(descriptor, size)
    finally:
        os.close(descriptor)


def names(path: str, suffixes: Iterable[str], *, within: str = "") -> list[tuple[str, bool]]:
    """Name and whether it is a folder, of what is in a folder: folders, and files by their ending.

    Links to folders, and Windows's like, are left out; ``suffixes`` are in lower case.

    Raises:
        NoContentError: where the folder is not inside of ``within``, if that is given.
        OSError: where the folder can't be read.
    """
    value = _look("names", f"{len(within)} {within}{'/'.join(suffixes)}", path)
    if isinstance(value, OSError):
        raise value
    found: list[tuple[str, bool]] = value
    return found


def tree(top: str, most: int, skipped: Iterable[str]) -> list[str] | None:
    """Return the paths of all that is below a folder, relative to it, sorted.

    Those of folders end with a slash. None where there are more than ``most``. Links to folders are
    not followed; hidden folders, and those with a name in ``skipped``, are not entered.
    """
    found: list[str] | None = _look("tree", _below(most, skipped), top)
    return found


def starts(
    top: str, most: int, skipped: Iterable[str], size: int, word: str, suffixes: Iterable[str]
) -> dict[str, bytes]:
    """Return the first ``size`` bytes of the files of such a tree that have a ``word`` there."""
    about = f"{_below(most, skipped)} {size} {word} {' '.join(suffixes)}"
    found: dict[str, bytes] = _look("starts", about, top)
    return found


def _below(most: int, skipped: Iterable[str]) -> str:
    return "/".join((str(most), *sorted(skipped)))


def is_spelt(folder: str, name: str) -> bool:
    """Whether a folder has this very name, letter case included; also where it can't be listed."""
    return bool(_look("spelt", name, folder, ""))


def environment(name: str) -> str | None:
    """Return a variable of the environment; None where it is not set, or empty."""
    value: str | None = _look("environment", name, "")
    return value


def standard_input(most: int) -> bytes | None:
    """Return what is on standard input, up to one byte more than ``most``; None if it is closed."""
    value: bytes | None = _look("input", str(most), "")
    return value


_MISSING: Any = object()


def _look(kind: str, about: str, path: str, impossible: Any = _MISSING) -> Any:
    """Take a look and record it; ``impossible`` is the value of a path that no file can have."""
    try:
        answer, value = LOOKS[kind](about, path)
    except ValueError:  # a NUL, or a surrogate that stands for no byte: so it will always be
        if impossible is _MISSING:
            raise
        return impossible
    trace.record((kind, about, path), answer)
    return value


def forget() -> None:
    """Look at everything anew: a new run begins."""
    current.seen.forget()

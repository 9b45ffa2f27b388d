"""Which folder bounds what a run may read and write."""

from __future__ import annotations

import os
from pathlib import Path

from digestlint.cache.observing import exists, is_within
from digestlint.cache.trace import once


@once
def top_of(folder: Path) -> Path | None:
    """The top of the working tree that a folder is in, by the folder's path.

    What is no part of the outermost working tree but a link out of it is no working tree of its
    own: whoever wrote the outer one could have made a link to any other.
    """
    top: Path | None = None
    for candidate in reversed((folder, *folder.parents)):
        if exists(f"{candidate / '.git'}") and (top is None or is_within(str(candidate), str(top))):
            top = candidate
    return top


def bound_of_folder(folder: Path) -> Path:
    """What bounds a folder that is named: its repository, the working folder, or itself."""
    folder = lexical(folder)
    working = Path.cwd()
    return top_of(folder) or (working if is_within(str(folder), str(working)) else folder)


def bound_of_file(file: Path) -> Path:
    """What bounds a file that is named: its repository, the working folder, or its own folder."""
    return bound_of_folder(lexical(file).parent)


def why_outside(bound: Path) -> str:
    """What to say of a path that leads out of ``bound``."""
    name = "the repository" if top_of(bound) else "the folder that is checked"
    return f"leads outside {name}, so it was left alone"


def lexical(path: Path) -> Path:
    """The absolute path with `..` taken away by name, as in a URL, not by following links."""
    return Path(os.path.normpath(path.absolute()))

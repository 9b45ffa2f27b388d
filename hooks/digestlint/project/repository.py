"""The folder that bounds what a run may read and write; the only module that looks for ``.git``."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath

from digestlint._runtime.language import say
from digestlint._runtime.tracing.observing import exists, is_within, real
from digestlint._runtime.tracing.trace import once

_STEPS = 100


def top_of(folder: Path) -> Path | None:
    """Return the top of the working tree that a folder is in, by the folder's path.

    A link out of the outermost working tree does not lead to a working tree of its own: whoever
    wrote the outer one could have made a link to any other.
    """
    # From above, so that it needs no deep recursion; mostly, all but the last are known.
    for above in reversed(folder.parents[::_STEPS]):
        _top_of(above)
    return _top_of(folder)


@once
def _top_of(folder: Path) -> Path | None:
    parent = folder.parent
    top = _top_of(parent) if parent != folder else None
    # Each folder is asked once: a path takes time by its length.
    if exists(f"{folder / '.git'}") and (top is None or is_within(str(folder), str(top))):
        return folder
    return top


def repository_root(folder: Path) -> Path:
    """Return the top of the working tree that ``folder`` is in, else ``folder`` itself."""
    return top_of(folder) or folder


def bound_of_folder(folder: Path) -> Path:
    """Return what bounds a folder that is named: its repository, the working folder, or itself."""
    folder = lexical(folder)
    working = Path.cwd()
    top = top_of(folder)
    # Below the working folder, that bounds a repository to which a link leads as well.
    if folder.is_relative_to(working) and (top is None or not working.is_relative_to(top)):
        return top if top is not None and is_within(str(top), str(working)) else working
    return repository_root(folder)


def bound_of_file(file: Path) -> Path:
    """Return what bounds a named file: its repository, the working folder, or its own folder."""
    return bound_of_folder(lexical(file).parent)


def path_in(folder: Path, file: Path) -> PurePosixPath | None:
    """Return the path of ``file`` from ``folder``, without links; None if it is not below it."""
    try:
        return PurePosixPath(real_path(file).relative_to(real_path(folder)).as_posix())
    except ValueError:
        return None


def why_outside(bound: Path, by: str = "") -> str:
    """Return what to say of a path that leads out of ``bound``, ``by`` something."""
    name = say("the repository") if top_of(bound) else say("the folder that is checked")
    return say("leads outside {name}{by}, so it was left alone", name=name, by=by)


def real_path(path: Path) -> Path:
    """Return the path without symbolic links; unlike ``Path.resolve``, it takes a loop as it is."""
    return Path(real(str(path)))


def lexical(path: Path) -> Path:
    """Return the absolute path with `..` taken away by name, without following links."""
    return Path(os.path.normpath(path.absolute()))

"""Writing reports and other new files, by the means of the writer."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from digestlint._runtime.interrupts import held
from digestlint._runtime.language import say, translated
from digestlint._runtime.opening import NoContentError
from digestlint.fixes.writer import Folder, OutsideError, WriteError, put


def write_report(
    path: Path, pieces: Iterable[bytes], *, append: bool = False, within: Path | None = None
) -> None:
    """Make `pieces` the content of a new file, or of one that is there, in one step.

    With `append`, they come behind what is there. A symbolic link is not followed: whoever made it
    says where it leads. `within` is as for `write_atomic`. Raises `WriteError`.
    """
    with _refusals(), Folder(path.parent, within) as folder:
        status = _status(folder, path.name)
        if append and status is not None:
            pieces = chain((folder.read(path.name)[0],), pieces)
        with held():
            put(
                *(folder, path.name, pieces, 0o666),
                lambda _, descriptor: _set_mode(descriptor, status),
                lambda: None,
            )


def create(path: Path, data: bytes, *, within: Path | None = None) -> None:
    """Make a file that is not there yet, in one step: nobody sees a part of it.

    `within` is as for `write_atomic`. Raises `WriteError`, also where the file is there.
    """
    with _refusals(), Folder(path.parent, within) as folder, held():

        def check() -> None:
            if _is_there(folder, path.name):
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))

        put(folder, path.name, (data,), 0o666, lambda *_: None, check)


@contextmanager
def _refusals() -> Iterator[None]:
    """Raise a `WriteError` for what the system refuses."""
    try:
        yield
    except NoContentError as error:
        raise OutsideError from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise WriteError(
            say("could not be written: {reason}", reason=translated(reason.lower()))
        ) from error


def _is_there(folder: Folder, name: str) -> bool:
    try:
        os.stat(folder.name(name), dir_fd=folder.descriptor, follow_symlinks=False)
    except FileNotFoundError:
        return False
    return True


def _status(folder: Folder, name: str) -> os.stat_result | None:
    """Return what the system says of a report that is there; None if there is none yet."""
    where = folder.descriptor
    try:
        status = os.stat(folder.name(name), dir_fd=where, follow_symlinks=False)
    except FileNotFoundError:
        return None
    if stat.S_ISLNK(status.st_mode):
        raise WriteError(say("was not written: it is a symbolic link; name the file that is meant"))
    if not stat.S_ISREG(status.st_mode):
        raise WriteError(say("was not written: it is not a regular file"))
    effective = os.access in os.supports_effective_ids
    if not os.access(folder.name(name), os.W_OK, dir_fd=where, effective_ids=effective):
        raise WriteError(say("could not be written: permission denied"))
    return status


def _set_mode(descriptor: int, status: os.stat_result | None) -> None:
    if status is not None and hasattr(os, "fchmod"):
        os.fchmod(descriptor, stat.S_IMODE(status.st_mode))

"""The only module that writes the files that are checked, and reports."""

from __future__ import annotations

import os
import shutil
import stat
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from digestlint._runtime.errors import DigestlintError
from digestlint._runtime.interrupts import held
from digestlint._runtime.language import say, translated
from digestlint._runtime.opening import (
    HAS_DESCRIPTORS,
    NoContentError,
    open_folder,
    open_regular,
    parts_within,
    read_rest,
)

# Windows does not replace a file, or by a file, that another program has open, as virus scanners
# and indexers do for moments (a sharing violation). Seconds to wait between attempts.
_PAUSES = (0.01, 0.03, 0.1, 0.3, 0.6) if os.name == "nt" else ()


class WriteError(DigestlintError):
    """The file was not written; `str()` is one sentence without the path."""


class OutsideError(WriteError):
    """The file is outside the folder that bounds it."""

    def __init__(self) -> None:
        super().__init__(say("was not written: it leads outside the folder that bounds it"))


class ChangedError(WriteError):
    """The file does not have the expected content."""

    def __init__(self) -> None:
        super().__init__(say("was not written: it has been changed by another program meanwhile"))


def write_atomic(
    path: Path, data: bytes, *, expected: bytes | None = None, within: Path | None = None
) -> bool:
    """Make `data` the content of an existing file; returns whether that changed anything.

    Equal content is not touched. Otherwise the file is replaced in one step by a finished
    and synced one with the same mode, owner (where permitted) and extended attributes, so
    that a reader or a crash sees either the old content or the new. A symbolic link stays a link:
    its target is replaced. A file with further hard links is replaced under this name only;
    the other names keep the old content, since nothing but overwriting could change them,
    and an interrupted overwrite loses text. For the same reason nothing is written where the
    folder takes no new file.

    `expected` is what the caller read before: with it, a file that has changed in the
    meantime is left alone. `within` is the folder that bounds it: nothing outside of that is
    read or written, whatever links lead there or are put in the way. Raises `WriteError`.
    """
    try:
        real = path.resolve(strict=True)
        with Folder(real.parent, within) as folder:
            return _write(folder, real.name, data, expected)
    except NoContentError as error:
        if error.what == "outside":
            raise OutsideError from error
        raise WriteError(say("is not a regular file")) from error
    except OSError as error:
        reason = translated((error.strerror or str(error)).lower())
        raise WriteError(say("could not be written: {reason}", reason=reason)) from error
    except RuntimeError as error:  # a loop, before Python 3.13
        raise WriteError(say("could not be written: symbolic link loop")) from error


class Folder:
    """The folder of a file: an open one, where there is such a thing, which no swap can change."""

    def __init__(self, path: Path, within: Path | None) -> None:
        self.path = path
        self._within = within

    def __enter__(self) -> Folder:
        within = str(self._within or "")
        self.descriptor: int | None = None
        if HAS_DESCRIPTORS:
            self.descriptor = open_folder(str(self.path), within, is_listed=False)
        elif within:
            parts_within(str(self.path), within)
        return self

    def __exit__(self, *_: object) -> None:
        if self.descriptor is not None:
            with suppress(OSError):  # what was written has been synced
                os.close(self.descriptor)

    def name(self, name: str) -> str:
        """Return what to call a file in it, beside its descriptor."""
        return name if self.descriptor is not None else str(self.path / name)

    def read(self, name: str) -> tuple[bytes, os.stat_result]:
        """Return what a regular file in it holds, and what the system says of that file."""
        descriptor = open_regular(self.name(name), self.descriptor, sys.maxsize)
        try:
            return read_rest(descriptor, sys.maxsize), os.fstat(descriptor)
        finally:
            os.close(descriptor)


def _write(folder: Folder, name: str, data: bytes, expected: bytes | None) -> bool:
    old, status = folder.read(name)
    if expected is not None:
        _check_unchanged(old, expected)
    if old == data:
        return False
    # Replacing needs no right to write the file itself: a read-only one is meant to stay.
    effective = os.access in os.supports_effective_ids
    where = folder.descriptor
    if not os.access(folder.name(name), os.W_OK, dir_fd=where, effective_ids=effective):
        raise WriteError(say("could not be written: permission denied"))
    with held():
        _replace(folder, name, data, old, status)
    return True


def _check_unchanged(content: bytes, expected: bytes) -> None:
    if content != expected:
        raise ChangedError


def _replace(folder: Folder, name: str, data: bytes, old: bytes, status: os.stat_result) -> None:
    put(
        *(folder, name, (data,), 0o600),
        lambda temporary, descriptor: _copy_metadata(folder, name, temporary, status, descriptor),
        # Once more: writing, syncing and waiting take long enough for an editor to save.
        lambda: _check_unchanged(folder.read(name)[0], old),
    )


def put(
    folder: Folder,
    name: str,
    pieces: Iterable[bytes],
    mode: int,
    dress: Callable[[str, int], None],
    check: Callable[[], None],
) -> None:
    """Write a file and give it its name; `dress` sets its metadata, `check` comes last."""
    # The name is chosen here and not by `tempfile`, so that the clean-up covers the moment
    # of creation as well. It is short: the real name may be as long as names can be.
    temporary = f".digestlint-{os.urandom(8).hex()}.tmp"
    where = folder.descriptor
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(folder.name(temporary), flags, mode, dir_fd=where), "wb") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            dress(temporary, file.fileno())
            os.fsync(file.fileno())
        _give_name(folder, temporary, name, check)
    except BaseException:  # a full disk, or Ctrl-C
        with suppress(OSError):
            os.unlink(folder.name(temporary), dir_fd=where)
        raise
    if where is not None:
        with suppress(OSError):  # makes the new name durable
            os.fsync(where)


def _give_name(folder: Folder, temporary: str, name: str, check: Callable[[], None]) -> None:
    """Let the finished file take the place of the old one."""
    where = folder.descriptor
    for pause in (*_PAUSES, None):
        try:
            check()
            source, target = folder.name(temporary), folder.name(name)
            os.replace(source, target, src_dir_fd=where, dst_dir_fd=where)
            return
        except PermissionError:
            if pause is None:
                raise
        time.sleep(pause)


def _copy_metadata(
    folder: Folder, name: str, temporary: str, status: os.stat_result, descriptor: int
) -> None:
    if hasattr(os, "fchown"):
        # First of all, because it clears the set-user-id bits. The group alone may be allowed.
        for owner in (-1, status.st_gid), (status.st_uid, -1):
            with suppress(OSError):
                os.fchown(descriptor, *owner)
    with suppress(OSError):
        _copy_attributes(folder, name, temporary, descriptor)
    if hasattr(os, "fchmod"):
        os.fchmod(descriptor, stat.S_IMODE(status.st_mode))
    else:
        os.chmod(folder.name(temporary), stat.S_IMODE(status.st_mode))


def _copy_attributes(folder: Folder, name: str, temporary: str, descriptor: int) -> None:
    """Copy extended attributes, access control lists and flags, where files have such."""
    if not hasattr(os, "listxattr"):
        # By path: the random name can be no other file's.
        shutil.copystat(folder.path / name, folder.path / temporary)
        os.utime(folder.path / temporary)  # the content is new
        return
    old = open_regular(folder.name(name), folder.descriptor, sys.maxsize)
    try:
        for attribute in os.listxattr(old):
            with suppress(OSError):
                os.setxattr(descriptor, attribute, os.getxattr(old, attribute))
    finally:
        os.close(old)

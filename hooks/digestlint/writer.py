"""The one place that writes to the files that are checked."""

from __future__ import annotations

import os
import secrets
import shutil
import stat
import time
from contextlib import suppress
from pathlib import Path

from digestlint.interrupts import held

# Windows does not replace a file, or by a file, that another program has open, as virus scanners
# and indexers do for moments (a sharing violation). Seconds to wait between attempts.
_PAUSES = (0.01, 0.03, 0.1, 0.3, 0.6) if os.name == "nt" else ()


class WriteError(Exception):
    """The file was not written; `str()` is one sentence without the path."""


class ChangedError(WriteError):
    """The file holds something else than was expected."""

    def __init__(self) -> None:
        super().__init__("was not written: it has been changed by another program meanwhile")


def write_atomic(path: Path, data: bytes, *, expected: bytes | None = None) -> bool:
    """Make `data` the content of an existing file; whether that changed anything.

    Equal content is not touched. Otherwise the file is replaced in one step by a finished
    and synced one with the same mode, owner (where permitted) and extended attributes, so
    that a reader or a crash meets the old content or the new. A symbolic link stays a link:
    its target is replaced. A file with further hard links is replaced under this name only;
    the other names keep the old content, since nothing but overwriting could change them,
    and an interrupted overwrite loses text. For the same reason nothing is written where the
    folder takes no new file.

    `expected` is what the caller read before: with it, a file that has changed in the
    meantime is left alone. Raises `WriteError`.
    """
    try:
        real = path.resolve(strict=True)
        status = real.stat()
        if not stat.S_ISREG(status.st_mode):
            raise WriteError("is not a regular file")
        old = real.read_bytes()
        if expected is not None:
            _check_unchanged(old, expected)
        if old == data:
            return False
        # Replacing needs no right to write the file itself: a read-only one is meant to stay.
        if not os.access(real, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
            raise WriteError("could not be written: permission denied")
        with held():
            _replace(real, data, old, status)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise WriteError(f"could not be written: {reason}") from error
    except RuntimeError as error:  # a loop, before Python 3.13
        raise WriteError("could not be written: symbolic link loop") from error
    return True


def _check_unchanged(content: bytes, expected: bytes) -> None:
    if content != expected:
        raise ChangedError


def _replace(real: Path, data: bytes, old: bytes, status: os.stat_result) -> None:
    # The name is chosen here and not by `tempfile`, so that the clean-up covers the moment
    # of creation as well. It is short: the real name may be as long as names can be.
    temporary = real.with_name(f".digestlint-{secrets.token_hex(8)}.tmp")
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(temporary, flags, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            _copy_metadata(real, temporary, status)
            os.fsync(file.fileno())
        _give_name(temporary, real, old)
    except BaseException:  # a full disk, or Ctrl-C
        with suppress(OSError):
            temporary.unlink()
        raise
    _sync_folder(real.parent)


def _give_name(temporary: Path, real: Path, old: bytes) -> None:
    """Let the finished file take the place of the old one."""
    for pause in (*_PAUSES, None):
        try:
            # Once more: writing, syncing and waiting take long enough for an editor to save.
            _check_unchanged(real.read_bytes(), old)
            temporary.replace(real)
            return
        except PermissionError:
            if pause is None:
                raise
        time.sleep(pause)


def _copy_metadata(real: Path, temporary: Path, status: os.stat_result) -> None:
    if hasattr(os, "chown"):
        # First of all, because it clears the set-user-id bits. The group alone may be allowed.
        for owner in (-1, status.st_gid), (status.st_uid, -1):
            with suppress(OSError):
                os.chown(temporary, *owner)
    with suppress(OSError):
        shutil.copystat(real, temporary)  # extended attributes, access control lists
    temporary.chmod(stat.S_IMODE(status.st_mode))
    os.utime(temporary)  # the content is new


def _sync_folder(folder: Path) -> None:
    """Make the new name durable where folders can be synced (not on Windows)."""
    if os.name != "posix":
        return
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

"""Opening a path without leaving the folder that bounds it, whatever links are on the way.

A repository says where its links lead, and may say something else a moment later. A path is
resolved first, and what it resolves to is then opened from the bounding folder down, component by
component, following no link at all: a link that was put in the way meanwhile is refused.
"""

import os
from errno import ELOOP, EMLINK, ENOTDIR
from stat import S_ISDIR, S_ISLNK, S_ISREG

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

# What systems answer where a link is not to be followed.
_LINK_MET = (ELOOP, EMLINK, ENOTDIR)
_TRIES = 5
_GIT = ".git"
_CHUNK = 1 << 20
_LARGEST_PIECE = 1 << 26
HAS_DESCRIPTORS = {os.open, os.stat} <= os.supports_dir_fd
"""Whether folders can be opened here, and files then be named by them. Not on Windows."""


def _flags(*names: str) -> int:
    flags = os.O_RDONLY
    for name in names:
        flags |= getattr(os, name, 0)
    return flags


# A named pipe is not waited for, and a terminal does not become this process's own.
_READING = _flags("O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY")
_FOLDER = _flags("O_DIRECTORY", "O_CLOEXEC")
# To pass through a folder takes no right to list it, where systems have a way to say so.
_PASSED = _flags("O_PATH", "O_DIRECTORY", "O_CLOEXEC")
_NO_LINK = _flags("O_NOFOLLOW")


class NoContentError(OSError):
    """A path has nothing to be read: ``what`` is "folder", "other", "large" or "outside"."""

    def __init__(self, what: str, size: int = 0) -> None:
        super().__init__(what)
        self.what = what
        self.size = size


def open_file(path: str, within: str, limit: int) -> int:
    """Return a descriptor of a regular file of at most ``limit`` bytes.

    Args:
        path: The path of the file.
        within: The folder that bounds it; "" if any file will do.
        limit: The size in bytes.

    Raises:
        NoContentError: for anything else, and for what is outside.
        OSError: where it can't be opened.
        ValueError: for a path that no file can have.
    """
    if not within:
        return open_regular(path, None, limit, follow=True)
    if not HAS_DESCRIPTORS:
        return _open_and_compare(path, within, limit)
    return _descend(path, within, lambda name, folder: open_regular(name, folder, limit))


def open_folder(path: str, within: str, *, is_listed: bool = True) -> int:
    """Return a descriptor of a folder inside of ``within`` ("": of any), where systems have such.

    Unless it ``is_listed``, one that may not be listed can be opened, too.

    Raises:
        NoContentError: for a folder that is outside.
        OSError: where it can't be opened.
        ValueError: for a path that no folder can have.
    """
    within = within or path
    try:
        return _descend(path, within, lambda name, above: _open_folder(name, above, _FOLDER))
    except PermissionError:
        if is_listed:
            raise
        return _descend(path, within, _open_folder)


def parts_within(path: str, within: str) -> "Sequence[str]":
    """Return the components of the real path of ``path`` below the real path of ``within``.

    Raises:
        NoContentError: where it is outside.
        ValueError: for a path that no file can have.
    """
    real, bound = os.path.realpath(path), os.path.realpath(within)
    if not is_below(real, bound, path):
        raise NoContentError("outside")
    return _below(real, bound) or ()


def is_below(real: str, bound: str, path: str) -> bool:
    """Whether ``path`` is inside ``bound``, as it is and as ``real``, the path without links.

    Git's own folder counts as outside of its repository, unless it is named.
    """
    parts = _below(real, bound)
    return parts is not None and (_GIT not in map(str.lower, parts) or _GIT in path.lower())


def _below(path: str, folder: str) -> "Sequence[str] | None":
    """Return the components of a path below a folder; None where it is not there."""
    if path == folder:
        return ()
    start = folder if folder.endswith(os.sep) else folder + os.sep
    return path[len(start) :].split(os.sep) if path.startswith(start) else None


def _descend(path: str, within: str, open_last: "Callable[[str, int], int]") -> int:
    """Open what ``path`` leads to, from ``within`` down."""
    # First as if there were no link on the way. What `..` leads to, links decide.
    parts = None
    if os.pardir not in path.split(os.sep):
        parts = _below(os.path.abspath(path), os.path.abspath(within))
    for attempt in range(_TRIES):
        if parts is None:
            parts = parts_within(path, within)
        try:
            return _open_along(within, parts or (os.curdir,), open_last)
        except OSError as error:
            # A link, even if there was none a moment ago.
            if error.errno not in _LINK_MET or attempt == _TRIES - 1:
                raise
        parts = None
    raise AssertionError  # the last attempt returns or raises


def _open_along(within: str, parts: "Sequence[str]", open_last: "Callable[[str, int], int]") -> int:
    """Open a folder, what is in it, and so on, following no link."""
    *folders, last = parts
    folder = os.open(within, _PASSED)
    try:
        for name in folders:
            above, folder = folder, _open_folder(name, folder)
            os.close(above)
        return open_last(last, folder)
    finally:
        os.close(folder)


def _open_folder(name: str, folder: int, flags: int = _PASSED) -> int:
    return os.open(name, flags | _NO_LINK, dir_fd=folder)


def open_regular(name: str, folder: int | None, limit: int, *, follow: bool = False) -> int:
    """As ``open_file``, for a name in an open folder; by default, no link is followed."""
    # Before opening: that alone can have an effect on a device.
    _check(os.stat(name, dir_fd=folder, follow_symlinks=follow), limit)
    flags = _READING if follow else _READING | _NO_LINK
    descriptor = os.open(name, flags, dir_fd=folder)
    try:
        _check(os.fstat(descriptor), limit)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def read_rest(descriptor: int, limit: int) -> bytes:
    """All that is left of a file, and no more than a byte above ``limit``."""
    parts = []
    # Room is made for what is asked for, and a file may have been said to be of any size.
    wanted = min(os.fstat(descriptor).st_size, limit, _LARGEST_PIECE) + 1
    while part := os.read(descriptor, wanted):
        parts.append(part)
        limit -= len(part)
        if limit < 0:
            break
        wanted = min(_CHUNK, limit + 1)
    return b"".join(parts)


def read_chunks(path: str, within: str, limit: int) -> "Iterator[bytes]":
    """Yield a file of at most ``limit`` bytes a megabyte at a time; raises as ``open_file``."""
    descriptor = open_file(path, within, limit)
    try:
        while chunk := os.read(descriptor, _CHUNK):
            limit -= len(chunk)
            if limit < 0:
                raise NoContentError("large", os.fstat(descriptor).st_size)
            yield chunk
    finally:
        os.close(descriptor)


def _check(status: os.stat_result, limit: int) -> None:
    if S_ISDIR(status.st_mode):
        raise NoContentError("folder")
    if S_ISLNK(status.st_mode):
        raise OSError(ELOOP, os.strerror(ELOOP))
    if not S_ISREG(status.st_mode):
        raise NoContentError("other")
    if status.st_size > limit:
        raise NoContentError("large", status.st_size)


def _open_and_compare(path: str, within: str, limit: int) -> int:
    """As ``_descend``, where a folder can't be opened: the file that is open has to be inside."""
    parts_within(path, within)
    real = os.path.realpath(path)
    descriptor = open_regular(real, None, limit, follow=True)
    try:
        parts_within(real, within)
        if not os.path.samestat(os.fstat(descriptor), os.stat(real)):
            raise NoContentError("outside")
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor

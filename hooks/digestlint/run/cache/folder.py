"""The folder with the cached answers: the user's own, outside of all repositories.

It is trusted only if nobody else could have written it: it belongs to this user, no one else may
write to it, and it is not a symbolic link. All this is checked on the open folder, and its files
are opened through that, so nothing can take its place in between. Anything else in it (a named
pipe, a link, a folder, a huge file) is ignored.
"""

import os
import sys
from stat import S_IMODE, S_ISDIR, S_ISREG

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

CHOSEN = "DIGESTLINT_CACHE_DIR"
"""The variable that names another folder, which is trusted even if it comes from elsewhere."""

_WRITABLE_BY_OTHERS = 0o022
_LARGEST = 64_000_000  # bytes of a file
_CHUNK = 1 << 20
_DAY = 86_400
_HAS_DESCRIPTORS = os.open in os.supports_dir_fd and os.rename in os.supports_dir_fd


def _flags(*names: str) -> int:
    flags = 0
    for name in names:
        flags |= getattr(os, name, 0)
    return flags


_OPEN = _flags("O_RDONLY", "O_NOFOLLOW", "O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY")
_CREATE = _flags("O_WRONLY", "O_CREAT", "O_EXCL", "O_NOFOLLOW", "O_CLOEXEC", "O_BINARY")
_OPEN_FOLDER = _flags("O_RDONLY", "O_NOFOLLOW", "O_DIRECTORY", "O_CLOEXEC")


def place(environment: "Mapping[str, str]", platform: str = sys.platform) -> str | None:
    """Where the folder is, or would be; None where the user has no folder for caches."""
    chosen = environment.get(CHOSEN)
    if chosen:
        return os.path.abspath(chosen)
    if platform == "win32":
        base, *inner = environment.get("LOCALAPPDATA", ""), "digestlint", "Cache"
    elif platform == "darwin":
        base, *inner = environment.get("HOME", ""), "Library", "Caches", "digestlint"
    elif os.path.isabs(environment.get("XDG_CACHE_HOME", "")):
        base, *inner = environment["XDG_CACHE_HOME"], "digestlint"
    else:
        base, *inner = environment.get("HOME", ""), ".cache", "digestlint"
    return os.path.join(base, *inner) if os.path.isabs(base) else None


class Folder:
    """The open folder, and the files in it by their names."""

    _descriptor: int | None = None
    _close = staticmethod(os.close)  # when Python ends, `os` may be gone before this is

    def __init__(self, path: str) -> None:
        """Open the folder at ``path``.

        Raises:
            OSError: where there is none that is trusted.
        """
        self.path = path
        if _HAS_DESCRIPTORS:
            self._descriptor = os.open(path, _OPEN_FOLDER)
            status = os.fstat(self._descriptor)
        else:
            status = os.lstat(path)
        self.number = status.st_ino
        if not S_ISDIR(status.st_mode) or not _is_ours(status):
            self.close()
            raise PermissionError("it may be another user's")

    def __del__(self) -> None:
        self.close()

    def close(self) -> None:
        """Close the folder; it can't be used after that."""
        if self._descriptor is not None:
            self._close(self._descriptor)
            self._descriptor = None

    def read(self, name: str, *, secret: bool = False) -> bytes | None:
        """Return the content of a file; None if there is none, or none that is trusted.

        A ``secret`` file must not be readable by others, which rules out any that Git has written.
        """
        try:
            descriptor = os.open(self._path(name), _OPEN, dir_fd=self._descriptor)
        except OSError:
            return None
        try:
            status = os.fstat(descriptor)
            size = status.st_size
            if not S_ISREG(status.st_mode) or not _is_ours(status) or size > _LARGEST:
                return None
            if secret and os.name == "posix" and S_IMODE(status.st_mode) & 0o077:
                return None
            parts = []
            while size > 0 and (part := os.read(descriptor, size)):
                parts.append(part)
                size -= len(part)
            _mark_as_used(descriptor, status)
            return b"".join(parts)
        except OSError:
            return None
        finally:
            os.close(descriptor)

    def write(self, name: str, *content: bytes) -> None:
        """Give a file its content in one step; several processes may do so at once.

        Raises:
            OSError: when it can't be written.
        """
        temporary = f"{name}.{os.getpid()}-{os.urandom(4).hex()}.tmp"
        descriptor = os.open(self._path(temporary), _CREATE, 0o600, dir_fd=self._descriptor)
        try:
            try:
                for piece in content:
                    rest = memoryview(piece)
                    while rest:
                        rest = rest[os.write(descriptor, rest[:_CHUNK]) :]
            finally:
                os.close(descriptor)
            here = self._descriptor
            os.replace(self._path(temporary), self._path(name), src_dir_fd=here, dst_dir_fd=here)
        except BaseException:  # a full disk, or Ctrl-C
            self.remove(temporary)
            raise

    def remove(self, name: str) -> bool:
        """Remove a file or a link, not its target; returns whether that was possible."""
        try:
            os.unlink(self._path(name), dir_fd=self._descriptor)
        except OSError:
            return False
        return True

    def modified(self, name: str) -> float | None:
        """When a file was last written; None if it is not there."""
        try:
            path, here = self._path(name), self._descriptor
            return os.stat(path, dir_fd=here, follow_symlinks=False).st_mtime
        except OSError:
            return None

    def files(self, prefix: str) -> "Iterator[tuple[str, os.stat_result]]":
        """Yield names with a ``prefix``, except those of folders, and the status of each."""
        with os.scandir(self.path if self._descriptor is None else self._descriptor) as entries:
            for entry in entries:
                if not entry.name.startswith(prefix):
                    continue
                try:
                    status = entry.stat(follow_symlinks=False)
                except OSError:  # another run has removed it
                    continue
                if not S_ISDIR(status.st_mode):
                    yield entry.name, status

    def _path(self, name: str) -> str:
        return os.path.join(self.path, name) if self._descriptor is None else name


def make(path: str, *, wherever: bool) -> None:
    """Create a folder for this user only, and its parent; with ``wherever``, all parents.

    Raises:
        OSError: when it can't be made.
    """
    above = os.path.dirname(path)
    if not os.path.isdir(above):
        if wherever:
            os.makedirs(above, exist_ok=True)
        else:
            os.mkdir(above, 0o700)
    if not wherever and not _is_mine(os.stat(above)):
        # As root in the home of somebody else, who could not use it.
        raise PermissionError("it would be in another user's folder")
    try:
        os.mkdir(path, 0o700)
    except FileExistsError:
        return


def _is_ours(status: os.stat_result) -> bool:
    """Whether nobody else can have written it, as far as the system says."""
    if not hasattr(os, "geteuid"):
        return True
    return _is_mine(status) and not S_IMODE(status.st_mode) & _WRITABLE_BY_OTHERS


def _is_mine(status: os.stat_result) -> bool:
    return not hasattr(os, "geteuid") or status.st_uid == os.geteuid()


def _mark_as_used(descriptor: int, status: os.stat_result) -> None:
    """Keep what is in use when old files go."""
    import time  # built in

    if time.time() - status.st_mtime > _DAY and os.utime in os.supports_fd:
        try:
            os.utime(descriptor)
        except OSError:  # on what can only be read
            return

"""Cache entries by name, in the user's folder; only entries that this user's runs wrote are read.

Each file begins with a keyed hash of its name and content. The key is random, is created once, and
is stored beside the entries. It is combined with the inode number of the folder, so a cache that
came from elsewhere, in a repository or an archive, is not trusted: only one that the user has named
may be moved (``folder.CHOSEN``).

A defect of an entry or of the folder is not an error: what cannot be read is computed again, and
what cannot be written is not kept.
"""

import os

from digestlint._runtime.hashing import blake2b
from digestlint.run.cache.folder import CHOSEN, Folder, make, place

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from collections.abc import Mapping

_PREFIX = "digestlint-"  # of all files: a folder that the user has named may hold others
_KEY = f"{_PREFIX}key"
_KEY_SIZE = 32
_TAG_SIZE = 32
_PERSON = b"digestlint 1"  # another one for another format of entries
# https://bford.info/cachedir/: backup programs leave such folders out.
_MARK = "CACHEDIR.TAG"
_MARK_TEXT = b"Signature: 8a477f597d28d172789f06886806bc55\n# Made by digestlint; can be removed.\n"
_PRUNED = f"{_PREFIX}pruned"  # when this was written, what is old and too much was removed
_OFTEN = 3_600  # seconds
_OLD = 30 * 86_400
_MOST_FILES = 50_000
_MOST_BYTES = 256_000_000
_BLOCK = 4096  # what a small file takes on disk


class Store:
    """The entries, in the folder that ``environment`` leads to."""

    def __init__(self, environment: "Mapping[str, str]") -> None:
        self.path = place(environment)
        self._is_chosen = bool(environment.get(CHOSEN))
        self._folder: Folder | None = None
        self._key = b""
        self._can_write = self.path is not None
        self._open()

    def read(self, name: str) -> memoryview | None:
        """Return the entry called ``name``; None if there is none, or not one of ours."""
        data = self._folder.read(_PREFIX + name) if self._folder and self._key else None
        if data is None:
            return None
        content = memoryview(data)[_TAG_SIZE:]  # large ones are not copied
        return content if data[:_TAG_SIZE] == self._tag(name, content) else None

    def write(self, name: str, *content: bytes) -> None:
        """Keep ``content``, if possible; large content comes in pieces."""
        if not self._can_write:
            return
        try:
            folder = self._folder if self._folder and self._key else self._make()
            folder.write(_PREFIX + name, self._tag(name, *content), *content)
        except OSError:
            self._can_write = False

    def _open(self) -> None:
        if self.path is None:
            return
        try:
            self._folder = Folder(self.path)
        except OSError:
            return
        secret = self._folder.read(_KEY, secret=True)
        if secret is not None and len(secret) == _KEY_SIZE:
            bound = b"" if self._is_chosen else b"%d" % self._folder.number
            hashed = blake2b(bound, key=secret, digest_size=_KEY_SIZE, person=_PERSON)
            self._key = hashed.digest()

    def _make(self) -> Folder:
        """Return the folder with a key in it, made now."""
        assert self.path is not None
        if self._folder is None:
            make(self.path, wherever=self._is_chosen)
            self._open()
        if self._folder is None:
            raise PermissionError("the folder is not ours")
        if not self._key:
            self._folder.write(_KEY, os.urandom(_KEY_SIZE))
            if not self._is_chosen:
                self._folder.write(_MARK, _MARK_TEXT)
            self._folder.close()
            self._open()
        if not self._key:
            raise PermissionError("the key is not ours")
        return self._folder

    def _tag(self, name: str, *content: "bytes | memoryview") -> bytes:
        hashed = blake2b(key=self._key, digest_size=_TAG_SIZE, person=_PERSON)
        hashed.update(b"%d:%b" % (len(name), os.fsencode(name)))
        for piece in content:
            hashed.update(piece)
        return hashed.digest()

    def prune(self) -> None:
        """Remove entries that have not been used for long, and the oldest if there are too many."""
        import time  # built in

        if self._folder is None or not self._key:
            return
        now = time.time()
        pruned = self._folder.modified(_PRUNED)
        if pruned is not None and 0 <= now - pruned < _OFTEN:
            return
        try:
            self._folder.write(_PRUNED, b"")
            files = dict(self._folder.files(_PREFIX))
        except OSError:
            return
        size = 0
        newest = sorted(files, key=lambda name: files[name].st_mtime, reverse=True)
        for number, name in enumerate(newest):
            size += -(-files[name].st_size // _BLOCK) * _BLOCK
            is_old = now - files[name].st_mtime > _OLD
            is_much = size > _MOST_BYTES or number >= _MOST_FILES
            if (is_old or is_much) and name != _KEY:
                self._folder.remove(name)

    def clear(self) -> bool:
        """Remove our files from the folder, not the targets of links; returns whether any existed.

        Raises:
            OSError: when something can't be removed.
        """
        if self._folder is None:
            return False
        names = [name for name, _ in self._folder.files(_PREFIX)]
        left = [name for name in names if not self._folder.remove(name)]
        if left:
            raise PermissionError("can't be removed")
        self._key = b""
        return bool(names)

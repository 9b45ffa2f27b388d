"""The cache on disk: small files, each written in one step, in a folder that Git ignores.

Whatever is wrong with an entry or the folder is no error: what can't be read is computed again,
what can't be written is not kept.
"""

from __future__ import annotations

import os
from binascii import crc32

FOLDER = ".digestlint_cache"

_GITIGNORE = "# Made by digestlint.\n*\n"
# https://bford.info/cachedir/: backup programs leave such folders out.
_TAG_NAME = "CACHEDIR.TAG"
_TAG = "Signature: 8a477f597d28d172789f06886806bc55\n# Made by digestlint; can be removed.\n"
_MOST_ENTRIES = 10_000


def cache_folder(start: str) -> str:
    """Where runs in the folder ``start`` keep results: in the repository's root, or ``start``."""
    place = os.path.abspath(start)
    while not os.path.exists(os.path.join(place, ".git")):
        above = os.path.dirname(place)
        if above == place:
            return os.path.join(os.path.abspath(start), FOLDER)
        place = above
    return os.path.join(place, FOLDER)


class Store:
    """The entries of one installation of digestlint in the folder ``root``."""

    def __init__(self, root: str, installation: bytes) -> None:
        self.installation = installation
        self._root = root
        self._entries = os.path.join(root, installation.hex())
        self._is_ready = False

    def read(self, name: str) -> bytes | None:
        """The entry called ``name``; None if there is none, or what is there is damaged."""
        try:
            with open(os.path.join(self._entries, name), "rb") as file:
                data = file.read()
        except OSError:
            return None
        checksum, content = data[:4], data[4:]
        return content if checksum == _checksum(content) else None

    def write(self, name: str, content: bytes) -> None:
        """Keep ``content``; several processes may write the same entry at once."""
        try:
            self._prepare()
            temporary = os.path.join(self._entries, f"{name}.{os.getpid()}-{id(self)}.tmp")
            try:
                with open(temporary, "wb") as file:
                    file.write(_checksum(content) + content)
                os.replace(temporary, os.path.join(self._entries, name))
            except BaseException:  # a full disk, or Ctrl-C
                os.unlink(temporary)
                raise
        except OSError:
            return

    def _prepare(self) -> None:
        """Make the folders; once a run, drop what other versions left, and what is too much."""
        if self._is_ready:
            return
        self._is_ready = True
        if os.path.islink(self._root):
            raise OSError("the cache is not where it seems to be")
        os.makedirs(self._entries, exist_ok=True)
        for name, text in ((".gitignore", _GITIGNORE), (_TAG_NAME, _TAG)):
            path = os.path.join(self._root, name)
            if not os.path.exists(path):
                with open(path, "w", encoding="utf-8") as file:
                    file.write(text)
        for entry in os.scandir(self._root):
            if entry.is_dir(follow_symlinks=False) and entry.path != self._entries:
                _remove_tree(entry.path)
        _prune(self._entries)


def remove(root: str) -> bool:
    """Remove the cache in the folder ``root``; whether there was one.

    Raises:
        OSError: when it can't be removed.
    """
    if os.path.islink(root) or not os.path.isfile(os.path.join(root, _TAG_NAME)):
        return False
    from shutil import rmtree  # no other run needs it

    rmtree(root)
    return True


def _checksum(content: bytes) -> bytes:
    return crc32(content).to_bytes(4, "big")


def _remove_tree(folder: str) -> None:
    from shutil import rmtree  # after an update of digestlint only

    rmtree(folder, ignore_errors=True)


def _prune(folder: str) -> None:
    """Remove the older half of the entries where there are too many."""
    names = os.listdir(folder)
    if len(names) <= _MOST_ENTRIES:
        return
    paths = [os.path.join(folder, name) for name in names]
    for path in sorted(paths, key=_age)[: len(paths) // 2]:
        try:
            os.unlink(path)
        except OSError:
            continue


def _age(path: str) -> float:
    try:
        return os.stat(path).st_mtime
    except OSError:
        return 0.0

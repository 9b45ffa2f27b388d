"""Looks at all that is below a folder, each of which is one look however much there is.

A trace that held each of the folders and files would be as long as the repository, for each of its
files.
"""

import os
import sys

from digestlint._runtime.hashing import blake2b
from digestlint._runtime.opening import HAS_DESCRIPTORS, open_file, open_folder

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    # Lists an open folder: name and whether it is a folder, of all that is there.
    Listing = Callable[[Any, tuple[str, ...]], list[tuple[str, bool]]]

_HIDDEN = "."
_LONG_PATH = 200  # characters, on the average
_SIZE = 32  # bytes of a hash


def tree(listing: "Listing", about: str, top: str) -> tuple[str, list[str] | None]:
    """Return the paths below ``top``, relative to it; None where there are too many.

    Those of folders end with a slash. Links to folders are not followed; hidden folders, and those
    of the names in ``about``, are named but not entered: ``most/name/name``.
    """
    number, *skipped = about.split("/")
    found = _below(listing, top, int(number), frozenset(skipped))
    if found is None:
        return "large", None
    found.sort()
    return _hash(os.fsencode("\0".join(found))), found


def _below(listing: "Listing", top: str, most: int, skipped: frozenset[str]) -> list[str] | None:
    found: list[str] = []
    length = 0
    folders = [""]
    while folders:
        folder = folders.pop()
        for name, is_folder in _entries(listing, os.path.join(top, folder), top):
            path = f"{folder}{name}"
            if is_folder:
                path += "/"
                if not name.startswith(_HIDDEN) and name not in skipped:
                    folders.append(path)
            found.append(path)
            length += len(path)
            if len(found) > most or length > most * _LONG_PATH:
                return None
    return found


def _entries(listing: "Listing", folder: str, top: str) -> list[tuple[str, bool]]:
    """Return what is in a folder; nothing of one that can't be listed, or that is outside."""
    try:
        if not HAS_DESCRIPTORS:
            return listing(folder, ("",))
        descriptor = open_folder(folder, top)
        try:
            return listing(descriptor, ("",))
        finally:
            os.close(descriptor)
    except (OSError, ValueError):
        return []


def starts(listing: "Listing", about: str, top: str) -> tuple[str, dict[str, bytes]]:
    """Return how files below ``top`` begin that say a word there, by path.

    ``about`` is what ``tree`` takes, the number of bytes, the word and the suffixes, with spaces.
    """
    below, size, word, *suffixes = about.split(" ")
    found = {}
    for path in tree(listing, below, top)[1] or ():
        if path.lower().endswith(tuple(suffixes)):
            begins = _start(os.path.join(top, path), top, int(size))
            if word.encode() in begins:
                found[path] = begins
    parts = [part for path, begins in found.items() for part in (os.fsencode(path), begins)]
    return _hash(b"\0".join(parts)), found


def _start(path: str, top: str, size: int) -> bytes:
    try:
        descriptor = open_file(path, top, sys.maxsize)
    except (OSError, ValueError):  # a pipe, a link that leads outside, no permission
        return b""
    try:
        return os.read(descriptor, size)
    except OSError:
        return b""
    finally:
        os.close(descriptor)


def _hash(content: bytes) -> str:
    return blake2b(content, digest_size=_SIZE).hexdigest()

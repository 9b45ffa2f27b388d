"""Which content Git has staged for files, read from its index as gitformat-index(5) says.

Git itself is not run: a repository can have it start programs.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path

from digestlint._runtime.hashing import git_id
from digestlint._runtime.tracing import observing
from digestlint.project.git_settings import git_folder, settings

_LARGEST = 20_000_000  # bytes of an index
_HEAD, _SIGNATURE = 12, b"DIRC"
_STATUS, _NAME = 40, 62  # where an entry has the id of its content, and where its path
_LENGTH, _STAGE, _EXTENDED = 0x0FFF, 0x3000, 0x4000  # the bits of its flags


def staged(top: Path, names: Collection[str]) -> Mapping[str, str] | None:
    """Return the ids (SHA-1) of what is staged for those of ``names`` that Git tracks.

    Names begin at the top of the working tree. None if the index cannot be read: it has another
    format, such as that of version 4 or of SHA-256, or is too large.
    """
    if settings(top).get("extensions.objectformat", "sha1") != "sha1":
        return None
    data = b""
    with suppress(OSError, ValueError):  # nothing has been added yet
        data = observing.read(str(git_folder(top) / "index"), _LARGEST)
    if not data:
        return {}
    if (
        len(data) >= _LARGEST
        or data[:4] != _SIGNATURE
        or data[4:8] not in (b"\0\0\0\2", b"\0\0\0\3")
    ):
        return None
    wanted = {name.encode("utf-8", "surrogateescape"): name for name in names}
    found: dict[str, str] = {}
    at = _HEAD
    for _ in range(int.from_bytes(data[8:12], "big")):
        flags = int.from_bytes(data[at + 60 : at + _NAME], "big")
        start = at + _NAME + 2 * bool(flags & _EXTENDED)
        end = data.find(b"\0", start + (flags & _LENGTH))
        if end < 0:
            return None
        name = wanted.get(data[start:end])
        if name is not None and not flags & _STAGE:
            found[name] = data[at + _STATUS : at + 60].hex()
        at += (end - at) // 8 * 8 + 8
    return found


def content_ids(content: bytes, digits: int = 40) -> frozenset[str]:
    """Return the ids that Git may give a content; in its index, lines may end otherwise."""
    written = {content, content.replace(b"\r\n", b"\n")}  # mostly the same
    return frozenset(git_id(each, digits) for each in written)

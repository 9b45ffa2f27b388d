"""Trees on disk."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp
from typing import NamedTuple

from fuzz.trees import contents
from fuzz.trees.plan import OUTSIDE, REPOSITORY, TOP, Item

_PROGRAMS = ("git", "sh", "bash", "less", "more", "vi", "nano", "man", "python3", "cat", "run")
# Whatever is run leaves a file with its name.
_PROGRAM = '#!/bin/sh\n: > "{top}/executed/program-{name}"\n'


@contextmanager
def built(items: tuple[Item, ...]) -> Iterator[bytes]:
    """Return the folder of the repository and of the outside files that must stay unseen."""
    top = os.fsencode(os.path.realpath(mkdtemp(prefix="digestlint-tree-")))
    try:
        for name in (REPOSITORY, b"executed", b"tmp", b"stage", b"bin", b"home"):
            os.mkdir(os.path.join(top, name))
        for folder, files in ((OUTSIDE, contents.OUTSIDE), (b"home", contents.HOME)):
            for name, content in files.items():
                _write(os.path.join(top, folder, name), content)
        for program in _PROGRAMS:
            path = os.path.join(top, b"bin", program.encode())
            _write(path, _PROGRAM.format(top=os.fsdecode(top), name=program).encode())
            os.chmod(path, 0o755)
        for item in items:
            place(item, os.path.join(top, REPOSITORY, item.path), top)
        yield top
    finally:
        shutil.rmtree(top, ignore_errors=True)


def place(item: Item, path: bytes, top: bytes) -> None:
    """Make one thing; what can't be there, since something else is, is left out."""
    content = item.content.replace(TOP, top)
    # Never through a link that another item has made.
    folder = os.path.dirname(path)
    if os.path.lexists(path) or not _is_within(folder, top):
        return
    with suppress(OSError, ValueError):
        os.makedirs(folder, exist_ok=True)
        if item.kind == "file":
            _write(path, content)
            os.chmod(path, item.mode)
        elif item.kind == "link":
            os.symlink(content, path)
        elif item.kind == "pipe":
            os.mkfifo(path)
        elif item.kind == "socket":
            os.mknod(path, stat.S_IFSOCK | 0o644)
        elif item.kind == "sparse":
            _write(path, b"# Huge\n")
            os.truncate(path, item.size)
        elif item.kind == "folder":
            os.mkdir(path)


def _is_within(folder: bytes, top: bytes) -> bool:
    return os.path.realpath(folder) == os.path.normpath(folder) and folder.startswith(top)


def _write(path: bytes, content: bytes) -> None:
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "xb") as file:
        file.write(content)


class Seen(NamedTuple):
    """What is at a path: a mode as `ls` shows it, what a link says, and what a file has."""

    mode: str
    target: bytes = b""
    size: int = 0
    modified: int = 0
    content: bytes = b""


def snapshot(folder: bytes) -> dict[bytes, Seen]:
    """Return what is in a folder, by its path there, through no link."""
    found: dict[bytes, Seen] = {}
    for base, folders, names in os.walk(folder):
        for name in [*folders, *names]:
            path = os.path.join(base, name)
            status = os.lstat(path)
            seen = Seen(stat.filemode(status.st_mode))
            if stat.S_ISLNK(status.st_mode):
                seen = seen._replace(target=os.readlink(path))
            elif stat.S_ISREG(status.st_mode):
                content = content_of(path)
                seen = Seen(seen.mode, b"", status.st_size, status.st_mtime_ns, content)
            found[os.path.relpath(path, folder)] = seen
    return found


_MOST = 2_000_000


def content_of(path: bytes) -> bytes:
    """Return the content of a regular file, none of a huge one."""
    if os.lstat(path).st_size > _MOST:
        return b""
    return Path(os.fsdecode(path)).read_bytes()

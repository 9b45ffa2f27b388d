"""What a result depends on, as one key.

A result depends on the content of the file, its name (a link may name its own file), the settings,
the code of digestlint with the model in it, and the packages around it. What else was asked about
the file's surroundings is kept in the entry and asked again (``entries``).

A run that finds all its results here imports little more than this, so nothing heavy is imported.
"""

from __future__ import annotations

import os
import sys

try:  # hashlib loads OpenSSL, which takes longer than to hash a digest
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

DEFAULTS = b"defaults"
"""Stands for the settings where no configuration and no option says anything about rules."""

_SIZE = 20  # bytes of a key


def content_key(content: bytes) -> str:
    """The key of a content alone, in hexadecimal digits."""
    return blake2b(content, digest_size=_SIZE).hexdigest()


def entry_key(installation: bytes, settings: bytes, name: str, content: str) -> str:
    """The key of a result for the content with the key ``content`` in a file called ``name``."""
    parts = (installation, settings, os.fsencode(name), content.encode())
    packed = b"".join(b"%d:%b" % (len(part), part) for part in parts)
    return blake2b(packed, digest_size=_SIZE).hexdigest()


def installation_key() -> bytes:
    """Changes with each file of digestlint (the model, too), each installed package, and Python.

    Sizes and times tell: reading everything would take longer than many a check.
    """
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    seen = [sys.version]
    folders = [package]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    if entry.name != "__pycache__":
                        folders.append(entry.path)
                else:
                    status = entry.stat()
                    seen.append(f"{entry.path} {status.st_size} {status.st_mtime_ns}")
    # Installing or removing a package changes its folder.
    for folder in sys.path:
        if folder.endswith("-packages"):
            try:
                seen.append(f"{folder} {os.stat(folder).st_mtime_ns}")
            except OSError:
                continue
    seen.sort()
    return blake2b("\n".join(seen).encode("utf-8", "surrogatepass"), digest_size=8).digest()

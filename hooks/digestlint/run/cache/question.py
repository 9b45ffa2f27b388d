"""The question of a run: a key of everything that affects its answer, except for its looks.

There are two kinds of questions, those of a whole run and those of one file, and both are about one
*installation*: the version, every file of the package (code, rules, model), the installed packages,
and Python. The command line of a run counts word by word: even unknown words are part of the key,
so no option can be forgotten.
"""

import os
import sys

from digestlint._runtime.hashing import blake2b
from digestlint._runtime.installation import PACKAGE, __version__
from digestlint.run.cache.folder import CHOSEN

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import TextIO

    from digestlint.run.cache.store import Store

_SIZE = 20  # bytes of a key
# Variables of the environment that change output, by how they begin: colours and columns (the last
# three are also wcwidth's), the locale, Python, and the libraries that NumPy computes with. All
# others are recorded where they are looked at.
_PREFIXES = (
    *("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "TERM", "WCWIDTH", "UNICODE_VERSION"),
    *("LANG", "LC_", "PYTHON", "DIGESTLINT_", "OPENBLAS", "OMP_", "MKL_", "BLIS_", "NPY_"),
)


def key(*parts: bytes) -> str:
    """Return the key of all ``parts``, in hexadecimal digits."""
    packed = b"".join([b"%d:%b" % (len(part), part) for part in parts])
    return blake2b(packed, digest_size=_SIZE).hexdigest()


def of_run(arguments: "list[str]", installation: bytes, environment: "Mapping[str, str]") -> str:
    """Return the key of a whole run: command line, folder, environment, and where the output goes.

    Raises:
        OSError: where the current folder has gone.
    """
    words = b"".join([b"%d:%b" % (len(word), word) for word in map(os.fsencode, arguments)])
    relevant = [
        f"{name}={value}"
        for name, value in sorted(environment.items())
        if name.startswith(_PREFIXES) and name != CHOSEN
    ]
    streams = [_described(sys.stdout), _described(sys.stderr)]
    return key(
        b"run",
        installation,
        words,
        os.fsencode(os.getcwd()),
        os.fsencode("\0".join(relevant)),
        "\0".join(streams).encode(),
    )


def _described(stream: "TextIO") -> str:
    """Return what a stream shows: encoding, colours, width."""
    size = ""
    is_terminal = stream.isatty()
    if is_terminal:
        try:
            size = str(os.get_terminal_size(sys.__stdout__.fileno()))  # type: ignore[union-attr]
        except (AttributeError, ValueError, OSError):
            size = "none"
    how = [getattr(stream, name, None) for name in ("encoding", "errors", "newlines")]
    return f"{how} {is_terminal} {size}"


def installation(store: "Store") -> bytes:
    """Return the key of the installation, made from the content of its files.

    Reading them all takes longer than most checks, so ``store`` keeps the key as long as sizes,
    times and numbers of files are the same.
    """
    name = key(b"installation", _stamp())
    known = store.read(name)
    if known is not None:
        return bytes(known)
    made = key(*_contents()).encode()
    store.write(name, made)
    return made


def _stamp() -> bytes:
    """Return what changes with each file of digestlint, each installed package, and Python."""
    seen = [repr((_python(), sys.path))]
    for path, status in _files():
        seen.append(f"{path} {status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}")
    for folder in _package_folders():
        status = os.stat(folder)  # installing or removing a package changes it
        seen.append(f"{folder} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}")
    seen.sort()
    return os.fsencode("\n".join(seen))


def _contents() -> "Iterator[bytes]":
    """Yield the same by content, wherever it is installed: the parts of the installation's key."""
    yield os.fsencode(_python())
    for path in sorted([path for path, _ in _files()]):
        yield os.fsencode(os.path.relpath(path, PACKAGE))
        yield _content(path)
    for folder in _package_folders():
        for name in sorted(os.listdir(folder)):
            yield os.fsencode(name)
            # It holds the hashes of all files of a package.
            yield _content(os.path.join(folder, name, "RECORD"))
    yield os.fsencode("\n".join([p for p in sys.path if not p.startswith(sys.base_prefix)]))


def _python() -> str:
    return f"{__version__} {sys.version} {sys.platform} {sys.byteorder}"


def _files() -> "Iterator[tuple[str, os.stat_result]]":
    """All files of digestlint, but what Python makes of them."""
    folders = [PACKAGE]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    if entry.name != "__pycache__":
                        folders.append(entry.path)
                else:
                    yield entry.path, entry.stat()


def _package_folders() -> "list[str]":
    folders = [folder for folder in sys.path if folder.endswith("-packages")]
    return [folder for folder in folders if os.path.isdir(folder)]


def _content(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return b""

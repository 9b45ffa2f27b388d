"""Looks at the world outside a run, each with its answer, encoded so that answers compare equal.

Taking a look and repeating it are the same function, so the two cannot differ. Nothing heavy is
imported: a run whose answer is in the cache repeats all of its looks here.
"""

import os
import sys
from stat import S_ISDIR, S_ISLNK, S_ISREG

from digestlint._runtime.hashing import blake2b
from digestlint._runtime.opening import (
    HAS_DESCRIPTORS,
    NoContentError,
    open_file,
    open_folder,
    parts_within,
    read_rest,
)
from digestlint._runtime.tracing.seen import current

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

NUL = "\0"  # between the fields of a trace, as it is packed

_SIZE = 32  # bytes of a hash
_PIECE = 1 << 20
_ON_WINDOWS = os.name == "nt"
# IO_REPARSE_TAG_MOUNT_POINT ([MS-FSCC], section 2.1.2.1); Python's `stat` has it on Windows only.
_MOUNT_POINT = 0xA0000003


def holds(packed: bytes) -> bool:
    """Whether all looks of a trace, as it is packed, have the same answers again."""
    if not packed:
        return True
    fields = os.fsdecode(packed).split(NUL)
    if len(fields) % 4:
        return False
    known = iter(fields)
    try:
        for kind, about, path, answer in zip(known, known, known, known, strict=True):
            if LOOKS[kind](about, path)[0] != answer:
                return False
    except (KeyError, ValueError, OSError):
        return False
    finally:
        current.seen.spellings.clear()
    return True


def hashed(content: bytes) -> str:
    """Return the hash of a content, in hexadecimal digits."""
    return blake2b(content, digest_size=_SIZE).hexdigest()


def _read(about: str, path: str) -> "tuple[str, bytes | OSError]":
    most, _, within = about.partition(" ")
    limit = int(most)
    try:
        descriptor = open_file(path, within, limit)
        try:
            content = read_rest(descriptor, limit)
        finally:
            os.close(descriptor)
    except NoContentError as failed:
        return failed.what, failed
    except OSError as error:
        return f"error {error.errno}", error
    if len(content) > limit:
        return "large", NoContentError("large", len(content))
    return hashed(content), content


def _kind(_: str, path: str) -> tuple[str, str]:
    try:
        mode = os.stat(path).st_mode
    except OSError:
        return "", ""
    found = "folder" if S_ISDIR(mode) else "file" if S_ISREG(mode) else "other"
    return found, found


def _link(_: str, path: str) -> tuple[str, str]:
    try:
        found = "link" if S_ISLNK(os.lstat(path).st_mode) else ""
    except OSError:
        found = ""
    return found, found


def _real(_: str, path: str) -> tuple[str, str]:
    found = os.path.realpath(path)
    return found, found


def _within(folder: str, path: str) -> tuple[str, str]:
    try:
        parts_within(path, folder)
    except NoContentError:
        return "", ""
    return "yes", "yes"


def _names(about: str, path: str) -> "tuple[str, list[tuple[str, bool]] | OSError]":
    length, _, rest = about.partition(" ")
    within, suffixes = rest[: int(length)], rest[int(length) :]
    endings = tuple(suffixes.split("/"))
    try:
        if HAS_DESCRIPTORS:
            descriptor = open_folder(path, within)
            try:
                found = _listed(descriptor, endings)
            finally:
                os.close(descriptor)
        else:
            found = _listed(path, endings)
    except OSError as error:
        return f"error {error.errno}", error
    found.sort()
    listed = "".join([f"{name}/{is_folder:d}" for name, is_folder in found])
    return hashed(os.fsencode(listed)), found


def _listed(folder: int | str, endings: tuple[str, ...]) -> list[tuple[str, bool]]:
    found = []
    with os.scandir(folder) as scan:
        for entry in scan:
            if entry.is_dir(follow_symlinks=False):
                if not _ON_WINDOWS or not _is_junction(entry):
                    found.append((entry.name, True))
            elif entry.name.lower().endswith(endings) and not _leads_to_folder(entry):
                found.append((entry.name, False))
    return found


def _is_junction(folder: "os.DirEntry[str]") -> bool:
    """Whether it is a link to a folder that Windows does not call a symbolic link."""
    tag: int = getattr(folder.stat(follow_symlinks=False), "st_reparse_tag", 0)
    return tag == _MOUNT_POINT


def _leads_to_folder(link: "os.DirEntry[str]") -> bool:
    try:
        return link.is_symlink() and link.is_dir()
    except OSError:  # a loop, or no permission: reading it will say so
        return False


def _tree(about: str, path: str) -> "tuple[str, list[str] | None]":
    from digestlint._runtime.tracing.trees import tree  # for wikilinks

    return tree(_listed, about, path)


def _starts(about: str, path: str) -> "tuple[str, dict[str, bytes]]":
    from digestlint._runtime.tracing.trees import starts  # for wikilinks

    return starts(_listed, about, path)


def _spelt(name: str, folder: str) -> tuple[str, str]:
    spellings = current.seen.spellings
    if folder not in spellings:
        try:
            spellings[folder] = frozenset(os.listdir(folder))
        except OSError:
            spellings[folder] = frozenset()
    listed = spellings[folder]
    if not listed or name in listed:
        return "yes", "yes"
    if name.isascii():
        return "", ""
    from unicodedata import normalize  # for names that are not ASCII: macOS may store NFD

    name = normalize("NFC", name)
    found = "yes" if any(normalize("NFC", other) == name for other in listed) else ""
    return found, found


def _environment(name: str, _: str) -> tuple[str, str | None]:
    value = os.environ.get(name) or None
    return ("" if value is None else f"={value}"), value


# Standard input can be read only once, so its content is kept for later calls.
_input: "list[tuple[Any, bytes]]" = []


def _standard_input(most: str, _: str) -> tuple[str, bytes | None]:
    stream = sys.stdin
    if stream is None:
        return "closed", None
    content = _input[0][1] if _input and _input[0][0] is stream else b""
    wanted = int(most) + 1
    parts, left = [content], wanted - len(content)
    # Not all at once: room is made for what is asked for, however little comes.
    while left > 0 and (part := stream.buffer.read(min(left, _PIECE))):
        parts.append(part)
        left -= len(part)
    content = b"".join(parts)
    _input[:] = [(stream, content)]
    return hashed(content[:wanted]), content[:wanted]


LOOKS: "Mapping[str, Callable[[str, str], tuple[str, Any]]]" = {
    "read": _read,
    "kind": _kind,
    "link": _link,
    "real": _real,
    "names": _names,
    "within": _within,
    "spelt": _spelt,
    "tree": _tree,
    "starts": _starts,
    "environment": _environment,
    "input": _standard_input,
}

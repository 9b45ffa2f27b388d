"""Copying the Markdown files of packages into a scratch folder."""

from __future__ import annotations

import gzip
import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import Distribution
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote

from installing import Origin

_SUFFIXES = (".md", ".markdown")
# The targets of links and definitions, roughly.
_PATH = re.compile(r"\](?:\(|:)[ \t]*<?([^\s<>()#]+)")


class Collected(NamedTuple):
    """A file of the scratch folder: its path in there and where it came from."""

    path: str
    origin: str


def collect(found: Sequence[Origin], scratch: Path) -> list[Collected]:
    """Copy all Markdown files; return those that no earlier one is equal to.

    Other files that links may lead to become empty files of the same name. What is equal to an
    earlier file is copied as well, for the links that lead to it. A package gets an empty ``.git``:
    for links, it is a repository of its own.
    """
    known: set[bytes] = set()
    files: list[Collected] = []
    for origin in found:
        everything = list(_files(origin.folder))
        linked = _linked_names(data for _, data in everything if data)
        for path, data in everything:
            target = scratch / origin.name / path
            if data is None:
                _make_empty(scratch / origin.name, path, linked)
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
            digest = hashlib.sha256(data).digest()
            if digest not in known:
                known.add(digest)
                files.append(Collected(f"{origin.name}/{path}", origin.name))
    return files


def _files(folder: Path) -> Iterator[tuple[PurePosixPath, bytes | None]]:
    """Each file beside or below a Markdown file: the content of Markdown, None for all others.

    ``.git`` is in the top folder of a package.
    """
    covered: set[Path] = set()
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in (".git", "__pycache__"))
        here = Path(where)
        inside = PurePosixPath(here.relative_to(folder).as_posix())
        markdown = [name for name in names if name.lower().removesuffix(".gz").endswith(_SUFFIXES)]
        if markdown or here.parent in covered:
            if here.parent not in covered or "package.json" in names:
                yield inside / ".git", None
            covered.add(here)
        for name in sorted(names) if here in covered else ():
            path = here / name
            # What git ignores in a package is not asked.
            if path.is_symlink() or not path.is_file() or name.startswith(".git"):
                continue
            if name not in markdown:
                yield inside / name, None
            elif name.endswith(".gz"):
                yield inside / name.removesuffix(".gz"), _unpacked(path)
            else:
                yield inside / name, path.read_bytes()
        if here.name.endswith(".dist-info") and "METADATA" in names:
            description = _description(here)
            if description:
                yield inside / "DESCRIPTION.md", description


def _linked_names(texts: Iterable[bytes]) -> frozenset[str]:
    """Return the last parts of what may be paths of links in these files."""
    paths = (path for text in texts for path in _PATH.findall(text.decode("utf-8", "replace")))
    return frozenset(
        unquote(path.partition("?")[0].rstrip("/")).rpartition("/")[2] for path in paths
    )


def _make_empty(root: Path, path: PurePosixPath, linked: frozenset[str]) -> None:
    """Make the file, and the folders it is in, as far as they are linked."""
    if path.name == ".git":
        (root / path).mkdir(parents=True, exist_ok=True)
        return
    for folder in path.parents:
        if folder.name in linked:
            (root / folder).mkdir(parents=True, exist_ok=True)
    if path.name in linked:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).touch()


def _unpacked(path: Path) -> bytes:
    try:
        return gzip.decompress(path.read_bytes())
    except (OSError, EOFError) as error:
        raise SystemExit(f"{path}: {error}") from error


def _description(folder: Path) -> bytes | None:
    """Return the long description of an installed package, where it says that it is Markdown."""
    metadata = Distribution.at(folder).metadata
    kind, text = "Description-Content-Type", "Description"
    if kind not in metadata or text not in metadata:
        return None
    is_markdown = metadata[kind].startswith("text/markdown")
    return metadata[text].encode("utf-8", "surrogateescape") if is_markdown else None

"""Finds what stands around a document on disk: its bibliography and the files it links to."""

from __future__ import annotations

import os
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from os.path import exists
from pathlib import Path, PurePath, PureWindowsPath
from urllib.parse import unquote

from digestlint.bibliography import candidate_names
from digestlint.cache import content_key
from digestlint.files import MARKDOWN_EXTENSIONS, FileProblem, LinkedFiles, read_bytes
from digestlint.markdown import parse
from digestlint.memory_limit import TooMuchMarkupError, memory_limit
from digestlint.mojibake import restore
from digestlint.patterns import lazy_pattern
from digestlint.records import NamedTuple
from digestlint.targets import STYLES_WITH_HEADING_ATTRIBUTES, find_targets

TYPE_CHECKING = False  # of `typing`, which takes long to load
if TYPE_CHECKING:
    from digestlint.bibliography import Bibliography, BibProblem

_LARGEST_BIBLIOGRAPHY = 32  # megabytes
_HEADING = lazy_pattern(r"^#[ \t]+(.+)$", re.MULTILINE)
# Where a backslash or a colon is part of a name on a server, Windows sees another folder, drive or
# computer: what is there only for Windows is not there for readers.
_ON_WINDOWS = os.name == "nt"


class FileNeighbours:
    """Local files as rules may ask about them; ``path`` is relative to the document.

    A path that begins with ``/`` starts at the root of the repository, as on GitHub.
    """

    def __init__(self, document: Path, root: Path, anchor_style: str) -> None:
        self._folder = document.parent
        self._root = root
        self._files = _linked_files(root)
        self._style = anchor_style

    def exists(self, path: str) -> bool:
        """Whether a file or folder is there; nothing is denied outside the repository."""
        target = self._resolve(path)
        return target is not None and (self._files.exists(target) or not self._files.inside(target))

    def target_ids(self, path: str) -> frozenset[str] | None:
        """The ids a fragment can name in that Markdown file; None if it can't be known."""
        target = self._resolve(path)
        return None if target is None else _target_ids(self._files, target, self._style)

    def _resolve(self, path: str) -> Path | None:
        decoded = unquote(path)
        if _ON_WINDOWS and ("\\" in decoded or PureWindowsPath(decoded).drive):
            return None
        if decoded.startswith("/"):
            return self._root / decoded.lstrip("/")
        return self._folder / decoded


@cache
def _linked_files(root: Path) -> LinkedFiles:
    return LinkedFiles(root)


@cache
def _target_ids(files: LinkedFiles, path: Path, style: str) -> frozenset[str] | None:
    # A fragment of other files is their viewer's business: `setup.py#L20`.
    text = files.read_text(path) if path.suffix.lower() in MARKDOWN_EXTENSIONS else None
    if text is None:
        return None
    attributes = style in STYLES_WITH_HEADING_ATTRIBUTES
    restoration = restore(text)
    try:
        with memory_limit(None, len(text.encode("utf-8", "surrogateescape"))):
            markdown = parse(restoration.text, heading_attributes=attributes)
    except TooMuchMarkupError:
        return None
    if any(restoration.damaged(*heading.content) for heading in markdown.headings):
        return None  # what a heading lost its slug lacks
    return frozenset(target.id for target in find_targets(markdown, style))


@cache
def repository_root(folder: Path) -> Path:
    """The nearest folder at or above ``folder`` that Git, or else ``folder`` itself, calls home."""
    for candidate in (folder, *folder.parents):
        if exists(candidate / ".git"):
            return candidate
    return folder


class Asked(NamedTuple):
    """What was asked about the surroundings of a document, and how the answers can be known again.

    Bibliographies beside the document go by their names, a configured one by its absolute path.
    The paths of other files are as rules asked for them, relative to the document.
    """

    bibliographies: Mapping[str, str | None] = {}  # None: not there
    exists: Mapping[str, bool] = {}
    targets: Mapping[str, str | None] = {}  # None: can't be known

    def holds(self, document: Path, neighbours: FileNeighbours) -> bool:
        """Whether the answers would be the same again."""
        return (
            all(key == _key_of(document, name) for name, key in self.bibliographies.items())
            and all(there == neighbours.exists(p) for p, there in self.exists.items())
            and all(key == _key_of_ids(neighbours.target_ids(p)) for p, key in self.targets.items())
        )


class AskedNeighbours:
    """Neighbours that remember what they were asked."""

    def __init__(self, neighbours: FileNeighbours) -> None:
        self._neighbours = neighbours
        self._exists: dict[str, bool] = {}
        self._targets: dict[str, str | None] = {}

    def exists(self, path: str) -> bool:
        """As ``FileNeighbours``."""
        answer = self._neighbours.exists(path)
        self._exists[path] = answer
        return answer

    def target_ids(self, path: str) -> frozenset[str] | None:
        """As ``FileNeighbours``."""
        ids = self._neighbours.target_ids(path)
        self._targets[path] = _key_of_ids(ids)
        return ids

    def asked(self, document: Path, bibliographies: Sequence[str]) -> Asked:
        """All that was asked, with the bibliographies that were looked for."""
        keys: dict[str, str | None] = {}
        for name in bibliographies:
            keys[name] = _key_of(document, name)
            if keys[name] is not None:
                break  # those that come after it were not looked for
        return Asked(keys, self._exists, self._targets)


def _key_of(document: Path, name: str) -> str | None:
    path = document.parent / name
    with suppress(FileProblem):
        if Path(name).is_absolute() or _is_file_within(repository_root(path.parent), path):
            return content_key(read_bytes(path, max_size=_LARGEST_BIBLIOGRAPHY))
    return None


def _key_of_ids(ids: frozenset[str] | None) -> str | None:
    if ids is None:
        return None
    return content_key("\0".join(sorted(ids)).encode("utf-8", "surrogatepass"))


def find_bibliography(path: Path, text: str, configured: str | None) -> Bibliography | None:
    """The bibliography of the digest ``text`` at ``path``.

    ``configured`` names its file; otherwise a .bib file beside the digest is taken that has the
    digest's name, or the one its title names.

    Raises:
        FileProblem: when the file can't be read; the message names it.
    """
    found = bibliography_path(path, text, configured)
    if found is None:
        return None
    try:
        return _read_bibliography(found)
    except FileProblem as error:
        shown = configured if configured is not None else found
        raise FileProblem(f"its bibliography can't be read: {shown}: {error}") from None


def bibliography_path(path: Path, text: str, configured: str | None) -> Path | None:
    """The file that ``find_bibliography`` reads; one that is configured need not be there."""
    for name in bibliography_names(path, text, configured):
        found = path.parent / name
        if configured is not None or _is_file_within(repository_root(path.parent), found):
            return found
    return None


def _is_file_within(root: Path, path: Path) -> bool:
    """Whether a file is there, and no symbolic link that leads out of ``root``."""
    # A title can name what no file can be called.
    with suppress(OSError, ValueError):
        return path.is_file() and path.resolve().is_relative_to(root.resolve())
    return False


def bibliography_names(path: Path, text: str, configured: str | None) -> list[str]:
    """Where ``find_bibliography`` looks, best first: beside the digest, or at an absolute path."""
    if configured is not None:
        return [str(Path(configured).absolute())]
    title = _HEADING.search(text)
    return list(candidate_names(PurePath(path), title[1] if title else None))


@cache
def _read_bibliography(path: Path) -> Bibliography:
    from dataclasses import replace  # for digests with a bibliography

    from digestlint.bibliography import parse_bibliography

    text, problems = decode_bibliography(read_bytes(path, max_size=_LARGEST_BIBLIOGRAPHY))
    bibliography = parse_bibliography(text, path.name)
    ordered = sorted((*problems, *bibliography.problems), key=lambda problem: problem.line)
    return replace(bibliography, problems=tuple(ordered))


def decode_bibliography(data: bytes) -> tuple[str, tuple[BibProblem, ...]]:
    """The text of a .bib file, and what is wrong with its encoding.

    Reference managers of old write Windows-1252; a line that is not UTF-8 is read as that, and the
    others are not touched by it. A byte order mark decides for UTF-16.
    """
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return data.decode("utf-16", "replace"), ()
    data = data.removeprefix(BOM_UTF8)
    with suppress(UnicodeDecodeError):
        return data.decode("utf-8"), ()
    lines = []
    wrong = []
    for number, line in enumerate(data.splitlines(keepends=True), 1):
        try:
            lines.append(line.decode("utf-8"))
        except UnicodeDecodeError:
            lines.append(line.decode("cp1252", "replace"))
            wrong.append(number)
    from digestlint.bibliography import BibProblem  # for digests with a bibliography

    message = (
        f"{len(wrong)} lines are not UTF-8, this one first; they were read as windows-1252"
        if len(wrong) > 1
        else "this line is not UTF-8; it was read as windows-1252"
    )
    return "".join(lines), (BibProblem(wrong[0], message),)

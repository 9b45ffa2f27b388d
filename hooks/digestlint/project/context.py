"""Finds the surroundings of a document on disk: its bibliography and the files it links to."""

from __future__ import annotations

import os
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path, PurePath, PureWindowsPath
from urllib.parse import unquote

from digestlint._runtime.budgets import TooMuchMarkupError, budget
from digestlint._runtime.language import say
from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint._runtime.tracing.observing import hashed, kind
from digestlint._runtime.tracing.trace import once
from digestlint.core.settings import BoundFile
from digestlint.encoding import find_mojibake
from digestlint.markdown import parse
from digestlint.markdown.targets import STYLES_WITH_HEADING_ATTRIBUTES, find_targets
from digestlint.papers.bibliography import candidate_names
from digestlint.project.files import (
    MARKDOWN_EXTENSIONS,
    FileProblem,
    OutsideProblem,
    read_bytes,
)
from digestlint.project.linked_files import LinkedFiles
from digestlint.project.repository import repository_root

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from digestlint.papers.bibliography import Bibliography, BibProblem

_LARGEST_BIBLIOGRAPHY = 32  # megabytes
_HEADING = lazy_pattern(r"^#[ \t]+(.+)$", re.MULTILINE)
# Where a backslash or a colon is part of a name on a server, Windows sees another folder, drive or
# computer: what is there only for Windows is not there for readers.
_ON_WINDOWS = os.name == "nt"


class FileLinkResolver:
    """Local files as rules may ask about them; ``path`` is relative to the document.

    A path that begins with ``/`` starts at the root of the repository, as on GitHub.
    """

    def __init__(
        self, document: Path, root: Path, anchor_style: str, max_memory: float | None = None
    ) -> None:
        self._folder = document.parent
        self._root = root
        self._files = _linked_files(root)
        self._style = anchor_style
        self._max_memory = max_memory

    def exists(self, path: str) -> bool:
        """Whether a file or folder is there; nothing is denied outside the repository."""
        target = self._resolve(path)
        return target is not None and not self._files.missing(target)

    def target_ids(self, path: str) -> frozenset[str] | None:
        """Return the ids a fragment can name in that Markdown file; None if it can't be known."""
        target = self._resolve(path)
        return (
            None
            if target is None
            else _target_ids(self._files, target, self._style, self._max_memory)
        )

    def _resolve(self, path: str) -> Path | None:
        decoded = unquote(path)
        if _ON_WINDOWS and ("\\" in decoded or PureWindowsPath(decoded).drive):
            return None
        if decoded.startswith("/"):
            return self._root / decoded.lstrip("/")
        return self._folder / decoded


@once
def _linked_files(root: Path) -> LinkedFiles:
    return LinkedFiles(root)


@once
def _target_ids(
    files: LinkedFiles, path: Path, style: str, max_memory: float | None
) -> frozenset[str] | None:
    # A fragment of other files is their viewer's business: `setup.py#L20`.
    text = files.read_text(path) if path.suffix.lower() in MARKDOWN_EXTENSIONS else None
    if text is None:
        return None
    attributes = style in STYLES_WITH_HEADING_ATTRIBUTES
    restoration = find_mojibake(text)
    try:
        size = len(text.encode("utf-8", "surrogateescape"))
        allowed = None if max_memory is None else budget(max_memory, size)
        markdown = parse(restoration.text, heading_attributes=attributes, budget=allowed)
    except TooMuchMarkupError:
        return None
    if any(restoration.damaged(*heading.content) for heading in markdown.headings):
        return None  # what a heading lost its slug lacks
    return frozenset(target.id for target in find_targets(markdown, style))


class FoundBibliography(NamedTuple):
    """The bibliography of a digest, if there is one, and the names that were looked for.

    ``looked_for`` ends with the name of the one that was found, together with its hash.
    """

    bibliography: Bibliography | None = None
    looked_for: Mapping[str, str | None] = {}


def bibliography_hash(document: Path, name: str, configured: BoundFile | None) -> str | None:
    """Return the hash of what a bibliography holds; None where there is none."""
    path = document.parent / name
    if configured is None and not _is_file(path):
        return None
    with suppress(FileProblem):
        within = _bound(path, configured)
        return hashed(read_bytes(path, within=within, max_size=_LARGEST_BIBLIOGRAPHY))
    return "unreadable"  # which is a problem of the run, and not as if it were not there


def find_bibliography(path: Path, text: str, configured: BoundFile | None) -> FoundBibliography:
    """Return the bibliography of the digest ``text`` at ``path``.

    ``configured`` names its file; otherwise a .bib file beside the digest is taken that has the
    digest's name, or the one its title names.

    Raises:
        FileProblem: when the file can't be read, or is outside of what bounds it; the message
            names it.
    """
    found, missed = _bibliography(path, text, configured)
    looked_for: dict[str, str | None] = dict.fromkeys(missed)
    if found is None:
        return FoundBibliography(None, looked_for)
    name, file = found
    try:
        bibliography, looked_for[name] = _read_bibliography(file, _bound(file, configured))
    except FileProblem as error:
        hint = say("; --bib can name one anywhere") if isinstance(error, OutsideProblem) else ""
        shown = configured.path if configured is not None else file
        raise FileProblem(
            say(
                "its bibliography can't be read: {shown}: {error}{hint}",
                shown=shown,
                error=error,
                hint=hint,
            )
        ) from None
    return FoundBibliography(bibliography, looked_for)


def bibliography_path(path: Path, text: str, configured: BoundFile | None) -> Path | None:
    """Return the file that ``find_bibliography`` reads; a configured one need not exist."""
    found, _ = _bibliography(path, text, configured)
    return None if found is None else found[1]


def _bibliography(
    path: Path, text: str, configured: BoundFile | None
) -> tuple[tuple[str, Path] | None, list[str]]:
    """Return the name and the path of the first one that is there, and the names before it."""
    missed: list[str] = []
    for name in bibliography_names(path, text, configured):
        found = path.parent / name
        if configured is not None or _is_file(found):
            return (name, found), missed
        missed.append(name)
    return None, missed


def _is_file(path: Path) -> bool:
    # A title can name what no file can be called.
    with suppress(ValueError):
        return kind(str(path)) == "file"
    return False


def _bound(path: Path, configured: BoundFile | None) -> Path | None:
    """Return what bounds a bibliography: the repository of who names it, be that its digest."""
    if configured is None:
        return repository_root(path.parent)
    return Path(configured.within) if configured.within else None


def bibliography_names(path: Path, text: str, configured: BoundFile | None) -> list[str]:
    """Where ``find_bibliography`` looks, best first: beside the digest, or at an absolute path."""
    if configured is not None:
        return [str(Path(configured.path).absolute())]
    title = _HEADING.search(text)
    return list(candidate_names(PurePath(path), title[1] if title else None))


@once
def _read_bibliography(path: Path, within: Path | None) -> tuple[Bibliography, str]:
    """Return a bibliography, and the hash of what it was read from."""
    from dataclasses import replace  # for digests with a bibliography

    from digestlint.papers.bibliography import parse_bibliography

    data = read_bytes(path, within=within, max_size=_LARGEST_BIBLIOGRAPHY)
    found = hashed(data)
    text, problems = decode_bibliography(data)
    del data  # these may be large
    bibliography = parse_bibliography(text, path.name)
    ordered = sorted((*problems, *bibliography.problems), key=lambda problem: problem.line)
    return replace(bibliography, problems=tuple(ordered)), found


def decode_bibliography(data: bytes) -> tuple[str, tuple[BibProblem, ...]]:
    """Return the text of a .bib file, and what is wrong with its encoding.

    Old reference managers write Windows-1252; a line that is not UTF-8 is read as that, and the
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
    from digestlint.papers.bibliography import BibProblem, ProblemKind  # for few

    problem = BibProblem(wrong[0], ProblemKind.NOT_UTF8)
    if len(wrong) > 1:
        problem = BibProblem(wrong[0], ProblemKind.LINES_NOT_UTF8, {"number": len(wrong)})
    return "".join(lines), (problem,)

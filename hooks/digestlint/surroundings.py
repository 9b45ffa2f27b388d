"""Finds what stands around a document on disk: its bibliography and the files it links to."""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from contextlib import suppress
from dataclasses import replace
from functools import cache
from pathlib import Path, PurePath
from urllib.parse import unquote

from digestlint.bibliography import Bibliography, BibProblem, candidate_names, parse_bibliography
from digestlint.files import MARKDOWN_EXTENSIONS, FileProblem, LinkedFiles, read_bytes
from digestlint.markdown import parse
from digestlint.mojibake import restore
from digestlint.targets import STYLES_WITH_HEADING_ATTRIBUTES, find_targets

_HEADING = re.compile(r"^#[ \t]+(.+)$", re.MULTILINE)


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
        return self._files.exists(target) or not self._files.inside(target)

    def target_ids(self, path: str) -> frozenset[str] | None:
        """The ids a fragment can name in that Markdown file; None if it can't be known."""
        return _target_ids(self._files, self._resolve(path), self._style)

    def _resolve(self, path: str) -> Path:
        decoded = unquote(path)
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
    markdown = parse(restoration.text, heading_attributes=attributes)
    if any(restoration.damaged(*heading.content) for heading in markdown.headings):
        return None  # what a heading lost its slug lacks
    return frozenset(target.id for target in find_targets(markdown, style))


@cache
def repository_root(folder: Path) -> Path:
    """The nearest folder at or above ``folder`` that Git, or else ``folder`` itself, calls home."""
    for candidate in (folder, *folder.parents):
        if (candidate / ".git").exists():
            return candidate
    return folder


def find_bibliography(path: Path, text: str, configured: str | None) -> Bibliography | None:
    """The bibliography of the digest ``text`` at ``path``.

    ``configured`` names its file; otherwise a .bib file beside the digest is taken that has the
    digest's name, or the one its title names.

    Raises:
        FileProblem: when the file can't be read; the message names it.
    """
    found = Path(configured) if configured is not None else _beside(path, text)
    if found is None:
        return None
    try:
        return _read_bibliography(found)
    except FileProblem as error:
        raise FileProblem(f"its bibliography can't be read: {found}: {error}") from None


def _beside(path: Path, text: str) -> Path | None:
    title = _HEADING.search(text)
    for name in candidate_names(PurePath(path), title[1] if title else None):
        # A title can name what no file can be called.
        with suppress(OSError, ValueError):
            if (path.parent / name).is_file():
                return path.parent / name
    return None


@cache
def _read_bibliography(path: Path) -> Bibliography:
    text, problems = decode_bibliography(read_bytes(path))
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
    message = (
        f"{len(wrong)} lines are not UTF-8, this one first; they were read as windows-1252"
        if len(wrong) > 1
        else "this line is not UTF-8; it was read as windows-1252"
    )
    return "".join(lines), (BibProblem(wrong[0], message),)

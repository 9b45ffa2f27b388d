"""Finds what stands around a document on disk: its bibliography and the files it links to."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path, PurePath
from urllib.parse import unquote

from digestlint.bibliography import Bibliography, candidate_names, parse_bibliography
from digestlint.files import FileProblem, LinkedFiles, read_bytes
from digestlint.markdown import parse
from digestlint.mojibake import restore
from digestlint.targets import find_targets

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
    text = files.read_text(path)
    if text is None:
        return None
    return frozenset(target.id for target in find_targets(parse(restore(text).text), style))


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
        FileProblem: when the configured file can't be read; the message names it.
    """
    if configured is not None:
        try:
            return _read_bibliography(Path(configured))
        except FileProblem as error:
            raise FileProblem(f"its bibliography {configured} {error}") from None
    title = _HEADING.search(text)
    for name in candidate_names(PurePath(path), title[1] if title else None):
        if (path.parent / name).is_file():
            return _read_bibliography(path.parent / name)
    return None


@cache
def _read_bibliography(path: Path) -> Bibliography:
    text = read_bytes(path).decode("utf-8-sig", "replace")
    return parse_bibliography(text, path.name)

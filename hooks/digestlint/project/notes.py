"""The notes of a repository, which wikilinks name by file name, path or alias."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from posixpath import normpath

from digestlint._runtime.budgets import TooMuchMarkupError, budget
from digestlint._runtime.tracing import observing
from digestlint._runtime.tracing.trace import once
from digestlint.encoding import find_mojibake
from digestlint.markdown import parse
from digestlint.markdown.note_parts import NoteParts, loosely, note_parts
from digestlint.project.files import MARKDOWN_EXTENSIONS
from digestlint.project.note_names import NoteNames, aliases, note_names
from digestlint.project.repository import lexical, real_path
from digestlint.text.codec import SourceError, decode

_LARGEST_NOTE = 64 * 2**20  # bytes
_RELATIVE = ("./", "../")


class NoteFinder:
    """The notes that wikilinks of a document may name.

    Files that Git ignores are among them, as Obsidian shows them. Nothing outside of ``root`` is
    known, and links to folders are not followed.
    """

    def __init__(self, document: Path, root: Path, max_memory: float | None = None) -> None:
        self._document = document
        self._root = root
        self._max_memory = max_memory
        self._known: tuple[NoteNames | None, ...] = ()

    def is_vault(self) -> bool:
        """Whether a folder says that Obsidian or Foam keeps the notes."""
        return self._names is not None and self._names.is_vault

    def paths(self, target: str) -> Sequence[str] | None:
        """Return the paths that ``target`` may lead to, some of many; None if unknown."""
        if self._names is None:
            return None
        if target.startswith(_RELATIVE):
            folder = self._folder()
            path = normpath(f"{folder}/{target}") if folder is not None else ".."
            if path.startswith(".."):  # what is outside may be there
                return None
            target = path
        return self._names.find(target) or tuple(aliases(self._root).get(loosely(target), ()))

    def nearest(self, target: str) -> str | None:
        """Return the name of the note that is meant by a ``target`` of this spelling."""
        return self._names.nearest(target) if self._names is not None else None

    def parts(self, path: str) -> NoteParts | None:
        """Return the headings and block ids of the note at one of ``paths``, if known."""
        if not path.lower().endswith(MARKDOWN_EXTENSIONS):
            return None
        return _parts(self._root / path, self._root, self._max_memory)

    @property
    def _names(self) -> NoteNames | None:
        # Asked once for a document: each time, the look is recorded.
        if not self._known:
            self._known = (note_names(self._root),)
        return self._known[0]

    def _folder(self) -> str | None:
        """Return the folder of the document, relative to the repository."""
        for folder, root in (
            (lexical(self._document.parent), lexical(self._root)),
            (real_path(self._document.parent), real_path(self._root)),
        ):
            if folder.is_relative_to(root):
                return folder.relative_to(root).as_posix()
        return None


@once
def _parts(path: Path, root: Path, max_memory: float | None) -> NoteParts | None:
    try:
        content = observing.read(str(path), _LARGEST_NOTE, within=str(root))
        restoration = find_mojibake(decode(content).text)
        allowed = None if max_memory is None else budget(max_memory, len(content))
        markdown = parse(restoration.text, budget=allowed)
    except (OSError, ValueError, SourceError, TooMuchMarkupError):
        return None  # a pipe, a link that leads outside, no permission, not text
    if any(restoration.damaged(*heading.content) for heading in markdown.headings):
        return None
    return note_parts(markdown)
